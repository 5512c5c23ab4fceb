"""Markup that would take a converter minutes is text; markup that people write is left alone."""

from incidentbook.dense_markup import MAX_BRACKETS, MAX_HEADINGS, thinned
from incidentbook.markdown_text import scan


def thin(text: str) -> tuple[str, list[str]]:
    result, found = thinned(text, scan(text).prose)
    return result, [one.message for one in found]


def test_a_paragraph_of_brackets_is_shown_as_written() -> None:
    """That paragraph alone, and not the code in it."""
    text = f"[a](b)\n\n{'[' * 2_000} `[`\n\n[c](d)"
    result, said = thin(text)
    assert result == f"[a](b)\n\n{'&#91;' * 2_000} `[`\n\n[c](d)"
    assert said == ["This paragraph has 2,000 brackets `[`; they are shown as they are"]


def test_as_many_brackets_in_several_paragraphs_are_links() -> None:
    text = "\n\n".join(["[a](b) " * (MAX_BRACKETS // 2)] * 4)
    assert thin(text) == (text, [])


def test_headings_beyond_number_are_text() -> None:
    """Those before them stay, and so does what only looks like one in code."""
    text = "## A\n" * (MAX_HEADINGS + 2) + "```\n## B\n```\n"
    result, said = thin(text)
    assert result == "## A\n" * MAX_HEADINGS + "\\## A\n" * 2 + "```\n## B\n```\n"
    assert said == ["There are 1,002 headings; those from here on are shown as text"]
