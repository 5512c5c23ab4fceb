"""Known issues: a problem whose cause or workaround is documented."""

from incidentbook.kinds.kind import Kind
from incidentbook.kinds.known_issue.model import KnownIssue

KIND = Kind(
    name="known-issue",
    folder="known-issues",
    model=KnownIssue,
    singular="Known issue",
    plural="Known issues",
    id_prefix="KI",
    sections={
        "symptoms": ("symptoms", "symptom"),
        "cause": ("cause", "causes", "root cause", "root causes", "reason"),
        "workaround": ("workaround", "workarounds", "mitigation", "temporary fix", "resolution", "solution"),
        "permanent-fix": ("permanent fix", "fix", "permanent solution", "long-term fix"),
        "verification": ("verification", "verify", "how to verify", "confirm"),
    },
)
