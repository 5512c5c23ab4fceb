"""`incidentbook stats`: durations, SLA, repeats and downtime by period, service, severity and more."""

import os
from datetime import tzinfo
from math import inf
from pathlib import Path

import click

from incidentbook.articles import Audience
from incidentbook.catalogue import site_zone
from incidentbook.collector import resting
from incidentbook.commands.options import audience_option, config_option
from incidentbook.durations import Preference
from incidentbook.errors import IncidentbookError
from incidentbook.figures import figures_json, figures_text
from incidentbook.instants import Instant, parse_instant
from incidentbook.judgements import instant_of
from incidentbook.project import as_of as moment_spoken_of
from incidentbook.project import find_project, open_book, settings_of
from incidentbook.report import errors_said
from incidentbook.statistics import BY, By, rows, statistics_of, total
from incidentbook.text import counted, shortened


@click.command("stats")
@config_option()
@audience_option("internal")
@click.option("--by", type=click.Choice(BY), default="quarter", show_default=True, help="What the rows are.")
@click.option(
    "--since", metavar="TIME", default=None, help="Only incidents that began then or later: 2026, 2026-03-04."
)
@click.option("--until", metavar="TIME", default=None, help="Only incidents that began before: 2026-04.")
@click.option("--as-of", "as_of", metavar="TIME", default=None, help="The moment to speak of. Default: the site's.")
@click.option(
    "--durations", type=click.Choice(["derived", "stated", "derived-first"]), default=None,
    help="From milestones, as people stated them, or stated where milestones give none. Default: the plugin's option.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="A list with an object for each row, lengths in minutes.")
def command(
    config: Path | None,
    audience: Audience | None,
    by: By,
    since: str | None,
    until: str | None,
    as_of: str | None,
    durations: Preference | None,
    as_json: bool,
) -> int:
    """Print the figures of the project's incidents: one table, or JSON.

    An incident belongs to the period of its earliest milestone, and to the row of every service that it affected.

    \b
    Keys of the JSON's objects; what there is no value for is null:
      by, key, title  what the row is; key is null for those of which nothing is said
      period          the key, where it is a period
      incidents, open, provisional
      ttd, tta, ttm, ttr
        n, of         values, and incidents
        stated        values that a person stated
        inexact       incidents of which only a range or a lower bound is known
        median, low, high, p90, mean, min, max
                      in minutes; low to high is the 95 % interval of the median
        values        all of them, where they are fewer than five
      sla             response and resolution: met, missed, unknown, running,
                      excluded, compliance, worst
      repeat_rate     and repeats: repeats, unlinked, unreviewed
      downtime_minutes
    """
    project = find_project(config)
    options = {**project.options, **({"durations": durations} if durations else {})}
    settings = settings_of(options, audience=audience, default="internal")
    zone = site_zone(settings)
    first, last = _moment("--since", since, zone), _moment("--until", until, zone)
    at = _moment("--as-of", as_of, zone)
    if first is not None and last is not None and first.earliest >= last.earliest:
        raise IncidentbookError(f"--since {since} is not before --until {until}, so there is nothing between them.")
    spoken_of = at.earliest if at is not None else moment_spoken_of(settings)
    opened = open_book(project, settings)
    if said := errors_said(opened.diagnostics):
        click.echo(f"incidentbook: {said}", err=True)
    start = first.earliest.timestamp() if first is not None else -inf
    end = last.earliest.timestamp() if last is not None else inf
    with resting():
        statistics = statistics_of(opened.book, opened.graph, settings, spoken_of.timestamp()).between(start, end)
        found = rows(statistics, by)
    if as_json:
        click.echo(figures_json(found, by))
        return 0
    whole = total(statistics)
    title = _title(whole.incidents, by, first, last, instant_of(spoken_of.timestamp(), zone))
    text = figures_text(statistics, found, whole, by, title=title)
    click.echo(text, color=False if os.environ.get("NO_COLOR") else None)
    return 0


def _moment(option: str, text: str | None, zone: tzinfo) -> Instant | None:
    if text is None:
        return None
    try:
        return parse_instant(text, zone)
    except ValueError as error:
        raise IncidentbookError(f"{option} cannot be `{shortened(text)}`: {error}.") from error


def _title(incidents: int, by: By, since: Instant | None, until: Instant | None, at: Instant) -> str:
    number = counted(incidents, "incident") if incidents else "No incident"
    within = f" from {since}" if since is not None else ""
    within += f" to before {until}" if until is not None else ""
    return f"{number}{within}, by {by.replace('-', ' ')}, as of {at}"
