"""A comparison as Markdown, whatever articles say."""

import re
from datetime import date

import pytest
from markdown import markdown

from incidentbook.comparison_frame import Frame
from incidentbook.comparison_json import comparison_json
from incidentbook.comparison_markdown import MARK, MOST_BYTES, comparison_markdown
from incidentbook.file_links import FileLinks
from tests.books import Texts, article, incident, issue
from tests.comparison_test import compared

FORGED = (
    "\\n\\n<!-- incidentbook diff -->\\n# @team <img src=x onerror=y> ![i](j) [k](l) | `m` ``n`` #1 "
    "https://x.example /close"
)
FRAME = Frame(
    "main`\n@team",
    "a" * 40,
    "b" * 40,
    "kb",
    "kb",
    "internal",
    date(2026, 5, 1),
    [],
    FileLinks("https://git.example/{path}"),
)


def written(before: Texts, after: Texts, frame: Frame = FRAME) -> str:
    return comparison_markdown(compared(before, after), frame)


def test_no_article_can_forge_anything() -> None:
    """Wherever its words come to stand: titles, services, keys, reasons, findings, names of files."""
    said = f'"{FORGED}"'
    hostile: dict[str, str | bytes] = {
        f"incidents/{name}.md": incident(f"services: [{said}]\nseverity: {said}\n{said}: 1", id=f"INC-2026-000{number}")
        .replace("title: Incident", f"title: {said} #", 1)
        for number, name in enumerate(["a", "@b](c)", "<d>`e"])
    }  # fmt: skip
    hostile["known-issues/a.md"] = article(
        f"id: KI-0001\ntitle: {said}\nsymptoms: [{{text: {said}, signatures: ['@team said something is wrong <*>']}}]"
    )
    hostile["incidents/like.md"] = incident("", "    @team said something is wrong with `@me`\n", id="INC-2026-0009")
    hostile["services.yml"] = f"{said}: {{name: {said}}}"
    for before, after in (({}, hostile), (hostile, {}), ({"incidents/a.md": incident()}, hostile)):
        text = written(before, after)
        assert text.startswith(f"{MARK}\n")
        assert text.count("@team <img src=x onerror=y> ![i](j) [k](l) | `m` ``n`` #1 https://x.example /close") > 3
        assert text.count("\n<!--") == 0
        assert not any(line.lstrip().startswith(("/", "<!", "@")) for line in text.splitlines()[1:])
        html = markdown(text.partition("\n")[2], extensions=["tables"])
        outside = re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)
        assert "@" not in outside
        assert not re.search(r"<(?!/?(?:h3|h4|p|sub|ul|li|strong|a|table|thead|tbody|tr|th|td)\b)", outside)
        assert set(re.findall('href="([^"]*)', html)) <= {
            f"https://git.example/kb/{path}"
            for path in ("incidents/a.md", "incidents/like.md", "known-issues/a.md", "services.yml",
                         "incidents/%40b%5D%28c%29.md", "incidents/%3Cd%3E%60e.md")
        }  # fmt: skip


def test_what_should_not_be_shown_is_not() -> None:
    """A token in a title, whether the article is new or had it before."""
    token = "ghp_" + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0iL3oR6"
    leaking = incident().replace("title: Incident", f"title: {token} Incident")
    for before, after in (
        ({}, {"incidents/a.md": leaking}),
        ({"incidents/a.md": leaking}, {"incidents/a.md": incident()}),
    ):
        found = compared(before, after)
        assert token not in comparison_markdown(found, FRAME)
        assert token not in comparison_json(found, FRAME)


def test_only_figures_that_differ_are_shown() -> None:
    """Each with how many it is made of, and what it leaves out."""
    days = ("01", "02", "03", "04", "05")
    times = "times: {{started: 2026-02-{day} 10:00, detected: 2026-02-{day} 10:05, mitigated: 2026-02-{day} {end}}}"
    before = {
        f"incidents/{day}.md": incident(
            "status: resolved", times=times.format(day=day, end="11:00"), id=f"INC-2026-00{day}"
        )
        for day in days
    }
    first = incident(
        "status: resolved",
        times="times: {started: 2026-02-01 10:00, detected: 2026-02-01 10:05, mitigated: 2026-02-01}",
        id="INC-2026-0001",
    )
    text = written(before, {**before, "incidents/01.md": first})
    (figures,) = re.findall(r"#### Figures of Q1 2026\n\n(.*)", text, re.DOTALL)
    assert figures.rstrip().splitlines()[2:] == [
        "| Time to mitigate | median 1 h (n 5 of 5) | 1 h, 1 h, 1 h and 1 h (n 4 of 5, 1 more as a range or bound) |"
    ]


def test_a_change_of_words_alone_says_so() -> None:
    """And nothing of figures."""
    text = written({"incidents/a.md": incident()}, {"incidents/a.md": incident("", "\n## Summary\n\nMore.\n")})
    assert "Changes 1 incident." in text
    assert "· text ·" in text
    assert "####" not in text.partition("#### Incidents")[2]
    form = written({"incidents/a.md": incident()}, {"incidents/a.md": incident("# a comment")})
    assert "comments or layout alone" in form


@pytest.mark.parametrize("letter", ["w", "|", "\u00fc"])
def test_it_is_never_too_long(letter: str) -> None:
    """Whatever is long: lists, titles, names of files."""
    after = {
        f"incidents/{letter * 100}{number}.md": incident(f"nope: {letter * 900}", id="INC-NEW").replace(
            "title: Incident", f"title: '{letter * 900}{number}'", 1
        )
        for number in range(150)
    } | {f"known-issues/{number}.md": issue(id="KI-NEW") for number in range(150)}
    text = written({}, after)
    assert 20_000 < len(text.encode()) <= MOST_BYTES
    assert "more, for which there is no room here" in text
