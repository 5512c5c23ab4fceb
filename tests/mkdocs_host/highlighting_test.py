"""Formatters share their tables and format as before."""

import subprocess
import sys
import textwrap

import pytest
from pygments.formatters.html import HtmlFormatter  # type: ignore[import-untyped]

from incidentbook.mkdocs_host.highlighting import share_tables

FORMATTED = """
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    CODE = "SELECT 'a' FROM b -- c\\n"
    for options in ({}, {"style": "monokai"}, {"classprefix": "x-"}, {"style": "monokai", "noclasses": True}, {}):
        formatter = HtmlFormatter(**options)
        print(highlight(CODE, get_lexer_by_name("sql"), formatter), formatter.get_style_defs())
"""


def formatted(before: str) -> str:
    program = f"{before}\n{textwrap.dedent(FORMATTED)}"
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout


def test_what_is_formatted_is_the_same() -> None:
    """With every style and prefix, one after another."""
    sharing = "from incidentbook.mkdocs_host.highlighting import share_tables; share_tables(); share_tables()"
    assert formatted(sharing) == formatted("")


def test_two_formatters_of_one_style_have_the_same_tables() -> None:
    """Those of another prefix have their own."""
    share_tables()
    one, other, prefixed = HtmlFormatter(), HtmlFormatter(), HtmlFormatter(classprefix="x-")
    assert one.ttype2class is other.ttype2class
    assert one.ttype2class is not prefixed.ttype2class


def test_a_pygments_that_does_it_another_way_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The method has no name that is promised to stay."""
    monkeypatch.delattr(HtmlFormatter, "_create_stylesheet")
    share_tables()
    assert not hasattr(HtmlFormatter, "_create_stylesheet")
