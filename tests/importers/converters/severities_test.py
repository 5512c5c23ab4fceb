"""Severities and levels of other scales."""

import pytest

from incidentbook.importers.converters.context import Context
from incidentbook.importers.converters.severities import level, severity_words


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("SEV-1", "sev1"), ("S2", "sev2"), ("P3", "sev3"), ("4", "sev4"), ("severity 2", "sev2"), ("P0", "sev1"),
        ("Critical", "sev1"), ("3 - Moderate", "sev3"), ("**Major** (high impact)", "sev2"), ("low", "sev4"),
    ],
)  # fmt: skip
def test_a_severity_has_its_place_in_the_scale(said: str, meant: str) -> None:
    assert severity_words(said, Context()) == meant


def test_the_scale_of_the_book_counts() -> None:
    context = Context(lists={"severity": ("red", "amber", "low")})
    assert severity_words("Amber", context) == "amber"
    assert severity_words("P1", context) == "red"
    assert severity_words("low", context) == "low"
    with pytest.raises(ValueError, match="ends with `low`"):
        severity_words("P4", context)


@pytest.mark.parametrize("said", ["", "purple", "TBD", None, 77])
def test_what_fits_nowhere_is_refused(said: object) -> None:
    with pytest.raises(ValueError, match="not a severity"):
        severity_words(said, Context())


def test_levels_are_known_by_the_words_of_status_pages() -> None:
    said = ["Major outage", "disrupted", "at_risk", "operational"]
    assert [level(one, Context()) for one in said] == ["down", "degraded", "at-risk", "none"]
    with pytest.raises(ValueError, match="not a level"):
        level("hot", Context())
