"""What new articles look like."""

from collections.abc import Iterable, Mapping

from incidentbook.duplicates import Likely, Sought
from incidentbook.graph import Target
from incidentbook.likenesses import Ground, Likeness, likenesses, sought_of
from incidentbook.similar_memory import similar_incidents
from tests.books import incident, issue, opened, runbook

MESSAGE = "    ERROR slots are reserved for user 7\n"
SYMPTOM = 'symptoms: [{text: Orders fail, signatures: ["slots are reserved for <*>"], alerts: [PoolFull]}]'


def report(number: int, clock: str, front_matter: str = "", body: str = "") -> str:
    said = f"services: [shop]\n{front_matter}"
    return incident(said, body, id=f"INC-2026-{number:04}", times=f"times: {{detected: 2026-03-04 {clock}}}")


def like(texts: Mapping[str, str], *new: str, asked: list[Sought] | None = None) -> list[Likeness]:
    """Return what the articles at some paths look like; what is asked of others is listed."""
    found = opened(texts)

    def duplicates(sought: Sought) -> Iterable[Likely]:
        assert asked is not None, "nobody was to be asked"
        asked.append(sought)
        return [Likely(Target(one.id, one.path, one.title, one.kind), "asked") for one in found.book.known_issues]

    ground = Ground(found.book, found.graph, lambda: similar_incidents(found.book, found.graph), duplicates)
    return list(likenesses([one for one in found.book.articles() if one.path in new], ground))


def test_the_same_service_at_the_same_time_is_perhaps_the_same() -> None:
    """Unless one names the other; and never itself."""
    texts = {"incidents/1.md": report(1, "10:00"), "incidents/2.md": report(2, "10:30")}
    (found,) = like(texts, "incidents/2.md")
    assert [(one.target.name, one.why) for one in found.duplicates] == [
        ("INC-2026-0001", "it began 30 min earlier, also on shop")
    ]
    for way in ("related: [INC-2026-0001]", "duplicate_of: INC-2026-0001", "continues: INC-2026-0001"):
        assert like({**texts, "incidents/2.md": report(2, "10:30", way)}, "incidents/2.md") == []
    named = {**texts, "incidents/1.md": report(1, "10:00", body="See INC-2026-0002.")}
    assert like(named, "incidents/2.md") == []
    many = {f"incidents/{number}.md": report(number, f"10:{number:02}") for number in range(1, 20)}
    assert len(like(many, "incidents/9.md")[0].duplicates) == 3


def test_a_known_issue_is_suggested_with_the_reason() -> None:
    """Until it is confirmed; then nothing is like it that is a case of the same."""
    texts = {
        "known-issues/1.md": issue(SYMPTOM),
        "incidents/1.md": report(1, "10:00", "known_issues: [KI-0001]", MESSAGE).replace("2026-03-04", "2026-01-04"),
        "incidents/2.md": report(2, "10:00", "", MESSAGE),
    }
    (found,) = like(texts, "incidents/2.md")
    assert [str(one) for one in found.issues] == [
        "KI-0001 Issue KI-0001 (same signature: slots are reserved for <*>; similar to its occurrence INC-2026-0001)"
    ]
    assert [one.target.name for one in found.similar] == ["INC-2026-0001"]
    texts["incidents/2.md"] = report(2, "10:00", "known_issues: [KI-0001]", MESSAGE)
    assert like(texts, "incidents/2.md") == []


def test_what_is_no_incident_is_looked_for_by_what_it_says() -> None:
    """Title, error messages, alerts and services; what it is linked with is not said again."""
    asked: list[Sought] = []
    texts = {
        "known-issues/1.md": issue(f"services: [shop]\n{SYMPTOM}"),
        "known-issues/2.md": issue("related: [KI-0001]", id="KI-0002"),
        "known-issues/3.md": issue(id="KI-0003"),
        "services.yml": "shop: {aliases: [store]}",
    }
    (found,) = like(texts, "known-issues/1.md", asked=asked)
    assert [one.target.name for one in found.duplicates] == ["KI-0001", "KI-0003"]
    (sought,) = asked
    assert sought.text == "Issue KI-0001\nOrders fail\nslots are reserved for <*>"
    assert (sought.alerts, sought.services, sought.path) == (["PoolFull"], ["shop"], "known-issues/1.md")


def test_a_runbook_is_sought_by_its_title_and_alerts() -> None:
    """In the names that the catalogue has for services."""
    found = opened(
        {"runbooks/1.md": runbook("alerts: [A]\nservices: [store]"), "services.yml": "shop: {aliases: [store]}"}
    )
    ground = Ground(found.book, found.graph, lambda: similar_incidents(found.book, found.graph), lambda _: ())
    sought = sought_of(found.book.runbooks[0], ground)
    assert (sought.kind.name, sought.text, sought.alerts, sought.services) == (
        "runbook", "Runbook RB-0001", ["A"], ["shop"],
    )  # fmt: skip
