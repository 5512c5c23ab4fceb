"""What is taken for a secret, for a person's address, for the number of a card, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from incidentbook.sensitive import addresses_in, cards_in, is_sensitive, secrets_in

TOKEN = "ghp_" + "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA7cD5"


def test_a_secret_has_a_place_and_a_sort_and_is_not_repeated() -> None:
    """Lines and columns count from 1, also where lines end with carriage returns."""
    (place,) = secrets_in(f"one\r\nuse {TOKEN} now".encode())
    assert place == (2, 5, "GitHub Token")


@pytest.mark.parametrize(
    "text",
    [
        "ghp_" + "x" * 36,
        "AKIAIOSFODNN7EXAMPLE",
        "https://user:password@acme.dev",
        "https://deploy:${TOKEN}@acme.dev",
        "amqp://guestbook:guestbook@queue",
        "the line -----BEGIN RSA PRIVATE KEY----- is missing",
        "eyJ.eyJ.eyJ",
    ],
)
def test_a_placeholder_is_no_secret(text: str) -> None:
    assert list(secrets_in(text.encode())) == []


@pytest.mark.parametrize("address", ["jo.doe@acme.co.uk", "jane@acme.dev", "m-garcia2@mail.acme.com"])
def test_an_address_of_a_person_is_found_unless_it_is_a_contact(address: str) -> None:
    """Contacts are those of `services.yml`, and case means nothing in an address."""
    text = f"Ask <{address.title()}>, they know.".encode()
    assert [(place.line, place.column) for place in addresses_in(text)] == [(1, 6)]
    assert list(addresses_in(text, {address})) == []


@pytest.mark.parametrize(
    "text",
    [
        "jo@example.org", "jo@shop.example", "noreply@acme.dev", "platform-team@acme.dev", "git@github.com:acme/shop",
        "ssh jo@bastion.acme.dev", "https://jo@acme.dev/x", "logo@2x.png", "nginx@1.2.3", "getty@tty1.service",
        "@jo.doe", "a@b.c", "sha@sha256.local", "x@shop.iam.gserviceaccount.com",
    ],
)  # fmt: skip
def test_an_address_of_a_team_a_program_or_a_host_is_none_of_a_person(text: str) -> None:
    assert list(addresses_in(text.encode())) == []


def with_check_digit(digits: str) -> str:
    """Return the one number of ten that passes the check."""
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[::-2])
    return f"{digits}{-(doubled + sum(map(int, digits[-2::-2]))) % 10}"


@given(some.text("0123456789", min_size=11, max_size=11), some.sampled_from(" -"))
def test_of_ten_numbers_that_differ_in_the_last_digit_one_is_a_cards(digits: str, between: str) -> None:
    """The check digit is that of Luhn: https://en.wikipedia.org/wiki/Luhn_algorithm."""
    number = with_check_digit(f"4539{digits}")
    for last in "0123456789":
        written = between.join(f"{number[:-1]}{last}"[at : at + 4] for at in range(0, 16, 4))
        assert len(list(cards_in(f"of {written}.".encode()))) == (last == number[-1])


def test_a_long_number_is_a_cards_only_where_the_line_speaks_of_cards() -> None:
    number = with_check_digit("539912345098763")
    assert list(cards_in(f"trace {number}".encode())) == []
    assert [place.column for place in cards_in(f"card {number}".encode())] == [6]
    assert list(cards_in(b"card 4111111111111111")) == [], "a number for tests"


def test_a_text_is_sensitive_if_it_has_any_of_these() -> None:
    """A secret, a person's address, the number of a card; whatever its characters are."""
    card = with_check_digit("453991234509876")
    assert is_sensitive(f"Use {TOKEN}")
    assert is_sensitive("Mail from jane.doe@acme.dev bounces")
    assert is_sensitive(f"Card {card} is refused")
    assert not is_sensitive("Checkout times out \ud800")


@given(some.binary(max_size=400))
def test_any_bytes_can_be_looked_at(content: bytes) -> None:
    """Nothing is raised, and every place is in the text."""
    lines = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for place in [*secrets_in(content), *addresses_in(content), *cards_in(content)]:
        assert 1 <= place.column <= len(lines[place.line - 1])
