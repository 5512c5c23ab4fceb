"""The files beside the articles."""

import pytest

from incidentbook.load import load_text
from incidentbook.settings import Settings
from tests.books import Opened, Texts, incident, opened


def said(texts: Texts) -> list[str]:
    return [f"{one.code} {one.path}:{one.line}:{one.column}" for one in opened(texts).diagnostics]


def services(text: str) -> Opened:
    return opened({"services.yml": text})


def test_services_are_read_with_their_short_forms() -> None:
    """An empty entry is a service too, and values are text."""
    found = services(
        "---\n# All of them\n"
        "checkout:\n"
        "  tier: 1\n"
        "  external: yes\n"
        "  aliases: pay.example.org\n"
        "  contacts: {chat: '#pay'}\n"
        "mail:\n"
    )
    assert found.diagnostics == []
    checkout, mail = found.book.services.values()
    assert (checkout.tier, checkout.external, checkout.aliases, checkout.contacts) == (
        1,
        True,
        ("pay.example.org",),
        {"chat": "#pay"},
    )
    assert (mail.audience, mail.depends_on) == ("internal", ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("---\ncheckout:\n", []),
        ("checkout: yes", ["KB203 services.yml:1:11"]),
        ("checkout:\n  nam: x\n  tier: high", ["KB201 services.yml:2:3", "KB209 services.yml:3:9"]),
        ("checkout: {depends_on: [mail, x]}\nmail: {aliases: x}", []),
        ("checkout: {depends_on: [mial]}\nmail:", ["KB303 services.yml:1:25"]),
        ("a: {aliases: [x, b]}\nb: {aliases: [y, x]}", ["KB302 services.yml:1:18", "KB302 services.yml:2:18"]),
        ("- a\n- b", ["KB111 services.yml:1:1"]),
        ("a: {b: [\nc:\n\td: e", ["KB109 services.yml:1:8", "KB104 services.yml:3:1", "KB201 services.yml:3:3"]),
        ("a: {contacts: {chat: #pay}}", ["KB109 services.yml:1:22"]),
        ("a:\n  contacts:\n    chat: #pay", ["KB119 services.yml:3:11"]),
    ],
)
def test_mistakes_in_the_catalogue_are_reported_where_they_are(text: str, found: list[str]) -> None:
    """As in an article."""
    assert said({"services.yml": text}) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("severities: {p1: worst}\ntargets: [{severity: p1, response: 5m}, {severity: sev1}]", ["KB204 sla.yml:2:52"]),
        ("targets: [{severity: sev1, hours: office}]", ["KB204 sla.yml:1:35"]),
        (
            "calendars: {office: {zone: Europe/Londn}}\navailability: [{service: a, objective: 99 %, hours: office}]",
            ["KB210 sla.yml:1:28"],
        ),
        ("targets: [{severity: sev1, objective: 950 %, response: x}]", ["KB209 sla.yml:1:39", "KB206 sla.yml:1:56"]),
        ("severities: {}", ["KB202 sla.yml:1:13"]),
    ],
)
def test_an_agreement_names_only_what_there_is(text: str, found: list[str]) -> None:
    """Severities, calendars and zones."""
    assert said({"sla.yml": text}) == found


def test_an_agreement_names_only_services_of_the_catalogue() -> None:
    """By key or alias."""
    text = (
        "targets: [{severity: sev1, service: chekout}, {severity: sev1, service: pay}]\n"
        "availability: [{service: x, objective: 1}]"
    )
    assert said({"services.yml": "checkout: {aliases: pay}", "sla.yml": text}) == [
        "KB303 sla.yml:1:37",
        "KB303 sla.yml:2:26",
    ]


def test_without_agreements_there_is_a_usual_scale() -> None:
    """Most severe first."""
    book, _ = load_text({"incidents/a.md": incident("severity: sev4")})
    assert list(book.policy.severities) == ["sev1", "sev2", "sev3", "sev4"]
    assert book.incidents[0].fields.severity == "sev4"


def test_agreements_on_hidden_services_are_hidden() -> None:
    """Those on all services, and on shown ones, stay."""
    texts = {
        "services.yml": "a: {audience: public}\nb: {aliases: c}",
        "sla.yml": "targets: [{severity: sev1, service: b}, {severity: sev1, service: c}, "
        "{severity: sev1, service: a}, {severity: sev1}]\n"
        "availability: [{service: b, objective: 1}, {service: a, objective: 1}]",
    }
    policy = load_text(texts, Settings(audience="public"))[0].policy
    assert [one.service for one in policy.targets] == ["a", None]
    assert [one.service for one in policy.availability] == ["a"]
