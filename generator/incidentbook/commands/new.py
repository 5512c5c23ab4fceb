"""`incidentbook new`: begin an article with what is known, and hear first what it may be a second one of."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from incidentbook.articles import Audience
from incidentbook.authoring import Wanted, begin
from incidentbook.commands.options import audience_option, config_option
from incidentbook.errors import IncidentbookError
from incidentbook.kinds import KINDS
from incidentbook.kinds.incident.model import MILESTONES
from incidentbook.kinds.kind import Kind
from incidentbook.prompts import ask, on_terminal
from incidentbook.text import did_you_mean, with_article

_KINDS = ("incident", "known-issue", "symptom", "runbook")
_HELP = {
    "title": "What it is called: one line that somebody would search for.",
    "service": "A service it concerns; several times for several.",
    "severity": "How severe it was.",
    "alert": "An alert; several times for several.",
    "signature": "An error message; in known issues and symptoms with <*> for what varies.",
    "symptom": "The name of a symptom, of a known issue also a sentence; several times for several.",
    "known-issue": "A known issue that it was a case of; KI-0007:suspected where that is not certain.",
    "owner": "The team that looks after it. Default: that of the first service.",
    "started": "When the impact began: 10:12, 2026-03-04 10:12, now.",
}
_WHEN = "When it was {}: 10:12, 2026-03-04 10:12, now."
_SEVERAL = {"service", "alert", "signature", "symptom", "known-issue"}
_OF_ALL = ("title", "service", "alert")
_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "incident": ("severity", *MILESTONES, "symptom", "signature", "known-issue"),
    "known-issue": ("symptom", "signature", "owner"),
    "symptom": ("signature", "owner"),
    "runbook": ("symptom", "owner"),
}


class _Kinds(click.Group):
    """Says what was meant by a kind that there is not."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            near = did_you_mean(args[0], _KINDS)
            raise click.UsageError(f"There is no new `{args[0]}`. {near}".rstrip(), ctx)
        return super().resolve_command(ctx, args)


@click.group("new", cls=_Kinds, invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> int:
    """Begin an article: one file, in its place, with headings and with notes that help to write it.

    On a terminal it asks for what was not given as an option, and nothing is written before the last answer. In a
    script everything is an option. Before it writes, it says what the article may be a second one of.

    \b
      incidentbook new incident
      incidentbook new incident --title "Checkout times out" --detected 10:12 --service checkout
      incidentbook new known-issue --title "Pool is exhausted" --signature "timed out after <*>ms"

    Exit status: 0 written, 2 not.
    """
    if context.invoked_subcommand is not None:
        return 0
    if not on_terminal():
        raise IncidentbookError("Say what to begin: `incidentbook new incident`, known-issue, symptom or runbook.")
    kind = ask("What do you want to write?", "incident, known-issue, symptom or runbook", _kind, _KINDS, "incident")
    status: int = context.invoke(command.commands[kind])
    return status


def _kind(said: str) -> str:
    begun = [kind for kind in _KINDS if kind.startswith(said.lower().replace(" ", "-"))]
    if not begun:
        raise ValueError(did_you_mean(said, _KINDS))
    return begun[0]


def _subcommand(kind: Kind) -> click.Command:
    def run(
        config: Path | None,
        audience: Audience | None,
        path: Path | None,
        link: tuple[str, ...],
        yes: bool,
        check_duplicates: bool,
        edit: bool,
        **said: Any,
    ) -> int:
        given = {name.replace("_", "-"): _listed(value) for name, value in said.items()}
        wanted = Wanted(link, path, yes, check_duplicates, edit, audience)
        begin(kind, {name: value for name, value in given.items() if value}, wanted, config)
        return 0

    run.__doc__ = f"Begin {with_article(kind.singular.lower())}."
    options: list[Callable[..., Any]] = [
        click.option(
            f"--{name}",
            metavar="TIME" if name in MILESTONES else "TEXT",
            multiple=name in _SEVERAL,
            help=_HELP.get(name, _WHEN.format(name)),
        )
        for name in (*_OF_ALL, *_OF_KIND[kind.name])
    ]
    options += [
        click.option("--link", multiple=True, metavar="ID", help="An article to link: KI-0007, KI-0007:suspected."),
        click.option("--path", type=click.Path(path_type=Path), help="The file, or its folder. Default: by the title."),
        click.option("-y", "--yes", is_flag=True, help="Ask nothing; what was not given is left out."),
        click.option(
            "--duplicates-check/--no-duplicates-check", "check_duplicates", default=True,
            help="Whether to look for articles that it may be a second one of.",
        ),
        click.option("-e", "--edit", is_flag=True, help="Open it in $EDITOR."),
        config_option(),
        audience_option("internal"),
    ]  # fmt: skip
    for option in reversed(options):
        option(run)
    return click.command(kind.name)(run)


for _name in _KINDS:
    command.add_command(_subcommand(KINDS[_name]))


def _listed(value: Any) -> list[str]:
    return list(value) if isinstance(value, tuple) else [value] if value else []
