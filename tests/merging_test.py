"""What was imported, what an author made of it, and what the source says now."""

from hypothesis import given

from incidentbook.merging import Conflict, KeyChange, SectionName, Told, base_of, cut, merge, sections_of_text
from tests.imported_versions import TOLD


def told(body: str = "", **front_matter: object) -> Told:
    return Told(front_matter, sections_of_text(body))  # type: ignore[arg-type]


@given(TOLD, TOLD)
def test_what_nobody_changed_stays(before: Told, other: Told) -> None:
    """An edit alone changes nothing, nor does a source that says the same; both make no conflict."""
    assert not merge(base_of(before), other, before).keys
    assert not merge(base_of(before), other, before).sections
    assert not merge(base_of(before), other, before).conflicts
    assert not merge(base_of(before), before, other).conflicts
    assert merge(None, other, other) == merge(base_of(before), other, other)


@given(TOLD, TOLD)
def test_without_a_record_every_difference_is_the_authors(ours: Told, theirs: Told) -> None:
    """Nothing is changed, and each difference is said."""
    merged = merge(None, ours, theirs)
    assert not merged.keys
    assert not merged.sections
    assert bool(merged.conflicts) == (ours != theirs)


def test_what_both_changed_is_a_conflict_with_both_values() -> None:
    """Below a mapping only for the key that both changed; the other change arrives."""
    before = told(severity="sev3", times={"detected": "10:12", "resolved": "11:00"}, id="INC-NEW")
    ours = told(severity="sev2", times={"detected": "10:10", "resolved": "11:00"}, id="INC-2026-0001")
    theirs = told(severity="sev1", times={"detected": "10:11", "resolved": "11:30", "closed": "12:00"})
    merged = merge(base_of(before), ours, theirs)
    assert merged.keys == [KeyChange(("times", "resolved"), "11:30"), KeyChange(("times", "closed"), "12:00")]
    assert merged.conflicts == [
        Conflict(("severity",), "sev2", "sev1"),
        Conflict(("times", "detected"), "10:10", "10:11"),
    ]
    assert [one.where for one in merged.conflicts] == ["severity", "times.detected"]


def test_what_an_author_removed_stays_removed() -> None:
    """Unless the source says something new there, which is then a conflict."""
    before = told("## A\n\none\n\n## B\n\ntwo", severity="sev3", zone="UTC")
    merged = merge(
        base_of(before), told("## A\n\none"), told("## A\n\none\n\n## B\n\nthree", severity="sev3", zone="CET")
    )
    assert (merged.keys, merged.sections) == ([], [])
    assert merged.conflicts == [
        Conflict(("zone",), None, "CET"),
        Conflict(SectionName("B"), None, "## B\n\nthree"),
    ]
    assert [one.where for one in merged.conflicts] == ["zone", "## B"]


def test_a_word_and_a_mapping_are_compared_as_a_whole() -> None:
    """The short form of a key and its long one have no parts in common."""
    before, ours = told(impact="some"), told(impact={"summary": "some", "users": "4"})
    assert merge(base_of(before), ours, told(impact="many")).conflicts == [
        Conflict(("impact",), "{summary: some, users: 4}", "many")
    ]
    assert merge(base_of(before), before, ours).keys == [KeyChange(("impact",), ours.front_matter["impact"])]


def test_sections_of_one_name_are_told_apart() -> None:
    """By their order; and the parts together are the text again."""
    body = "\nfirst\n\n## A\n\none\n## A\n\ntwo\n\n```\n## B\n```\n"
    assert list(sections_of_text(body)) == [SectionName(""), SectionName("A"), SectionName("A", 1)]
    assert str(SectionName("A", 1)) == "A (2)"
    assert "".join(text for _, text in cut(body)) == body
