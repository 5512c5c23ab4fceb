"""The record of an incident."""

from incidentbook.records.incident import IncidentRecord, incident_record
from tests.api.published_book import SITE_URL, shown_of
from tests.books import Texts, incident, issue

FULL = """\
type: security
severity: sev2
status: monitoring
review: in-review
audience: public
services: [{id: shop, level: down}]
impact: {summary: Nobody could pay, users: 4200}
detection: alert
detections: [{at: 2026-03-04 10:09, by: customer, ref: "T-1"}]
trigger: {type: deployment, ref: "https://example.org/1"}
factors: [config, missing-alert]
symptoms: [slow]
alerts: [ShopDown]
known_issues: [{id: KI-0001, fix: worked, took: 38m}, {id: KI-0002, link: suspected}]
runbooks: [{id: RB-0001, fix: partly}]
actions: [{do: Alert on it, type: detect, owner: shop, due: 2026-03-20, ref: S-1}]
stated: {mitigate: {value: 1h, from: declared, hours: always}}
reopened: [{at: 2026-03-05 10:00, mitigated: 2026-03-05 11:00, why: too early}]
severity_history: [{at: 2026-03-04 10:12, severity: sev3}]
provider: {service: cloud, started: 2026-03-04}
exposed: 2026-03-01
roles: {commander: Ann}
versions: {shop: "2.4"}
related: [KI-0001]
parent: INC-2026-0009
links: [{title: Chat, url: "https://example.org/chat"}]
extra: {cost: "3", list: [a, {b: c}]}
"""
TIMES = """\
times:
  started: 2026-03-04 10:00
  detected: 2026-03-04 10:12
  mitigated: 2026-03-04 11:02
  paused: [{from: 2026-03-04 10:20, to: 2026-03-04 10:30, why: a supplier}]
"""
AGREED = "targets: [{severity: sev2, response: 30m, resolution: 4h}]\n"


def record(texts: Texts, path: str = "incidents/a.md", **said: str) -> IncidentRecord:
    shown = shown_of(texts, **said)  # type: ignore[arg-type] # passed on as they are
    return incident_record(next(one for one in shown.book.incidents if one.path == path), shown)


def test_it_says_all_that_the_report_says() -> None:
    found = record({"incidents/a.md": incident(FULL, times=TIMES)}, site_url=SITE_URL)
    assert (found.kind, found.id, found.title) == ("incident", "INC-2026-0001", "Incident INC-2026-0001")
    assert (found.url, found.path) == (f"{SITE_URL}incidents/a/", "incidents/a.md")
    assert (found.type, found.severity, found.status, found.review) == ("security", "sev2", "monitoring", "in-review")
    assert (found.audience, found.open, found.parent, found.related) == ("public", True, "INC-2026-0009", ("KI-0001",))
    assert found.impact is not None
    assert (found.impact.summary, found.impact.users, found.impact.requests) == ("Nobody could pay", 4200, None)
    assert [(one.by, one.ref, one.at.precision) for one in found.detections] == [("customer", "T-1", "minute")]
    assert found.trigger is not None
    assert (found.trigger.type, found.trigger.ref) == ("deployment", "https://example.org/1")
    assert (found.factors, found.symptoms, found.alerts) == (("config", "missing-alert"), ("slow",), ("ShopDown",))
    assert [(one.id, one.link, one.fix, one.took_seconds) for one in found.known_issues] == [
        ("KI-0001", "confirmed", "worked", 2280),
        ("KI-0002", "suspected", None, None),
    ]
    assert [(one.id, one.fix) for one in found.runbooks] == [("RB-0001", "partly")]
    (action,) = found.actions
    assert (action.do, action.owner, action.ref, action.done) == ("Alert on it", "shop", "S-1", None)
    assert action.due is not None
    assert action.due.until == "2026-03-21T00:00:00+00:00"
    assert (found.stated["mitigate"].seconds, found.stated["mitigate"].start) == (3600, "declared")
    assert [(one.at.at, one.why) for one in found.reopened] == [("2026-03-05T10:00:00+00:00", "too early")]
    assert [one.severity for one in found.severity_history] == ["sev3"]
    assert found.provider is not None
    assert (found.provider.service, found.provider.restored) == ("cloud", None)
    assert found.exposed is not None
    assert (found.exposed.precision, found.contained) == ("day", None)
    assert (found.roles, found.versions) == ({"commander": "Ann"}, {"shop": "2.4"})
    assert [(one.start.at, one.why) for one in found.paused] == [("2026-03-04T10:20:00+00:00", "a supplier")]
    assert [(one.title, one.url) for one in found.links] == [("Chat", "https://example.org/chat")]
    assert found.extra == {"cost": "3", "list": ["a", {"b": "c"}]}


def test_durations_are_derived_and_in_seconds() -> None:
    """With their bounds: a start known to the day gives a range, one that is not known a lower bound."""
    times = "times: {started: 2026-03-04 10:00, detected: 2026-03-04 10:12, mitigated: 2026-03-04 11:02}"
    exact = record({"incidents/a.md": incident(times=times)}).durations
    assert exact.ttd is not None
    assert exact.ttm is not None
    assert (exact.ttd.least_seconds, exact.ttd.most_seconds, exact.ttd.origin) == (720, 720, "derived")
    assert (exact.ttm.start, exact.ttm.end, exact.ttm.least_seconds) == ("started", "mitigated", 3720)
    assert (exact.tta, exact.ttr) == (None, None)
    coarse = record(
        {"incidents/a.md": incident(times=times.replace("started: 2026-03-04 10:00", "started: 2026-03-04"))}
    )
    assert coarse.durations.ttm is not None
    assert (coarse.durations.ttm.least_seconds, coarse.durations.ttm.most_seconds) == (0, 39_720)
    bound = record({"incidents/a.md": incident(times=times.replace("started: 2026-03-04 10:00, ", ""))}).durations.ttm
    assert bound is not None
    assert (bound.least_seconds, bound.most_seconds, bound.note) == (3000, None, "the start is not known")


def test_verdicts_are_those_of_its_page() -> None:
    texts = {"sla.yml": AGREED, "incidents/a.md": incident("severity: sev2", times=TIMES)}
    response, resolution = record(texts).verdicts
    assert (response.clock, response.verdict, response.why) == ("response", "unknown", "acknowledged is missing")
    assert (response.open, response.most_seconds) == (False, None)
    assert (resolution.verdict, resolution.target_seconds, resolution.hours) == ("met", 14_400, "always")
    assert (resolution.least_seconds, resolution.most_seconds) == (2400, 2400)
    assert (resolution.start, resolution.end, resolution.open) == ("detected", "mitigated", False)
    assert resolution.due is not None
    assert resolution.due.at == "2026-03-04T14:22:00+00:00"


def test_one_that_is_counted_elsewhere_says_so() -> None:
    """And what continues an incident keeps that open."""
    texts = {
        "incidents/a.md": incident(times="times: {detected: 2026-03-04 10:12, resolved: 2026-03-04 11:00}"),
        "incidents/b.md": incident("continues: INC-2026-0001", id="INC-2026-0002"),
        "known-issues/a.md": issue(),
    }
    assert record(texts).open
    assert record(texts).status == "resolved"
    assert record(texts, "incidents/b.md").left_out == "a part of INC-2026-0001, which it continues"


def test_the_shortest_report_has_every_key() -> None:
    """What nobody said is null, or empty."""
    found = record({"incidents/a.md": incident()}).model_dump()
    assert found.keys() == IncidentRecord.model_fields.keys()
    assert found["times"].keys() >= {"started", "detected", "closed"}
    assert (found["severity"], found["review"], found["impact"], found["services"]) == (None, None, None, ())
