"""`incidentbook coverage`: which alerts the book knows, which of their addresses lead nowhere, and the other way."""

from pathlib import Path

import click

from incidentbook.articles import Audience
from incidentbook.commands.options import audience_option, config_option
from incidentbook.coverage import coverage_of
from incidentbook.coverage_findings import coverage_findings
from incidentbook.coverage_report import coverage_json, coverage_text
from incidentbook.diagnostics import Severity
from incidentbook.errors import IncidentbookError
from incidentbook.formats import github
from incidentbook.formats.outcome import Outcome, folder_in_repository
from incidentbook.project import find_project, open_book, settings_of
from incidentbook.report import errors_said, findings_alone, found_from_here
from incidentbook.rule_files import rules_here, rules_of_settings
from incidentbook.text import counted


@click.command("coverage")
@click.argument("rules", nargs=-1)
@config_option()
@audience_option("restricted")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text",
    help="For a person, or for a program: json (everything), github (annotations).",
)  # fmt: skip
@click.option(
    "--ignore", multiple=True, metavar="PATTERN",
    help="Alerts to leave out, as 'Pingdom*'; several times for several. Those of the settings are left out, too.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Exit with status 1 for warnings too.")
def command(
    rules: tuple[str, ...], config: Path | None, audience: Audience | None, form: str, ignore: tuple[str, ...],
    *, strict: bool,
) -> int:  # fmt: skip
    """Say which alerts of RULES the book knows, and which of their addresses lead nowhere.

    RULES are Prometheus rule files and PrometheusRule manifests: files, folders, patterns in quotes, or - for standard
    input. Default: those of the setting `coverage`. Name all of them: an alert that only the book has is a finding.

    An alert is known when a runbook, a known issue or a symptom names it, or its runbook_url leads to a page of this
    site (site_url, and addresses of the setting). Addresses of other sites are listed and never fetched; in one with
    {{ $labels.x }} any value is taken to be possible.

    \b
      incidentbook coverage monitoring/ --format github
      kubectl get prometheusrules -A -o yaml | incidentbook coverage -

    Exit status: 0 without errors, 1 with errors (a runbook_url that leads nowhere, rules that cannot be read), 2 when
    nothing could be told. Warnings alone are no failure; --strict makes them one.
    """
    project = find_project(config)
    # Everything is looked at, whoever may read it: an audience would hide the runbooks above it.
    settings = settings_of({**project.options, "audience": None}, audience=audience, default="restricted")
    read = rules_here(rules) if rules else rules_of_settings(project.folder, settings, found_from_here)
    if read is None:
        raise click.UsageError("Name rule files, or enter them in the settings: `coverage: {rules: monitoring/}`.")
    if not read.rules and not read.faults:
        where = f"the {counted(len(read.paths), 'file')} that were read" if len(read.paths) > 1 else read.paths[0]
        raise IncidentbookError(f"There is no alert in {where}: no `groups:` with an `- alert:`.")
    opened = open_book(project, settings)
    if said := errors_said(opened.diagnostics):
        click.echo(f"incidentbook: {said}", err=True)
    coverage = coverage_of(
        opened.book, opened.graph, read,
        ignore=(*settings.coverage.ignore, *ignore), addresses=(project.site_url, *settings.coverage.addresses),
    )  # fmt: skip
    findings = coverage_findings(opened.book, coverage, found_from_here(project.book))
    fails: tuple[Severity, ...] = ("error", "warning") if strict else ("error",)
    if form == "json":
        click.echo(coverage_json(coverage, findings))
    elif form == "github":
        places = [found._replace(path=folder_in_repository(Path(found.path))) for found in findings]
        files = {*read.paths, *(article.path for article in opened.book.articles())}
        click.echo(github.written(Outcome(places, files, "", fails)))
    else:
        if findings:
            click.echo(findings_alone(findings, _read))
        click.echo(coverage_text(coverage, findings))
    return 1 if any(found.severity in fails for found in findings) else 0


def _read(path: str) -> bytes:
    return Path(path).read_bytes()
