"""The guarded conversion of one page."""

import re

import pytest

from incidentbook.mkdocs_host import conversion
from tests.plain_books import Book, book, contents

__all__ = ["book"]


def test_a_converter_that_is_set_up_wrongly_ends_the_build(book: Book) -> None:
    """An extension that fails on an empty page fails on all: that is no article's fault."""
    (book.folder / "broken_extension.py").write_text(
        "from markdown import Extension\nfrom markdown.preprocessors import Preprocessor\n"
        "class Broken(Preprocessor):\n    def run(self, lines):\n        raise KeyError('no such setting')\n"
        "class Extended(Extension):\n    def extendMarkdown(self, md):\n"
        "        md.preprocessors.register(Broken(md), 'broken', 1)\n"
        "def makeExtension(**_):\n    return Extended()\n",
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(book.folder))
        book.configure("markdown_extensions: [broken_extension]\n", without="markdown_extensions")
        with pytest.raises(Exception, match="no such setting"):
            book.build()
    assert not book.site.exists()


def test_code_blocks_stay_whole_in_parts() -> None:
    """A page that is converted in parts is split between paragraphs, never within a code block."""
    text = "a\nb\n\n~~~~ {.x}\none\n\n~~~\n\ntwo\n~~~~\n\nc\n\n```\nnever closed\n\nend"
    assert list(conversion._parts(text)) == [
        "a\nb",
        "~~~~ {.x}\none\n\n~~~\n\ntwo\n~~~~",
        "c",
        "```\nnever closed\n\nend",
    ]


def test_parts_of_a_page_keep_their_links_and_anchors(book: Book) -> None:
    """What is converted paragraph by paragraph is checked by the host like any page."""
    book.write("incidents/d.md", "---\ntitle: D\n---\n## One\n\n<![x y\n\n[a](a.md#impact) [d](#one) [no](a.md#no)\n")
    book.write("incidents/e.md", "---\ntitle: E\n---\n[d](d.md#one) [d](d.md#two)\n")
    assert book.build() == 0
    said = [re.findall(r"'([^']*)'", line) for line in book.findings if "cannot be converted" not in line]
    assert said == [
        ["incidents/d.md", "a.md#no", "incidents/a.md", "#no"],
        ["incidents/e.md", "d.md#two", "incidents/d.md", "#two"],
    ]


def test_anchors_in_generated_blocks_are_known(book: Book) -> None:
    """The converter does not see those blocks; a link to an ID in them is right, and one to no ID is not."""
    block = '<div class="ib-x" id="seen">\n<p id="a&amp;b">x</p>\n</div>'
    book.write("incidents/d.md", f"---\ntitle: D\n---\n{block}\n\n[1](#seen) [2](#a&b) [3](#none)\n")
    book.write("incidents/e.md", "---\ntitle: E\n---\n[1](d.md#seen)\n")
    assert book.build() == 0
    (finding,) = book.findings
    assert "a link '#none'" in finding


def test_how_deep_a_page_may_nest_does_not_depend_on_the_caller(book: Book) -> None:
    """The limit is counted from where the conversion starts, in any process."""
    book.write("incidents/d.md", "---\ntitle: D\n---\n" + "\n".join("    " * depth + "- x" for depth in range(400)))
    assert book.build() == 0
    (warning,) = book.findings
    assert "it is nested too deeply" in warning

    def deeper(levels: int) -> None:
        if levels:
            deeper(levels - 1)
        else:
            book.build(full=True)

    deeper(200)
    assert book.findings == [warning]
    assert b"- x" in contents(book.site)["incidents/d/index.html"]
