"""What rules say of themselves, on pages and on a terminal."""

from pathlib import Path

import click
import pytest

from incidentbook.rule_texts import on_terminal, pages, table
from incidentbook.rules import rule, rules

FOLDER = Path(__file__).parents[1] / "docs/rules"


def test_the_documentation_is_what_the_docstrings_give() -> None:
    """`incidentbook explain --pages docs/rules` writes it."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    made = pages()
    assert kept.keys() == made.keys(), "incidentbook explain --pages docs/rules"
    for name, text in made.items():
        assert text == kept[name], f"{name}: incidentbook explain --pages docs/rules"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_on_a_terminal_text_is_filled_and_code_is_not(width: int) -> None:
    """No line of text is longer than the terminal is wide, or than is easily read."""
    text = click.unstyle(on_terminal(rule("KB309"), width))
    assert text.startswith("KB309 end-before-start (error)\n\nSomething ended before it began.\n\nWhat\n")
    assert "    times:\n      started: 2026-03-04 23:50\n" in text
    assert "```" not in text
    assert not text.endswith("\n")
    assert max(len(line) for line in text.split("\n") if not line.startswith("    ")) <= min(width, 100)


def test_the_table_has_a_line_for_each_rule_however_narrow_the_terminal_is() -> None:
    for width in (20, 80, 300):
        lines = table(width).split("\n")
        assert [line[:5] for line in lines] == [one.code for one in rules()]
    assert max(map(len, table(80).split("\n"))) <= 80
