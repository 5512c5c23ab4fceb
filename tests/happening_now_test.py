"""Open incidents that something may be a part of."""

from incidentbook.happening_now import Shared, open_incidents
from tests.books import incident, opened

BOOK = {
    "services.yml": "shop: {depends_on: [db], aliases: [store]}\ndb: {}\n",
    "incidents/1.md": incident("services: [shop]", id="INC-2026-0001", times="times: {detected: 2026-03-01}"),
    "incidents/2.md": incident("services: [store]", id="INC-2026-0002", times="times: {detected: 2026-03-02}"),
    "incidents/3.md": incident("alerts: [Down]", id="INC-2026-0003", times="times: {detected: 2026-02-01}"),
    "incidents/4.md": incident("services: [db]", id="INC-2026-0004"),
    "incidents/5.md": incident("services: [shop]\nalerts: [Down]\nstatus: resolved", id="INC-2026-0005"),
}


def test_what_shares_more_than_a_service_comes_first_then_the_newest() -> None:
    """A service is known by any of its names; what it needs comes last, and what is resolved not at all."""
    found = open_incidents(opened(BOOK).book, Shared(alerts=("Down",), services=("shop",)))
    assert [(one.incident.id, one.because, one.service) for one in found] == [
        ("INC-2026-0003", "alert Down", False),
        ("INC-2026-0002", "service shop", True),
        ("INC-2026-0001", "service shop", True),
        ("INC-2026-0004", "db, which it needs", True),
    ]
    assert open_incidents(opened(BOOK).book, Shared()) == []
