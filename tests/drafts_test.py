"""New articles before they are files."""

from datetime import UTC

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.drafts import Draft
from incidentbook.instants import parse_instant
from incidentbook.kinds import KINDS
from incidentbook.text import CONTROL
from incidentbook.written_yaml import Value
from incidentbook.yaml_text import YamlText

VISIBLE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40).filter(
    lambda text: text == " ".join(text.split()) and CONTROL.search(text) is None
)


def draft(values: dict[str, Value], **times: str) -> Draft:
    return Draft(KINDS["incident"], "Checkout times out", values, {k: parse_instant(v, UTC) for k, v in times.items()})


def test_front_matter_is_written_as_people_write_it() -> None:
    """Times without quotation marks, short lists on one line, and nothing that is empty."""
    values: dict[str, Value] = {
        "id": "INC-NEW",
        "title": "Checkout: times out",
        "owner": "",
        "services": ["checkout"],
        "times": {"detected": "2026-03-04 10:12", "mitigated": "~ 2026-03"},
        "known_issues": [{"id": "KI-0007", "link": "suspected"}, "KI-0008"],
        "alerts": [],
    }
    assert draft(values).front_matter.split("\n") == [
        "id: INC-NEW",
        'title: "Checkout: times out"',
        "services: [checkout]",
        "times:",
        "  detected: 2026-03-04 10:12",
        "  mitigated: ~ 2026-03",
        "known_issues: [{id: KI-0007, link: suspected}, KI-0008]",
    ]


@given(VISIBLE, st.lists(VISIBLE, max_size=5))
def test_whatever_is_said_is_read_again(text: str, items: list[str]) -> None:
    """By us, and by any reader of YAML, without a finding."""
    written = draft(
        {"title": text, "times": {"x": text}, "items": items, "long": [{"text": text, "signatures": items}]}
    )
    read = YamlText(written.front_matter)
    assert read.faults == []
    expected = {"title": text, "times": {"x": text}, "long": [{"text": text, "signatures": items}]}
    assert read.data == expected | ({"items": items} if items else {})
    assert isinstance(yaml.safe_load(written.front_matter), dict)


@pytest.mark.parametrize(
    "word", ["no", "NO", "2.10", "1e3", "null", "~", "10:12", "yes", "0042", "- x", "x: y", "a #b"]
)
def test_what_other_readers_would_take_for_something_else_is_quoted(word: str) -> None:
    """An editor sees the text that was meant."""
    assert yaml.safe_load(draft({"title": word}).front_matter) == {"title": word}


def test_the_timeline_has_a_line_for_each_milestone_with_a_clock_time() -> None:
    """In order of time, with the date where it changes."""
    said = draft(
        {}, detected="2026-03-04 23:50", started="2026-03-04 23:40", resolved="2026-03-05 00:30", closed="2026"
    )
    assert said.timeline.split("\n") == [
        "- 2026-03-04 23:40 [started] The impact begins.",
        "- 23:50 [detected] The first signal.",
        "- 2026-03-05 00:30 [resolved] It is over.",
    ]


@pytest.mark.parametrize(
    ("at", "path"),
    [
        ("2026-03-04 10:12", "incidents/2026/2026-03-04-checkout-times-out.md"),
        ("2026-03", "incidents/2026/2026-03-checkout-times-out.md"),
        ("2026", "incidents/2026/2026-checkout-times-out.md"),
    ],
)
def test_a_file_is_named_by_date_and_title(at: str, path: str) -> None:
    """The date as far as it is known."""
    assert draft({}, detected=at).path == path


def test_a_title_in_other_letters_leaves_the_kind() -> None:
    """And an article without times has no date."""
    assert Draft(KINDS["known-issue"], "データベース", {}, {}).path == "known-issues/known-issue.md"
