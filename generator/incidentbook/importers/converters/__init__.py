"""The functions that turn values of a source into those of an article, by the names that mappings call them."""

from incidentbook.importers.converters.context import Context, Converter
from incidentbook.importers.converters.durations import duration
from incidentbook.importers.converters.html_text import html
from incidentbook.importers.converters.jira_text import jira
from incidentbook.importers.converters.listed_names import names, services, version_ranges
from incidentbook.importers.converters.lookups import address, count, line, name, service
from incidentbook.importers.converters.markup import code, markdown, plain
from incidentbook.importers.converters.moments import first_moment, last_moment, moment, moment_after
from incidentbook.importers.converters.severities import level, severity_words
from incidentbook.importers.converters.stretches import affected, first_end, holds, reopenings
from incidentbook.importers.converters.times import end_time, whole_time

__all__ = ["CONVERTERS", "Context", "Converter"]

CONVERTERS: dict[str, Converter] = {
    # as people write
    "duration": duration,
    "end": end_time,
    "level": level,
    "names": names,
    "services": services,
    "severity-words": severity_words,
    "time": whole_time,
    "version-ranges": version_ranges,
    # as programs write
    "address": address,
    "affected": affected,
    "code": code,
    "count": count,
    "first-end": first_end,
    "first-moment": first_moment,
    "holds": holds,
    "html": html,
    "jira": jira,
    "last-moment": last_moment,
    "line": line,
    "markdown": markdown,
    "moment": moment,
    "moment-after": moment_after,
    "name": name,
    "plain": plain,
    "reopenings": reopenings,
    "service": service,
}
"""Each reads one form of one thing. A new one is written beside the others and entered here."""
