"""IDs typed in prose."""

import re
import time
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.graph import Target
from incidentbook.linking import linked
from incidentbook.markdown_text import scan
from incidentbook.mentions import ids_in, prose_of

EXTENSIONS = [
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
]
TARGET = Target("KI-0001", "known-issues/a.md", "A [title] | with `code` *and* <b>", "known-issue")


def mentioned(text: str) -> list[str]:
    return [mention.name for mention in prose_of(text, scan(text)).mentions]


@pytest.mark.parametrize(
    "text",
    [
        "KI-0001",
        "See KI-0001.",
        "(KI-0001)",
        "KI-0001, KI",
        "KI-0001's",
        "“KI-0001”",
        "a/KI-0001",
        "**KI-0001**",
        "*KI-0001*",
        "_KI-0001_",
        "***KI-0001***",
        "~~KI-0001~~",
        "- KI-0001",
        "1. a\n    - KI-0001",
        "> KI-0001",
        "| a |\n|---|\n| KI-0001 |",
        "a | b\n--|--\nc | KI-0001",
        "!!! note\n    KI-0001",
        "term\n:   KI-0001",
        "a[^1]\n\n[^1]: KI-0001",
        "<b>KI-0001</b>",
        "[KI-0001]",
        "<div markdown>\n\nKI-0001\n\n</div>",
        "a\nKI-0001\nb",
        "[x](y.md) KI-0001 [z](y.md)",
        "`a` KI-0001 `b`",
        "- a\n\n    KI-0001",
    ],
)
def test_an_id_is_found_wherever_markdown_is_read(text: str) -> None:
    """In text, lists, tables, notes, footnotes and emphasis."""
    assert mentioned(text) == ["KI-0001"]


@pytest.mark.parametrize(
    "text",
    [
        "`KI-0001`",
        "``a KI-0001 ` b``",
        "```\nKI-0001\n```",
        "~~~ text\nKI-0001\n~~~",
        "    KI-0001",
        "- a\n\n        KI-0001",
        "[KI-0001](x.md)",
        "[see KI-0001\nthere](x.md)",
        "[a [b] KI-0001](x.md)",
        "![KI-0001](x.png)",
        "[KI-0001][x]",
        "[a](KI-0001.md)",
        '[a](x.md "KI-0001")',
        "[KI-0001]: x.md",
        "*[KI-0001]: abbreviation",
        "https://example.org/KI-0001",
        "<https://example.org/KI-0001>",
        "www.example.org/KI-0001",
        "<mailto:KI-0001@example.org>",
        "# KI-0001",
        "## a KI-0001 b",
        "KI-0001\n=======",
        "KI-0001\n-------",
        "> # KI-0001",
        '<a href="x">KI-0001</a>',
        '<img alt="KI-0001">',
        "<code>KI-0001</code>",
        "<div>KI-0001</div>",
        "<div>\n\nKI-0001\n\n</div>",
        "<!-- KI-0001 -->",
        "<!-- a\n\nKI-0001 -->",
        "# a {#KI-0001}",
    ],
)
def test_an_id_is_left_alone_wherever_a_link_would_be_wrong(text: str) -> None:
    """In code, links, addresses, headings, raw HTML and attributes."""
    assert mentioned(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "xKI-0001",
        "KI-00011234",
        "KI-0001x",
        "KI-0001-a",
        "-KI-0001",
        "ki-0001",
        "KI-1",
        "K-0001",
        "ABCDEFG-0001",
        "KI-NEWS",
        "éKI-0001",
    ],
)
def test_what_only_looks_like_an_id_is_none(text: str) -> None:
    """It begins and ends with itself."""
    assert list(ids_in(text)) == []


def test_ids_of_every_form_are_found_in_order_with_their_places() -> None:
    """With a year, a number of six digits, or not yet assigned."""
    text = "MNT-2026-0001 KI-123456, INC-NEW and INC-NEW-checkout-pool, ABC-001"
    found = list(ids_in(text))
    assert [one.name for one in found] == ["MNT-2026-0001", "KI-123456", "INC-NEW", "INC-NEW-checkout-pool", "ABC-001"]
    assert all(text[one.start :].startswith(one.name) for one in found)


class Seen(HTMLParser):
    """Notes text that shows Markdown's own signs, and links in links or code."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's
        if tag == "a" and {"a", "code", "pre"} & set(self.inside):
            self.wrong.append(f"a link in {self.inside}")
        if tag not in ("br", "hr", "img", "input"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            del self.inside[len(self.inside) - 1 - self.inside[::-1].index(tag)]

    def handle_data(self, data: str) -> None:
        if re.search(r"\]\(\S*known-issues/a\.md", data):
            self.wrong.append(f"Markdown shown as text: {data}")


LINES = st.sampled_from(
    [
        "KI-0001",
        "see KI-0001 there",
        "**KI-0001**",
        "`KI-0001`",
        "a `b KI-0001",
        "[KI-0001](x.md)",
        "[a KI-0001 b](x.md) KI-0001",
        "![KI-0001](x.png)",
        "<b>KI-0001</b>",
        "<a href='x'>KI-0001</a>",
        "| KI-0001 | `KI-0001` |\n|---|---|\n| KI-0001 | b |",
        "# KI-0001",
        "> KI-0001",
        "```\nKI-0001\n```",
        "~~~\nKI-0001\n~~~",
        "Look!KI-0001",
        "[KI-0001]",
        "[KI-0001][]",
        "a\\`KI-0001`",
    ]
)
FRAMES = st.sampled_from(["", "- ", "    - ", "    ", "1. ", "!!! note\n\n    ", "> ", "        "])
TEXTS = st.lists(st.tuples(FRAMES, LINES), min_size=1, max_size=7)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_page_shows_a_broken_link(parts: list[tuple[str, str]]) -> None:
    """Whatever stands around an ID, what the real converter makes of it has no link in a link, in code, or as text."""
    blocks = []
    for frame, line in parts:
        # Lines that follow are as far indented as the first one's text is, or belong to the block lazily.
        indent = "> " if frame == "> " else " " * (4 * round((len(frame) + 1) / 4) if frame.strip() else len(frame))
        indent = "    " if frame.startswith("!!!") else indent
        blocks.append(frame + line.replace("\n", f"\n{indent}"))
    text = "\n\n".join(blocks)
    made = linked(text, prose_of(text, scan(text)).mentions, "incidents/x.md", {"KI-0001": TARGET})
    seen = Seen()
    seen.feed(markdown.markdown(made, extensions=EXTENSIONS))
    assert seen.wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "[[[[ KI-0001 " * 50_000,
        "<!-- KI-0001" * 50_000,
        "<a KI-0001 " * 50_000,
        "{" * 500_000 + " KI-0001",
        "KI-0001 ](a" * 50_000,
        "[KI-0001" * 100_000,
        "#KI-0001\n" * 50_000,
        "<p>KI-0001" * 50_000,
        "KI-0001" + "=" * 300_000,
        "www." * 100_000 + " KI-0001",
        "KI-0001-" * 100_000,
        "-0001" * 200_000,
    ],
)
def test_the_time_it_takes_grows_with_the_text_and_no_faster(text: str) -> None:
    """Patterns that try every way through would need hours for these."""
    begin = time.process_time()
    prose_of(text, scan(text))
    assert time.process_time() - begin < 5
