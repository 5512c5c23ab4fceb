"""Patterns that are passed over are those that would have found nothing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import InlineProcessor

from incidentbook.mkdocs_host.inline import pass_over, signs_of

EXTENSIONS = ("abbr", "attr_list", "footnotes", "md_in_html", "smarty", "tables", "toc", "pymdownx.inlinehilite")
MARKS = (
    "`", "``", "\\", "[", "]", "(", ")", "[^1]", "[^1]: x", "!", "<", ">", "&", "&amp;", "*", "**", "_", "__", "  \n",
    "\n\n", "https://a.example", "<https://a.example>", "<a@b.example>", "<b>", "word", "word_with_lines", "#!py x",
    "'", '"', "--", "...", " ", "- ", "[a]: b", "\x02", "\x03", "klzzwxh:0001",
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=24).map("".join))
def test_a_text_becomes_what_the_converter_itself_makes_of_it(text: str) -> None:
    plain, quick = Markdown(extensions=EXTENSIONS), Markdown(extensions=EXTENSIONS)
    pass_over(quick)
    assert type(quick.treeprocessors["inline"]) is not InlineProcessor
    assert quick.convert(text) == plain.convert(text)


@pytest.mark.parametrize(
    ("expression", "signs"),
    [
        (r"\\(.)", "\\"),
        (r"a(?:\*|_)b", "*_"),
        (r"[*_]{1,2}x", "*_"),
        (r"  \n", "\n"),
        (r"(?<!\!)\[", "["),
        (r"(<(?:a|b)>)", "<"),
        (r"(?:@x)?y", ""),
        (r"@*y", ""),
        (r"[^@]", ""),
        (r"[!-/]", ""),
        (r"(?:@|y)", ""),
        (r"(?!@)y", ""),
        (r"abc", ""),
    ],
)
def test_the_signs_of_an_expression_are_those_that_a_match_cannot_do_without(expression: str, signs: str) -> None:
    assert signs_of(re.compile(expression)) == frozenset(signs)


@given(st.data())
def test_no_text_without_such_a_sign_matches(data: st.DataObject) -> None:
    """For every pattern that the converter and its usual extensions have."""
    patterns = [pattern.getCompiledRegExp() for pattern in Markdown(extensions=EXTENSIONS).inlinePatterns]
    pattern = data.draw(st.sampled_from([one for one in patterns if signs_of(one)]))
    assert signs_of(pattern).intersection(data.draw(st.from_regex(pattern)))


class _Question(Extension):
    """Adds a pattern after the converter has been set up, as some extensions do."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the converter's name
        """Add it."""
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(\?)([^?]+)\?", "q"), "question", 175)


def test_a_pattern_that_is_added_later_is_asked_too() -> None:
    md = Markdown()
    pass_over(md)
    assert md.convert("a ?b? c") == "<p>a ?b? c</p>"
    _Question().extendMarkdown(md)
    assert md.convert("a ?b? c") == "<p>a <q>b</q> c</p>"


def test_a_converter_with_a_step_of_another_kind_is_left_as_it_is() -> None:
    class Other(InlineProcessor):
        """Somebody else's."""

    md = Markdown()
    other = Other(md)
    md.treeprocessors.register(other, "inline", 20)
    pass_over(md)
    assert md.treeprocessors["inline"] is other
