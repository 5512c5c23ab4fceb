"""Markdown files taken apart."""

from datetime import date

import pytest

from incidentbook.importers.markdown.documents import date_in, plain_name, read_document


def heads(text: str) -> list[tuple[int, int, str]]:
    lines = read_document("a.md", text.encode()).lines
    return [(line.number, line.level, line.title) for line in lines if line.level]


def test_headings_of_both_forms_are_found_and_code_has_none() -> None:
    text = "---\ntitle: x\n---\n# One #\n\nTwo\n---\n\n```\n# no\n```\n\n    # no\n\n- item\n---\n\n### C#\n"
    assert heads(text) == [(4, 1, "One"), (6, 2, "Two"), (7, 7, ""), (18, 3, "C#")]


def test_lines_are_those_of_the_file() -> None:
    """With front matter, a byte order mark, and the line ends of other systems."""
    document = read_document("a.md", b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\n\r\n# A\r\ntext\r\n")
    assert [(line.number, line.text) for line in document.lines if line.text] == [(5, "# A"), (6, "text")]
    assert document.key_lines == {"title": 2}
    assert (document.data, document.unread, document.remarks) == ({"title": "x"}, False, ())


@pytest.mark.parametrize(
    ("path", "text", "dated"),
    [
        ("2024-03-04-x.md", "", date(2024, 3, 4)),
        ("a/20240304_x.html.md.erb", "", date(2024, 3, 4)),
        ("x.md", "# Outage of March 4th, 2024", date(2024, 3, 4)),
        ("x.md", "---\ntitle: 2024-03-04 Outage\n---\n", date(2024, 3, 4)),
        ("2024-03-20-x.md", "# Post-mortem of 2024-03-04", date(2024, 3, 4)),
        ("2024-03-20-x.md", "# 2023-03-04", date(2024, 3, 20)),
        ("2024-13-40-x.md", "# Version 1.2.3, then 1.29.10", None),
        ("x.md", "# Ausfall am 4.3.2024", date(2024, 3, 4)),
    ],
)
def test_a_document_has_the_day_of_its_name_or_its_title(path: str, text: str, dated: date | None) -> None:
    """A report may be named for the day on which it appeared; the day in its title, shortly before, is then meant."""
    document = read_document(path, text.encode())
    assert document.dated == dated
    assert bool(document.remarks) == (text == "# 2023-03-04")


def test_names_lose_their_endings() -> None:
    assert [plain_name(path) for path in ("a/b.html.md.erb", "b.MD", "c", "v1.2.md", ".md")] == [
        "b", "b", "c", "v1.2", ".md",
    ]  # fmt: skip
    assert date_in("pm-2024.03.04") == date(2024, 3, 4)
    assert date_in("ticket-120240304") is None
