"""Labelled lines."""

import pytest

from incidentbook.importers.markdown.documents import Line
from incidentbook.importers.markdown.labels import Labels, all_labels
from incidentbook.importers.markdown.mapping import Goes

LABELS = Labels({"First detected": (Goes(to="times.detected"),), "Impact": (Goes(to="## Impact"),)})


def line(text: str) -> Line:
    return Line(1, text, text)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("First detected 2024-03-04", "First detected", "2024-03-04"),
        ("  - first  DETECTED: 10:12", "first  DETECTED", "10:12"),
        ("- **Impact**: much", "Impact", "much"),
        ("**Impact:** much", "Impact", "much"),
        ("__Impact__ much", "Impact", "much"),
        ("* **Impact**", "Impact", ""),
    ],
)
def test_a_known_label_is_found_in_every_form(text: str, name: str, value: str) -> None:
    found = LABELS.of(line(text))
    assert found is not None
    assert (found.name, found.value, found.goes is not None) == (name, value, True)


@pytest.mark.parametrize(
    "text", ["Impact was small", "First detected by Ann", "the Impact: x", "Impacts: x", "**bold** x", ""]
)
def test_words_that_are_none_are_left(text: str) -> None:
    assert LABELS.of(line(text)) is None


def test_an_unknown_label_is_one_only_in_bold() -> None:
    found = LABELS.of(line("**Weather:** rain"))
    assert found is not None
    assert (found.name, found.goes) == ("Weather", None)
    assert LABELS.of(line("Weather: rain")) is None
    assert list(all_labels([line("- **Weather** rain"), line("**bold** text"), line("**Mood:** good")])) == [
        "Weather",
        "Mood",
    ]


def test_a_row_of_a_table_may_have_several() -> None:
    cells = list(LABELS.cells(line("| First detected | 10:12 | **Impact** | much |")))
    assert [(goes[0].to, value) for goes, value in cells] == [("times.detected", "10:12"), ("## Impact", "much")]
