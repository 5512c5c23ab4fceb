"""A book in which one incident has every milestone, and others that a change of these leaves alone."""

from tests.books import Texts, incident, issue, runbook

MILESTONES = {
    "started": "2026-03-04 10:00",
    "detected": "2026-03-04 10:10",
    "acknowledged": "2026-03-04 10:15",
    "mitigated": "2026-03-04 11:00",
    "resolved": "2026-03-04 12:00",
}
PATH = "incidents/6.md"
"""Of the incident."""
_RULES = """
targets: [{severity: sev2, response: 30m, resolution: 4h}]
availability: [{service: mail, objective: 99.9 %}]
"""


def later(milestone: str) -> dict[str, str]:
    """Return the milestones with one of them ten hours later."""
    return MILESTONES | {milestone: MILESTONES[milestone].replace("2026-03-04 1", "2026-03-04 2")}


def texts_of(times: dict[str, str]) -> Texts:
    """Return the book in which the incident has these times."""
    said = ", ".join(f"{name}: {at}" for name, at in times.items())
    others = {
        f"incidents/{number}.md": incident(
            "severity: sev2\nservices: [{id: web, level: down}]\nknown_issues: [KI-0002]",
            id=f"INC-2025-000{number}",
            times=f"times: {{started: 2025-0{number}-01 10:00, mitigated: 2025-0{number}-01 11:00}}",
        )
        for number in range(1, 6)
    }
    return {
        **others,
        PATH: incident(
            "severity: sev2\nservices: [{id: mail, level: down}]\nknown_issues: [{id: KI-0001, fix: worked}]",
            id="INC-2026-0001",
            times=f"times: {{{said}}}",
        ),
        "known-issues/1.md": issue("symptoms: [{text: Slow}]", id="KI-0001"),
        "known-issues/2.md": issue("symptoms: [{text: Down}]", id="KI-0002"),
        "runbooks/a.md": runbook(),
        "services.yml": "mail: {}\nweb: {}",
        "sla.yml": _RULES,
        "about.md": "See INC-2026-0001.",
    }
