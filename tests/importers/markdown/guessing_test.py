"""Mappings proposed from files."""

import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.importers.markdown.guessing import guess, map_text, unknown_names
from incidentbook.importers.markdown.mapping import read_map, ready_map, ready_maps

REPORT = b"""# Pool

- **Key events**
  - First detected: 2024-03-04 10:12
  - Resolved: 2024-03-04 11:12
- **Impact**: Much
- **Weather**: Rain

## Root cause

Size
"""


def test_what_the_files_say_is_mapped_and_counted() -> None:
    """The words of other ready mappings of the same kind come along; what nobody says does not."""
    guessed, rates = guess({"2024-03-04-a.md": REPORT, "2024-03-05-b.md": b"# B\n\n- **Impact**: None\n"})
    assert "Repaired" not in guessed.labels
    assert [name.lower() for name in guessed.headings] == ["root cause"]
    assert (rates["title"], rates["times.detected"]) == (1.0, 0.5)
    assert guessed.zone is None


def test_a_proposal_is_a_mapping_file() -> None:
    guessed, _ = guess({"a.md": REPORT})
    assert read_map("m.yml", map_text(guessed).encode()) == guessed


@pytest.mark.parametrize("name", ready_maps())
def test_every_ready_mapping_can_be_written_and_read_again(name: str) -> None:
    assert read_map("m.yml", map_text(ready_map(name)).encode()) == ready_map(name)


def test_what_no_mapping_knows_is_named() -> None:
    files = {f"{number}.md": REPORT for number in range(3)}
    assert unknown_names(files, guess(files).mapping) == {"labels: Weather": 3}


def test_an_empty_folder_is_said() -> None:
    with pytest.raises(IncidentbookError, match="no Markdown file"):
        guess({"a.png": b"x"})


def test_texts_that_say_nothing_still_get_a_mapping() -> None:
    guessed, rates = guess({"a.md": b"words\n"})
    assert rates["title"] == 1.0
    assert guessed.kind
