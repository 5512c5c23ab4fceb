"""The record of a row of figures."""

import json

from incidentbook.figures import figures_json
from incidentbook.records.statistics import figures_record
from incidentbook.statistics import BY, rows
from tests.api.published_book import shown_of
from tests.milestone_book import MILESTONES, texts_of


def test_it_is_what_the_command_prints() -> None:
    """Down to the order of its keys, for every sort of group."""
    statistics = shown_of(texts_of(MILESTONES)).numbers.statistics
    for by in BY:
        found = rows(statistics, by)
        printed = json.loads(figures_json(found, by))
        assert [json.loads(figures_record(row, by).model_dump_json()) for row in found] == printed
        assert [list(row) for row in printed] == [list(type(figures_record(found[0], by)).model_fields)] * len(found)


def test_its_lengths_are_in_minutes() -> None:
    """As few as they are, they are all there."""
    statistics = shown_of(texts_of(MILESTONES)).numbers.statistics
    (mail,) = (figures_record(row, "service") for row in rows(statistics, "service") if row.key == "mail")
    assert (mail.incidents, mail.ttm.n, mail.ttm.median, mail.ttm.values) == (1, 1, 60.0, (60.0,))
    assert (mail.sla.response.met, mail.sla.response.compliance, mail.downtime_minutes) == (1, 1.0, 60.0)
    assert (mail.by, mail.key, mail.period) == ("service", "mail", None)
