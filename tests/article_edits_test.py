"""Files of authors with what the source has changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.article_edits import Uneditable, edited, new_file, told_by
from incidentbook.merging import SectionName, Told, base_of, merge, sections_of_text
from tests.books import article
from tests.imported_versions import TOLD, body_of

PATH = "incidents/a.md"
IMPORTED = Told(
    {"title": "Checkout", "severity": "sev2", "services": ["checkout"], "times": {"detected": "2026-03-04 10:12"}},
    sections_of_text("It failed.\n\n## Summary\n\nOld.\n\n## Timeline\n\n- 10:12 it began"),
)


def after(file: str, said: Told, before: Told = IMPORTED) -> str:
    """Return what becomes of a file when the source says something else than before."""
    content = file.encode()
    merged = merge(base_of(before), told_by(PATH, content), said)
    return edited(PATH, content, merged, said).decode()


@given(TOLD)
def test_what_is_written_is_read_again(told: Told) -> None:
    """Whatever the source says, and it is the same for who compares."""
    assert told_by(PATH, new_file(told.front_matter, body_of(told))) == told


@given(TOLD, TOLD)
def test_a_file_that_nobody_touched_becomes_what_the_source_says(before: Told, said: Told) -> None:
    """Key by key and section by section; and once it does, nothing changes any more."""
    file = new_file(before.front_matter, body_of(before)).decode()
    now = after(file, said, before)
    assert told_by(PATH, now.encode()) == said
    assert after(now, said, said) == now


@given(TOLD, TOLD, st.lists(st.integers(0, 30), max_size=4), st.booleans())
def test_no_comment_is_lost(before: Told, said: Told, places: list[int], crlf: bool) -> None:
    """Wherever an author put it between the keys, and with either line end."""
    lines = new_file(before.front_matter, body_of(before)).decode().split("\n")
    end = lines.index("---", 1)
    for number, place in enumerate(places):
        lines.insert(1 + place % end, f"# note {number}")
    file = ("\r\n" if crlf else "\n").join(lines)
    now = after(file, said, before)
    assert told_by(PATH, now.encode()) == said
    assert all(f"# note {number}" in now for number in range(len(places)))
    assert now.count("\r\n") == (now.count("\n") if crlf else 0)


@given(TOLD, TOLD, TOLD)
def test_each_part_is_whose_change_it_is(before: Told, ours: Told, theirs: Told) -> None:
    """The source's where only that changed, else the author's; and what both changed is in no way lost or mixed."""
    content = new_file(ours.front_matter, body_of(ours))
    merged = merge(base_of(before), told_by(PATH, content), theirs)
    now = told_by(PATH, edited(PATH, content, merged, theirs))
    clashes = {conflict.at[0] for conflict in merged.conflicts if not isinstance(conflict.at, SectionName)}
    for key in {*before.front_matter, *ours.front_matter, *theirs.front_matter}:
        was, own, said = (one.front_matter.get(key) for one in (before, ours, theirs))
        if isinstance(own, dict) and isinstance(said, dict):
            continue  # decided key by key, as tests of merging say
        assert now.front_matter.get(key) == (said if own == was else own)
        assert (key in clashes) == (own not in (was, said) and said != was)
    for name in {*before.sections, *ours.sections, *theirs.sections}:
        old, text, told = (one.sections.get(name) for one in (before, ours, theirs))
        assert now.sections.get(name) == (told if text == old else text)


def test_an_edited_file_keeps_its_form() -> None:
    """The order of its keys, its comments, its spaces and its own sections; only what the source changed is new."""
    file = article(
        "times:  # all in UTC\n"
        "    detected: 2026-03-04 10:12 # from the pager\n"
        "title:   'Checkout'\n"
        "# two at first\n"
        "severity: sev2   # was sev1\n"
        "services: [ checkout ]\n"
        "owner: payments",
        "It failed.\n\n## Summary\n\nOld.\n\n## Lessons\n\nMine.\n\n## Timeline\n\n- 10:12 it began",
    )
    said = Told(
        {
            "title": "Checkout",
            "severity": "sev1",
            "alerts": ["Slow"],
            "services": ["checkout", "payments-db"],
            "times": {"detected": "2026-03-04 10:12", "resolved": "2026-03-04 11:00"},
        },
        sections_of_text("It failed.\n\n## Summary\n\nNew.\n\n## Impact\n\nTwelve in a hundred."),
    )
    assert after(file, said) == article(
        "times:  # all in UTC\n"
        "    detected: 2026-03-04 10:12 # from the pager\n"
        "    resolved: 2026-03-04 11:00\n"
        "title:   'Checkout'\n"
        "# two at first\n"
        "severity: sev1   # was sev1\n"
        "alerts: [Slow]\n"
        "services: [checkout, payments-db]\n"
        "owner: payments",
        "It failed.\n\n## Summary\n\nNew.\n\n## Impact\n\nTwelve in a hundred.\n\n## Lessons\n\nMine.\n\n",
    )


@pytest.mark.parametrize(
    "file",
    [
        "title: without dashes\n",
        "---\n{title: Checkout, severity: sev2}\n---\n",
        "---\ntitle: &name Checkout\nzone: *name\nservices: [checkout]\nseverity: sev2\n---\n",
        "---\ntitle: [\n---\n",
        "---\ntitle: Checkout\r\nseverity: sev2\n---\n",
        "---\ntitle: never closed\n",
    ],
)
def test_what_cannot_be_replaced_with_certainty_is_left_alone(file: str) -> None:
    """And a sentence says why."""
    with pytest.raises(Uneditable, match=r"\w+"):
        after(file, Told({"title": "Search", "severity": "sev1", "services": ["other"]}, {}))


def test_bytes_that_are_no_text_are_left_alone() -> None:
    """Nobody knows what they say."""
    with pytest.raises(Uneditable, match="UTF-8"):
        told_by(PATH, b"---\ntitle: \xff\n---\n")


def test_a_byte_order_mark_stays() -> None:
    """Not one other byte is changed."""
    file = "\ufeff---\ntitle: Checkout\n---\nText.\n"
    before = Told({"title": "Checkout"}, sections_of_text("Text."))
    assert after(file, Told({"title": "Search"}, before.sections), before) == file.replace("Checkout", "Search")
