"""Names, addresses and numbers of tools are taken over where an article can hold them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.importers.converters.context import Context
from incidentbook.importers.converters.lookups import (
    MAX_CHARACTERS,
    address,
    cleaned,
    count,
    line,
    name,
    service,
)
from incidentbook.text import CONTROL

HERE = Context(services={"checkout api": "checkout"})
SYS_ID = "9c573169c611228700193229fff72400"


@given(st.text() | st.integers() | st.floats() | st.booleans())
def test_a_text_has_nothing_that_a_file_may_not_hold(value: object) -> None:
    """Control characters, halves of pairs and line ends of other systems are replaced."""
    text = cleaned(value)
    assert text.encode().decode() == text
    assert CONTROL.search(text) is None
    assert "\r" not in text
    assert "\n" not in line(value, HERE)


@pytest.mark.parametrize("wrong", [None, [], {}, ["x"]])
def test_what_is_no_text_is_refused(wrong: object) -> None:
    """A list or an object where a text should be is another format."""
    with pytest.raises(TypeError):
        cleaned(wrong)


def test_a_text_that_should_be_an_attachment_is_refused() -> None:
    """With its length."""
    with pytest.raises(ValueError, match="200,001 characters"):
        cleaned("x" * (MAX_CHARACTERS + 1))


def test_a_service_is_the_books_or_gets_a_key() -> None:
    """Numbers and keys of the tool's own name nothing."""
    assert service(" Checkout  API ", HERE) == "checkout"
    assert service("Big Mail", HERE) == "big-mail"
    assert service("", HERE) == ""
    for nameless in (SYS_ID, "4711", "0f3c2b1a-38d6-4c85-92b8-5ebc900d42e2", "停止"):
        with pytest.raises(ValueError, match="does not name a service"):
            service(nameless, HERE)


def test_a_name_is_for_people() -> None:
    """A key of the tool's own is left out; a number may be one that people use."""
    assert (name(SYS_ID, HERE), name("Messaging", HERE), name(42, HERE)) == ("", "Messaging", "42")


def test_an_address_is_on_the_web() -> None:
    """Nothing that a browser runs or that ends the place it stands in."""
    assert address(" https://example.org/a?b=c#d ", HERE) == "https://example.org/a?b=c#d"
    for wrong in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "//x",
        "x",
        "https://a b",
        'https://a/"',
        "http://[x",
    ):
        with pytest.raises(ValueError, match="is not an address on the web"):
            address(wrong, HERE)


def test_a_count_is_a_whole_number() -> None:
    """From 0 on, in digits that everybody reads."""
    assert (count(3, HERE), count("12", HERE), count("", HERE)) == ("3", "12", "")
    for wrong in ("-1", "1.5", "many", "１２", "9" * 16):
        with pytest.raises(ValueError, match="is not a whole number"):
            count(wrong, HERE)
