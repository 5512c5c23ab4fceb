"""The templates of new articles."""

import re
from datetime import UTC
from pathlib import Path

import pytest

from incidentbook.article_templates import article_text
from incidentbook.drafts import GUIDANCE, Draft
from incidentbook.instants import parse_instant
from incidentbook.kinds import KINDS
from incidentbook.load import load_text
from incidentbook.parsing import sections_of

NAMES = ("incident", "known-issue", "symptom", "runbook")


@pytest.mark.parametrize("name", NAMES)
def test_every_note_can_be_told_from_what_is_written(name: str) -> None:
    """All comments begin with the one mark; no line is longer than a screen is wide."""
    text = article_text(Draft(KINDS[name], "x", {"title": "x"}, {}), Path("nowhere"))
    assert GUIDANCE in text
    assert len(re.findall(r"<!--", text)) == text.count(GUIDANCE) == text.count("-->")
    assert max(map(len, text.split("\n"))) <= 120
    assert text.endswith("\n")
    assert "\n\n\n" not in text


@pytest.mark.parametrize("name", NAMES)
def test_headings_are_the_sections_of_the_kind(name: str) -> None:
    """All that the kind knows and a new article needs, in the order in which they are read."""
    kind = KINDS[name]
    text = article_text(Draft(kind, "x", {"title": "x"}, {}), Path("nowhere"))
    (body,) = (article.body for article in load_text({f"{kind.folder}/a.md": text})[0].articles())
    found = [section.name for section in sections_of(body, name) if section.title]
    left_out = {"incident": {"resolution"}, "known-issue": {"symptoms"}}.get(name, set())
    expected = [section for section in kind.sections if section not in left_out]
    assert sorted(found) == sorted(expected)


def test_an_error_and_a_timeline_stand_where_they_belong() -> None:
    """Without them there is no empty line too many."""
    times = {"detected": parse_instant("2026-03-04 10:12", UTC)}
    text = article_text(Draft(KINDS["incident"], "x", {"title": "x"}, times, "out of memory"), Path("nowhere"))
    assert "-->\n\n```text\nout of memory\n```\n\n## Impact" in text
    assert "-->\n\n- 2026-03-04 10:12 [detected] The first signal.\n\n## What went well" in text
    assert "\n\n\n" not in text
