"""Where imported documents come to stand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.importers.markdown.placing import common_folder, file_name, key_of, unique


@pytest.mark.parametrize(
    ("kind", "path", "dated", "title", "name"),
    [
        ("incident", "a/2024-03-04-Pool.md", date(2024, 3, 4), "", "2024/2024-03-04-pool.md"),
        ("incident", "a/pool.md", date(2024, 3, 4), "", "2024/2024-03-04-pool.md"),
        ("incident", "a/pool.md", None, "", "pool.md"),
        ("maintenance", "a/2024.md", date(2024, 3, 4), "The pool", "2024/2024-03-04-the-pool.md"),
        ("runbook", "a/b/VMIStuckInPhase.md", None, "", "b/vmi-stuck-in-phase.md"),
        ("runbook", "a/日本.md", None, "", "untitled.md"),
        ("runbook", "a/../../etc/x.md", None, "", "folder/folder/etc/x.md"),
    ],
)
def test_a_file_is_named_for_its_document(kind: str, path: str, dated: date | None, title: str, name: str) -> None:
    """By year where the kind is numbered by it, else in the folders of the source."""
    assert file_name(kind, path, "a/", dated, title) == name


def test_keys_and_folders() -> None:
    assert key_of("", "a/b.md") == "markdown:a/b.md"
    assert key_of("reports", "b.md", "part") == "markdown:reports/b.md#part"
    assert [common_folder(paths) for paths in ([], ["a/b.md"], ["a/b/c.md", "a/d.md"], ["a.md", "b/c.md"])] == [
        "",
        "a/",
        "a/",
        "",
    ]


@given(st.lists(st.sampled_from(["a.md", "a-2.md", "b.md"]), max_size=12))
def test_no_two_articles_share_a_file(names: list[str]) -> None:
    taken: set[str] = set()
    found = [unique(name, taken) for name in names]
    assert len(set(found)) == len(names)
