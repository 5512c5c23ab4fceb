"""Expressions find what mappings say, and say what keeps them from it."""

import pytest

from incidentbook.importers.expressions import compiled


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("lower(a)", "service: one"),
        ("matches(a, '^service')", True),
        ("matches(a, '^x')", False),
        ("captured(a, '^service: (.+)$')", "One"),
        ("captured(a, '^x: (.+)$')", None),
        ("captured(a, 'service')", None),
        ("b[?matches(@, 'z')] | [0]", "zz"),
        ("nothing.at.all", None),
    ],
)
def test_expressions_and_their_functions_find_what_is_there(expression: str, found: object) -> None:
    """Patterns do not care for upper and lower case."""
    assert compiled(expression).of({"a": "Service: One", "b": ["yy", "zz"]}) == found


@pytest.mark.parametrize("text", ["a[", "a ||", "nosuch(", "a.b.", "'", "[" * 5000])
def test_what_is_no_expression_is_said(text: str) -> None:
    """On one line, with the beginning of it."""
    with pytest.raises(ValueError, match="is no JMESPath expression") as caught:
        compiled(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["lower(a)", "nosuch(a)", "captured('x', '(')", "join(',', a)"])
def test_an_expression_that_cannot_be_applied_is_said(text: str) -> None:
    """A function that gets another type than it takes, or that there is not; a pattern that is none."""
    with pytest.raises(ValueError, match=r"cannot be applied|is no regular expression"):
        compiled(text).of({"a": 1})
