"""Which service is meant by what alerts and logs call it."""

import pytest

from incidentbook.named_services import NamedServices
from tests.books import opened

NAMES = NamedServices(
    opened({
        "services.yml": "checkout: {name: The Checkout, aliases: [pay.example.org]}\ndb-2: {}\ndb: {name: checkout}\n"
    }).book
)  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        *("checkout", "CHECKOUT", "The checkout", "pay.example.org", "https://pay.example.org:443/x", "checkout:8080"),
        *("checkout.prod.svc.cluster.local", "checkout-7f9c6d7b5-x2x9z", "checkout-0", "prod/checkout"),
        "checkout-7f9c6d7b5-xvwbz",
    ],
)
def test_a_service_is_known_by_its_names_hosts_and_pods(said: str) -> None:
    """In any case; a key goes before a name."""
    assert NAMES.keys([said]) == ("checkout",)


def test_what_is_no_service_is_left_out() -> None:
    """And each stands once; the whole name goes before what is left of it."""
    assert NAMES.keys(["", "check", "checkouts", "10.0.0.1", ":", "//", "-"]) == ()
    assert NAMES.keys(["db-2", "checkout-1", "db-2-0", "checkout-2"]) == ("db-2", "checkout")
