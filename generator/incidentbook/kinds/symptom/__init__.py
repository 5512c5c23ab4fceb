"""Symptoms: what an observer sees."""

from incidentbook.kinds.kind import Kind
from incidentbook.kinds.symptom.model import Symptom

KIND = Kind(
    name="symptom",
    folder="symptoms",
    model=Symptom,
    singular="Symptom",
    plural="Symptoms",
    id_prefix=None,
    sections={"confirm": ("how to confirm", "confirm", "confirmation", "verification")},
)
