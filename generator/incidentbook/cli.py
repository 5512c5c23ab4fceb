"""The command line: finds the command, and turns what it returns or raises into an exit status."""

import contextlib
import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import NoReturn

import click

from incidentbook import __version__
from incidentbook.errors import IncidentbookError
from incidentbook.text import did_you_mean

COMMANDS = {
    "assign-ids": "Give numbers to new articles, on the main branch.",
    "build": "Build the site.",
    "check": "Say everything that is wrong with the articles.",
    "coverage": "Say which alerts have a runbook, and which addresses lead nowhere.",
    "diff": "Say what a branch changes: articles, findings, figures; for a pull request.",
    "evaluate": "Measure search on questions whose answers are known.",
    "explain": "Say what a rule looks for, why, and what to write instead.",
    "export": "Write the book for other programs: JSON, tables, a calendar …",
    "import": "Bring what you have: Markdown, incidents of other tools, services.",
    "init": "Start a book: settings, a small example, a pipeline.",
    "match": "Say whether a log, a stack trace or an alert is known, and how to get out.",
    "new": "Begin an incident report, a known issue, a symptom or a runbook.",
    "pages": "Write the site's pages as Markdown, for another host.",
    "schema": "Print or write the JSON Schemas of what an author writes, for editors.",
    "search": "Find what is known: by words, an error message, an ID, filters.",
    "serve": "Show the site on this machine and follow edits.",
    "stats": "Print durations, SLA, repeats and downtime by period, service, severity …",
}
_OUTPUT_LOST = (errno.ENOSPC, errno.EIO, errno.EFBIG)
"""What a full or broken disk says that the output was sent to."""


class _Commands(click.Group):
    """Imports a command when it is called: `check` does not wait for what `build` needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name.replace('-', '_')}{'_' * iskeyword(cmd_name)}"
        command: click.Command = import_module(f"incidentbook.commands.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = did_you_mean(args[0], COMMANDS) or "`incidentbook --help` lists the commands."
            raise click.UsageError(f"There is no command `{args[0]}`. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="incidentbook")
def incidentbook() -> None:
    """Have we seen this before, and what fixed it? Articles in, a linked site out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Exit status: 0 clean, 1 findings, 2 usage or environment."""
    try:
        status = incidentbook.main(args=arguments, prog_name="incidentbook", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 130
    except IncidentbookError as error:
        click.echo(f"incidentbook: {error}", err=True)
        return 2
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has gone; nothing is left to say
        return 1
    except OSError as error:
        if error.filename is not None or error.errno not in _OUTPUT_LOST:
            raise
        click.echo(f"incidentbook: The output cannot be written: {str(error.strerror).lower()}.", err=True)
        return 2
    return status if isinstance(status, int) else 0


def run() -> NoReturn:
    """Run as a program. Ends at once: freeing a million objects one by one takes longer than a small build."""
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # whoever read the output has gone
            stream.flush()
    os._exit(status)
