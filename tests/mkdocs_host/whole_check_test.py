"""A check of a whole book in a process of its own."""

import logging
import threading
import time
from pathlib import Path

import pytest

from incidentbook.diagnostics import Diagnostic
from incidentbook.mkdocs_host.whole_check import WholeCheck
from tests.books import titled_incident as incident

PATIENCE_SECONDS = 60


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    book = tmp_path / "kb" / "incidents"
    book.mkdir(parents=True)
    (book / "a.md").write_text(incident("typo: x"), encoding="utf-8")
    (book / "b.md").write_text(incident("audience: restricted\nhidden: x", id="INC-2026-0002"), encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: X\ndocs_dir: kb\nplugins: [incidentbook]\n", encoding="utf-8")
    return config


class Result:
    def __init__(self) -> None:
        self.findings: list[Diagnostic] = []
        self._done = threading.Event()

    def take(self, findings: list[Diagnostic]) -> None:
        self.findings = findings
        self._done.set()

    @property
    def came(self) -> bool:
        return self._done.wait(PATIENCE_SECONDS)


def test_it_finds_what_check_finds_for_an_audience(config: Path) -> None:
    """As the same values, and nothing above the audience."""
    result = Result()
    WholeCheck().begin(config, "internal", result.take)
    assert result.came
    message, hint = "There is no key `typo` here", "Did you mean `type`?"
    assert result.findings == [Diagnostic("incidents/a.md", 5, 1, "KB201", "error", message, hint)]


def test_only_the_latest_is_of_interest(config: Path) -> None:
    """One that has been ended says nothing any more."""
    check, first, second = WholeCheck(), Result(), Result()
    check.begin(config, "internal", first.take)
    check.begin(config, "restricted", second.take)
    assert second.came
    assert [found.path for found in second.findings] == ["incidents/a.md", "incidents/b.md"]
    assert first.findings == []
    check.end()


def test_a_file_called_as_a_module_is_in_nobody_s_way(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A preview is begun in the folder of the book, where anything may lie."""
    (config.parent / "json.py").write_text("raise SystemExit(7)\n", encoding="utf-8")
    monkeypatch.chdir(config.parent)
    result = Result()
    WholeCheck().begin(config, "internal", result.take)
    assert result.came


def test_one_that_cannot_be_done_says_why(config: Path, caplog: pytest.LogCaptureFixture) -> None:
    """In the sentence that the command has for it."""
    result = Result()
    with caplog.at_level(logging.INFO):
        WholeCheck().begin(config.with_name("nope.yml"), "internal", result.take)
        end = time.monotonic() + PATIENCE_SECONDS
        while not caplog.text and time.monotonic() < end:
            time.sleep(0.05)
    assert "The whole book could not be checked: incidentbook: There is no" in caplog.text
    assert result.findings == []
