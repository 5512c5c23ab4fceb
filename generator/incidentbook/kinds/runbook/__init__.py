"""Runbooks: what to do about an alert or a symptom, step by step."""

from incidentbook.kinds.kind import Kind
from incidentbook.kinds.runbook.model import Runbook

KIND = Kind(
    name="runbook",
    folder="runbooks",
    model=Runbook,
    singular="Runbook",
    plural="Runbooks",
    id_prefix="RB",
    sections={
        "meaning": ("meaning", "what it means", "overview", "summary"),
        "impact": ("impact",),
        "diagnosis": ("diagnosis", "diagnose", "investigation", "troubleshooting"),
        "mitigation": ("mitigation", "resolution", "remediation", "fix", "solution", "steps"),
    },
)
