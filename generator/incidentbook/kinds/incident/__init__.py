"""Incidents: an unplanned interruption or loss of quality of a service, and its report."""

from incidentbook.kinds.incident.model import Incident
from incidentbook.kinds.kind import Kind

KIND = Kind(
    name="incident",
    folder="incidents",
    model=Incident,
    singular="Incident",
    plural="Incidents",
    id_prefix="INC",
    sections={
        "summary": ("summary", "description", "overview", "what happened"),
        "impact": ("impact", "customer impact", "user impact"),
        "timeline": ("timeline", "time line", "events", "key events"),
        "factors": ("contributing factors", "root cause", "root causes", "cause", "causes", "analysis"),
        "resolution": ("resolution", "resolution and recovery", "recovery", "fix", "solution", "mitigation"),
        "went-well": ("what went well", "went well"),
        "went-badly": ("what could have gone better", "what went badly", "what went wrong"),
        "follow-up": ("follow-up", "follow up", "actions", "action items", "lessons", "lessons learned"),
    },
)
