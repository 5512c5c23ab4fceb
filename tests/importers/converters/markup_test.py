"""Texts of others stay texts: they show what they say, and do nothing else."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown as converted

from incidentbook.importers.converters.context import Context, Converter
from incidentbook.importers.converters.html_text import html
from incidentbook.importers.converters.jira_text import jira
from incidentbook.importers.converters.markup import code, fenced, markdown, plain
from incidentbook.plain_text import plain_lines

HERE = Context()
EXTENSIONS = ["attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables", "abbr"]
HOSTILE = st.lists(
    st.sampled_from(
        [
            "<script>x</script>", "<img src=x onerror=y>", "[a](javascript:x)", "[b]: javascript:x", "{: onclick=x }",
            "<!--", "-->", "--8<-- \"x\"", "```", "~~~", "`", "# a", "===", "---", "\n", " ", "> ", "- ", "1. ", "    ",
            "| a | b |", "{code}", "{noformat}", "h1. ", "<pre>", "</pre>", "&lt;script&gt;", "<a href='javascript:x'>",
            "</a>", "\\", "*", "_", "[^1]", "word", "<<script>", "``", "``` {onclick=x}", "* ", "bq. ",
            "[x|javascript:y]", "\n```\n", "\n  ~~~ x\n", "\n    ```\n", "\n- ```\n", "\n```js\n",
        ]
    ),
    max_size=14,
).map("".join)  # fmt: skip
CONVERTERS = [plain, markdown, html, jira, code]


@pytest.mark.parametrize("converter", CONVERTERS)
@given(text=HOSTILE)
def test_nothing_in_a_text_runs_or_ends_its_section(converter: Converter, text: str) -> None:
    """No tag, attribute or link of a stranger's is in the page, no file is included, no heading is above its own."""
    said = str(converter(text, HERE))
    page = converted(f"## Summary\n\n{said}\n\n## After\n", extensions=EXTENSIONS)
    tags = re.sub(r"<(pre|code)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert not re.search(r"<(script|img|a href=.javascript)|<[^>]*\s(onclick|onerror)\s*=", tags)
    assert not re.search(r"^-*-8<-", said, re.MULTILINE)
    assert re.findall(r"<h[12][ >]", page) == ["<h2>", "<h2>"]
    assert "After</h2>" in page


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_plain_text_is_shown_as_it_is(text: str) -> None:
    """Every sign of it, in the page and in what is searched."""
    page = converted(plain(text, HERE), extensions=EXTENSIONS)
    assert unescape(re.sub(r"<[^>]+>", "", page)) == text
    assert " ".join(line.text for line in plain_lines(plain(text, HERE))) == text


def test_plain_text_keeps_its_lines() -> None:
    """Lines end where they end, and paragraphs stay apart."""
    assert plain("a\nb\n\n\n\nc\r\n", HERE) == "a  \nb\n\nc"


@given(st.text(max_size=80))
def test_code_is_in_a_fence_that_nothing_in_it_closes(text: str) -> None:
    """However many ticks it has."""
    first, *lines, last = fenced(text).split("\n")
    assert first == last
    assert set(first) == {"`"}
    assert not any(line.startswith(first) for line in lines)


def test_markdown_of_others_is_kept_below_its_section() -> None:
    """Its headings go below, comments that nobody sees are left out, code stays as it is."""
    text = "# A\n\n<!-- fill\nthis in -->\nsee `<b>` <b>\n\n### B\n\n```py {x=y}\n# <c>\n<!-- d -->\n```\n\nE\n==="
    assert markdown(text, HERE) == (
        "### A\n\nsee <code>&lt;b></code> &lt;b>\n\n##### B\n\n```py\n# <c>\n<!-- d -->\n```\n\nE\n"
    )  # fmt: skip


def test_html_shows_what_it_shows() -> None:
    """Paragraphs, lines, lists, code and the targets of links; nothing of scripts."""
    text = (
        "<style>p {}</style><p>One &lt;1&gt;<br>two</p><ul><li>a<li>b</ul><pre>x\n  &lt;y&gt;</pre>"
        "<a href='https://example.org/?a=1&amp;b'>there</a> <a href=\"javascript:x\">here</a><script>z</script>"
    )
    assert html(text, HERE) == (
        "One <1>  \ntwo\n\n• a  \n• b\n\n```\nx\n  <y>\n```\n\nthere (https://example.org/?a=1&b) here"
    )
    assert html("no tags, 3 < 4 &amp; so on", HERE) == "no tags, 3 < 4 & so on"


def test_wiki_markup_of_jira_becomes_markdown() -> None:
    """Headings below the section, lists, quotations, code; marks inside of lines are left out."""
    text = "h1. Head\nSome *bold* {{mono}} [text|https://example.org]\n* one\n** two\n# three\n"
    text += "{code:java}\nx *y*\n{code}\nbq. said"
    assert jira(text, HERE) == (
        "### Head\n\nSome bold mono text (https://example.org)\n\n- one\n    - two\n1. three\n\n"
        "```java\nx *y*\n```\n\n> said"
    )


def test_a_document_of_jira_becomes_markdown() -> None:
    """Whatever in it is not known is shown by its texts; persons are not named."""
    words = [{"type": "text", "text": "a", "marks": [{"type": "link", "attrs": {"href": "https://example.org"}}]}]
    mention = {"type": "mention", "attrs": {"text": "@Robin"}}
    document = {
        "type": "doc",
        "content": [
            {"type": "heading", "attrs": {"level": 1}, "content": words},
            {"type": "paragraph", "content": [{"type": "text", "text": "*b*"}, {"type": "hardBreak"}, mention]},
            {"type": "novelty", "content": [{"type": "paragraph", "content": words}]},
            {"type": "codeBlock", "attrs": {"language": "sh"}, "content": [{"type": "text", "text": "ls *"}]},
            {"type": "rule"},
        ],
    }
    said = "### a (https://example.org)\n\n\\*b\\*  \n@someone\n\na (https://example.org)\n\n```sh\nls *\n```"
    assert jira(document, HERE) == said


@pytest.mark.parametrize("wrong", [5.5, None, [1], {"content": "x"}])
def test_a_description_that_is_none_is_refused_or_text(wrong: object) -> None:
    """A number is text; another form is another format."""
    if wrong == 5.5:
        assert jira(wrong, HERE) == "5.5"
        return
    with pytest.raises(TypeError):
        jira(wrong, HERE)


def test_a_document_that_is_nested_without_end_is_cut() -> None:
    """At a depth that no person writes."""
    node: dict[str, object] = {"type": "paragraph", "content": []}
    for _ in range(200):
        node = {"type": "blockquote", "content": [node]}
    assert jira({"type": "doc", "content": [node]}, HERE) == ""
