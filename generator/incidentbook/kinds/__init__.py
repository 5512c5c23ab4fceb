"""The kinds of articles, by name and by folder."""

from incidentbook.kinds import incident, known_issue, maintenance, runbook, symptom
from incidentbook.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    module.KIND.name: module.KIND for module in (incident, known_issue, symptom, runbook, maintenance)
}
BY_FOLDER: dict[str, Kind] = {kind.folder: kind for kind in KINDS.values()}
