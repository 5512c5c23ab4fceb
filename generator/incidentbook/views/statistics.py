"""The page of statistics: how things stand, what keeps coming back, when and how long, and what is left out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from incidentbook.addresses import STATISTICS
from incidentbook.statistics import total
from incidentbook.views.hub import hub, said_date
from incidentbook.views.statistics_groups import groups, quarter_table, quarters_until_now
from incidentbook.views.statistics_headline import headline, later
from incidentbook.views.statistics_left_out import SOURCES, left_out
from incidentbook.views.statistics_plots import calendar_plot, months_plot, times
from incidentbook.views.statistics_recurring import recurrences_of
from incidentbook.views.statistics_suggestions import suggestion_inputs, suggestions_of
from incidentbook.views.view import Shown, View


def views(shown: Shown) -> Iterator[View]:
    """Yield the page. Everything on it is made when it is rendered."""
    view = hub(
        shown, STATISTICS, "statistics.jinja", "Statistics", {},
        description="What keeps coming back, how often there are incidents, and how long they take.", as_of=True,
    )  # fmt: skip
    yield replace(
        view,
        texts=partial(_texts, shown, view.texts),
        depends=(*view.depends, shown.numbers.inputs, *suggestion_inputs(shown)),
    )


def _texts(shown: Shown, introduction: Callable[[], Mapping[str, Any]]) -> dict[str, Any]:
    statistics = shown.numbers.statistics
    whole, quarters = total(statistics), quarters_until_now(statistics)
    first = statistics.members[0].article.fields.earliest if statistics.members else None
    return {
        **introduction(),
        "as_of": said_date(shown),
        "incidents": whole.incidents,
        "since": first.date if first is not None else "",
        "open": whole.open,
        "later": later(statistics),
        "headline": headline(statistics, shown.as_of) if whole.incidents else (),
        "recurring": recurrences_of(shown),
        "suggestions": suggestions_of(shown),
        "months": months_plot(quarters, statistics),
        "calendar": calendar_plot(statistics, shown.as_of),
        "times": times(quarters, whole),
        "by_quarter": quarter_table(quarters, whole),
        "groups": groups(statistics, quarters, whole),
        "left_out": left_out(statistics),
        "source": SOURCES[shown.settings.durations],
        "settings": shown.settings,
    }
