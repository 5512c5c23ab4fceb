"""Mappings: the ready ones, and what is said of a wrong one."""

from pathlib import Path

import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.importers.markdown import mapping as module
from incidentbook.importers.markdown.mapping import Goes, KindRule, read_map, ready_map, ready_maps


@pytest.mark.parametrize("name", ready_maps())
def test_every_ready_mapping_can_be_read_and_says_what_it_is_for(name: str) -> None:
    mapping = ready_map(name)
    assert mapping.about
    assert mapping.headings or mapping.labels or mapping.keys


def test_the_ready_mappings_are_the_files_of_their_folder() -> None:
    assert list(ready_maps()) == sorted(file.stem for file in Path(module.__file__).parent.glob("maps/*.yml"))


def test_short_and_long_forms_say_the_same() -> None:
    short = read_map("m.yml", b"kind: runbook\nkeys: {severity: severity}")
    long = read_map("m.yml", b"kind: [{kind: runbook}]\nkeys: {severity: [{to: severity}]}")
    assert short == long
    assert (short.kind, short.keys) == ((KindRule(kind="runbook"),), {"severity": (Goes(to="severity"),)})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind: incidnt", r"m\.yml:1: .*incidnt"),
        ("about: x\nkeyz: {a: title}", r"m\.yml:2: .*keyz"),
        ("zone: Europe/Nowhere", r"m\.yml:1: .*Europe/Nowhere"),
        ("keys: {a: times.detectd}", r"m\.yml:1: No article has `times.detectd`"),
        ("about: x\nkeys:\n  b: title\n  a: sevrity", r"m\.yml:4: No article has `sevrity`"),
        ("keys: {a: {to: severity, as: severty}}", "There is no converter `severty`. There are address, "),
        ("keys: {'@name': '## Impact'}", "no text for a section"),
        ("a: [" * 60, r"m\.yml:1: "),
        ("- a\n- b", r"m\.yml:1: "),
    ],
)
def test_a_mistake_is_said_with_its_place(text: str, said: str) -> None:
    with pytest.raises(IncidentbookError, match=said):
        read_map("m.yml", text.encode())


def test_a_name_that_there_is_not_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(IncidentbookError, match=r"There is no mapping `cstat`. Did you mean `cstate`\?"):
        ready_map("cstat")
    with pytest.raises(IncidentbookError, match="no mapping"):
        ready_map("../../etc/passwd")


def test_the_page_on_mappings_names_each_key_and_each_ready_one() -> None:
    page = (Path(__file__).parents[3] / "docs/markdown-mappings.md").read_text(encoding="utf-8")
    named = [*module.MarkdownMap.model_fields, *ready_maps()]
    assert [name for name in named if f"`{name}`" not in page] == []


def test_the_mapping_on_that_page_can_be_read() -> None:
    page = (Path(__file__).parents[3] / "docs/markdown-mappings.md").read_text(encoding="utf-8")
    mapping = read_map("map.yml", page.partition("```yaml\n")[2].partition("```")[0].encode())
    assert mapping.labels["First noticed"] == (Goes(to="times.detected"),)


def test_what_google_writes_as_bold_labels_becomes_sections() -> None:
    """Its published example has `**Impact:** …` where others have a heading."""
    labels = ready_map("google-sre").labels
    for name in ("Summary", "Impact", "Root Causes", "Trigger", "Resolution", "Detection"):
        assert [goes.to.lower() for goes in labels[name]] == [f"## {name.lower()}"], name
