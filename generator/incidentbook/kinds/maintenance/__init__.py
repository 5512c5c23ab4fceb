"""Maintenance: planned work, and how it went."""

from incidentbook.kinds.kind import Kind
from incidentbook.kinds.maintenance.model import Maintenance

KIND = Kind(
    name="maintenance",
    folder="maintenance",
    model=Maintenance,
    singular="Maintenance",
    plural="Maintenance",
    id_prefix="MNT",
    sections={
        "plan": ("plan", "work", "what will be done", "steps"),
        "impact": ("impact", "expected impact"),
        "rollback": ("rollback", "roll back", "back-out plan"),
        "outcome": ("outcome", "result", "how it went"),
    },
)
