"""What enters the figures, why the rest does not, and what belongs together."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.counting import DEFINITIONS, chains, counted, left_out, moment_of
from incidentbook.kinds.incident.model import Incident
from tests.books import incident, opened


def read(front_matter: str, times: str | None = None) -> Incident:
    return opened({"incidents/a.md": incident(front_matter, times=times)}).book.incidents[0].fields


@pytest.mark.parametrize(
    ("front_matter", "why"),
    [
        ("", ""),
        ("services: [{id: a, level: none}]", ""),
        ("duplicate_of: INC-2026-0002", "a second report of INC-2026-0002"),
        ("continues: INC-2026-0002", "a part of INC-2026-0002, which it continues"),
        ("type: near-miss", "a near miss that impaired no service"),
        ("type: near-miss\nservices: [{id: a, level: at-risk}]", "a near miss that impaired no service"),
        ("type: near-miss\nservices: [{id: a, level: degraded}]", ""),
        ("type: near-miss\nservices: [{id: a, role: cause, level: down}]", "a near miss that impaired no service"),
        (
            "type: security\nservices: [{id: a, role: at-risk, level: down}]",
            "a security report that impaired no service",
        ),
        ("type: security\nservices: [{id: a, level: none}, {id: b, level: down}]", ""),
        ("type: security\nservices: [{id: a, periods: [{from: 2026-03-04 10:00, level: down}]}]", ""),
        ("type: security\nduplicate_of: INC-2026-0002", "a second report of INC-2026-0002"),
    ],
)
def test_an_incident_is_counted_or_it_is_said_why_not(front_matter: str, why: str) -> None:
    """Duplicates, continuations, and reports of what impaired no service are not."""
    found = read(front_matter)
    assert left_out(found) == why
    assert counted(found) is (why == "")


@pytest.mark.parametrize(
    ("times", "moment"),
    [
        ("times: {detected: 2026-03-04 10:12Z, started: 2026-03-04 10:00Z}", 1772618400.0),
        ("times: {declared: 2026-03-04 10:12Z, mitigated: 2026-03-04 10:00Z}", 1772618400.0),
        ("times: {detected: 2026-03}", 1772323200.0),
        ("", None),
    ],
)
def test_an_incident_belongs_to_the_moment_of_its_earliest_milestone(times: str, moment: float | None) -> None:
    """Whichever that is; a coarse one stands at its beginning."""
    assert moment_of(read("", times)) == moment


def chained(*continuations: tuple[int, str], names: list[int] | None = None) -> dict[str, list[str]]:
    """Number reports from 1; each says the key that leads to another. Return IDs by the ID of the first."""
    texts = {
        f"incidents/{(names or list(range(1, 20)))[at]}.md": incident(
            said and f"{said.split()[0]}: INC-2026-{int(said.split()[1]):04}",
            id=f"INC-2026-{at + 1:04}",
            times=f"times: {{detected: 2026-03-{day:02} 10:00}}",
        )
        for at, (day, said) in enumerate(continuations)
    }
    book = opened(texts).book
    ids = {article.path: article.id[-1] for article in book.incidents}
    return {ids[path]: [(part.id or "")[-1] for part in parts] for path, parts in chains(book).items()}


def test_a_book_without_continuations_has_no_chains() -> None:
    """Which is the usual case."""
    assert chained((1, ""), (2, "duplicate_of 1")) == {}


def test_all_that_continues_an_incident_belongs_to_it_oldest_first() -> None:
    """Directly, or through another."""
    assert chained((1, ""), (9, "continues 3"), (5, "continues 1"), (7, "continues 1"), (2, "")) == {
        "1": ["3", "4", "2"]
    }


def test_a_continuation_of_a_second_report_belongs_to_the_incident() -> None:
    """The second report itself is none of its parts."""
    assert chained((1, ""), (2, "duplicate_of 1"), (3, "continues 2")) == {"1": ["3"]}


def test_what_continues_nothing_or_itself_belongs_to_none() -> None:
    """A name that leads nowhere, a circle, a report that names itself."""
    assert chained((1, "continues 9"), (2, "continues 3"), (3, "continues 2"), (4, "continues 4")) == {}


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 28), st.integers(0, 6)), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_chains_do_not_depend_on_the_files_and_no_report_is_in_two(
    said: list[tuple[int, int]], chance: random.Random
) -> None:
    """However they are called and whatever they continue."""
    reports = [(day, f"continues {to}" if to else "") for day, to in said]
    found = chained(*reports)
    names = chance.sample(range(1, 99), len(reports))
    parts = [part for chain in found.values() for part in chain]
    assert sorted(parts) == sorted(set(parts))
    if len({day for day, _ in reports}) == len(reports):  # of one time, the path decides
        assert chained(*reports, names=names) == found


def test_every_definition_has_a_name_of_its_own() -> None:
    """It is an anchor on the page of definitions."""
    assert len({one.name for one in DEFINITIONS}) == len(DEFINITIONS)
