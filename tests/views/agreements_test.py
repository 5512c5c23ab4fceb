"""Agreements in words."""

from incidentbook.views.agreements import Agreements, agreements_of
from incidentbook.views.service_names import ServiceNames
from tests.views.list_book import AS_OF, incident, shown_book

SERVICES = "checkout: {name: Checkout, aliases: [shop]}\nsearch: {name: Search}\n"


def agreed(sla: str, **others: str) -> Agreements:
    shown = shown_book({"sla.yml": sla, "services.yml": SERVICES, **others})
    return agreements_of(shown.book, shown.graph, ServiceNames(shown.book), AS_OF.timestamp())


def targets(sla: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (one.severity.word, one.service, [(two.said, two.standing) for two in one.promises])
        for one in agreed(sla).targets
    ]


def test_targets_are_in_the_order_of_the_scale_the_general_ones_first() -> None:
    """Whatever the order in the file."""
    assert targets(
        "targets:\n- {severity: sev2, response: 30m}\n- {severity: sev1, service: search, response: 5m}\n"
        "- {severity: sev1, service: shop, response: 4m}\n- {severity: sev1, resolution: 4h}\n"
    ) == [
        ("sev1", "", [("", ""), ("4 h", "")]),
        ("sev1", "Checkout", [("4 min", ""), ("", "")]),
        ("sev1", "Search", [("5 min", ""), ("", "")]),
        ("sev2", "", [("30 min", ""), ("", "")]),
    ]


def test_a_target_that_a_newer_one_replaced_says_so_clock_by_clock() -> None:
    """The newest speaks of the resolution only, and the last holds next year."""
    assert targets(
        "targets:\n- {severity: sev1, response: 30m, resolution: 4h}\n"
        "- {severity: sev1, resolution: 3h, from: 2026-01-01}\n- {severity: sev1, response: 15m, from: 2027-01-01}\n"
    ) == [
        ("sev1", "", [("30 min", ""), ("4 h", "replaced")]),
        ("sev1", "", [("", ""), ("3 h", "")]),
        ("sev1", "", [("15 min", "to come"), ("", "")]),
    ]


def test_a_targets_alias_is_the_same_service() -> None:
    """So one replaces the other."""
    assert targets(
        "targets:\n- {severity: sev1, service: shop, response: 9m}\n"
        "- {severity: sev1, service: checkout, response: 8m, from: 2026-01-01}\n"
    ) == [
        ("sev1", "Checkout", [("9 min", "replaced"), ("", "")]),
        ("sev1", "Checkout", [("8 min", ""), ("", "")]),
    ]


def test_support_hours_are_not_added_up_to_days() -> None:
    """35 hours of support are a week, and no day and a half."""
    said = agreed(
        "calendars: {office: {zone: UTC, week: {mon-fri: '10:00-17:00'}}}\n"
        "targets:\n- {severity: sev1, resolution: 35h, hours: office, objective: 97.5 %}\n"
        "- {severity: sev2, response: 35h}\n"
    )
    assert [one.promises[1].said for one in said.targets] == ["35 h", ""]
    assert said.targets[1].promises[0].said == "1 d 11 h"
    assert (said.targets[0].hours, said.targets[0].objective) == ("office", "97.5 %")


def test_calendars_are_said_as_they_are_written() -> None:
    """Weekdays, hours, zone, and what is closed; those by which nothing is counted are left out."""
    said = agreed(
        "calendars:\n"
        "  office: {zone: Europe/London, week: {mon-fri: '09:00-17:30', sat: '10:00-12:00'}, holidays: GB-ENG,\n"
        "    closed: [2026-12-24, 2026-12-31]}\n"
        "  never: {zone: UTC}\n"
        "  secret: {zone: UTC, week: {sun: '00:00-24:00'}}\n"
        "targets: [{severity: sev1, response: 1h, hours: office}]\n"
        "availability: [{service: search, objective: 99 %, hours: never}, {service: checkout, objective: 99.95 %}]\n"
    )
    assert [tuple(one) for one in said.calendars] == [
        ("always", "every hour of every day"),
        (
            "office",
            (
                "Mon–Fri 09:00–17:30, Sat 10:00–12:00, in the time zone Europe/London, "
                "without the public holidays of GB-ENG, 24 Dec 2026 and 31 Dec 2026"
            ),
        ),
        ("never", "never open"),
    ]
    assert [(one.service, one.objective, one.hours) for one in said.objectives] == [
        ("Checkout", "99.95 %", "always"),
        ("Search", "99 %", "never"),
    ]


def test_clocks_are_said_by_their_milestones() -> None:
    """The defaults, and others."""
    assert agreed("").clocks == ("from detected to acknowledged", "from detected to mitigated")
    other = "clocks: {response: {from: started, to: declared}, resolution: resolved}"
    assert agreed(other).clocks == ("from started to declared", "from detected to resolved")


def test_only_a_service_with_a_page_has_a_path() -> None:
    """One that nothing but an agreement names has none."""
    sla = "targets: [{severity: sev1, service: ghost, response: 5m}, {severity: sev1, service: mail, response: 5m}]"
    said = agreed(sla, **{"incidents/a.md": incident("2026-0001", "services: [mail]\n")})
    assert [(one.service, one.path) for one in said.targets] == [("ghost", ""), ("mail", "services/mail.md")]
