"""Payloads of tools with anything anywhere: an import without errors, or a sentence and nothing written."""

import copy
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidentbook.cli import main

PAYLOADS = sorted((Path(__file__).parent / "importers/payloads").rglob("*.json"))
Steps = tuple[str | int, ...]
HOSTILE: st.SearchStrategy[object] = st.sampled_from(
    [
        *(None, True, -1, 1e308, 10**30, "", [], {}, [[None]], {"a": {"b": []}}, "x" * 3000, "9" * 400),
        *("\ud800", "\x00\u2028", "2026-13-45T99:99:99Z", "0000-00-00 00:00:00", "[x](javascript:alert(1))"),
        *("jo.doe@acme.co.uk", "---\nid: x\n---\n", "{{ x }}", "## As imported", "../../etc/passwd", "- &a *b"),
    ]
)


def places(value: Any, before: Steps = ()) -> Iterator[Steps]:
    """Yield the way to every part of a document."""
    yield before
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from places(part, (*before, key))


def changed(document: Any, place: Steps, by: object) -> Any:
    """Return a document with another value somewhere."""
    if not place:
        return by
    made = copy.deepcopy(document)
    holder = made
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = by
    return made


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda path: f"{path.parent.name}/{path.name}")
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_anything_anywhere_is_imported_or_refused(
    payload: Path, data: st.DataObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never a traceback; a book that was imported passes a check, and imported again it stays as it is."""
    document, _ = json.JSONDecoder().raw_decode(payload.read_text(encoding="utf-8"))  # some have one a line
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(list(places(document))))
        document = changed(document, place, data.draw(HOSTILE))
    content = json.dumps(document)
    content = content[: data.draw(st.sampled_from([len(content), len(content) // 2]))]
    folder = tmp_path / "book"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "kb").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: A\ndocs_dir: kb\nplugins: [incidentbook]\n", encoding="utf-8")
    (tmp_path / "payload.json").write_text(content, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    command = ["import", payload.parent.name, str(tmp_path / "payload.json")]
    status = main(command)
    if status == 2:
        assert not any((folder / "kb").iterdir())
        assert not (folder / ".imports").exists()
        return
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert main(["check"]) == 0
    assert main(command) in (0, 1)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
