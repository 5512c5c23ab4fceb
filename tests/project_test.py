"""A project on disk."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from incidentbook.errors import IncidentbookError
from incidentbook.project import Project, as_of, check_book, find_project, open_book, policy_of, settings_of
from incidentbook.settings import Settings
from tests.books import titled_incident as incident


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder / "mkdocs.yml"


@pytest.mark.parametrize(
    ("plugins", "options"),
    [
        ("[incidentbook]", {}),
        ("[search, {incidentbook: {zone: UTC}}]", {"zone": "UTC"}),
        ("{search: {}, incidentbook: {zone: UTC}}", {"zone": "UTC"}),
        ("{incidentbook: }", {}),
        ("[incidentbook: ]", {}),
    ],
)
def test_the_options_are_found_however_plugins_are_written(
    tmp_path: Path, plugins: str, options: dict[str, str]
) -> None:
    """As a list or a mapping, with options or without."""
    project = find_project(write(tmp_path, mkdocs=f"docs_dir: kb\nplugins: {plugins}"))
    assert (project.folder, project.book, project.options) == (tmp_path, tmp_path / "kb", options)


@pytest.mark.parametrize(
    ("said", "url", "name"),
    [
        ("site_name: Ours\nsite_url: https://example.org/kb", "https://example.org/kb", "Ours"),
        ("site_name: 2026\nsite_url: ''", "", "2026"),
        ("site_url:", "", ""),
    ],
)
def test_where_the_site_is_and_what_it_is_called(tmp_path: Path, said: str, url: str, name: str) -> None:
    """As the host's settings say it."""
    project = find_project(write(tmp_path, mkdocs=f"plugins: [incidentbook]\n{said}"))
    assert (project.site_url, project.site_name) == (url, name)


def test_what_only_the_host_understands_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python names are not imported, variables of the environment are read, and a parent's settings count."""
    monkeypatch.setenv("BOOK", "from-environment")
    write(tmp_path, base="docs_dir: !ENV [BOOK, kb]\nplugins: [incidentbook]\n")
    config = write(
        tmp_path,
        mkdocs="INHERIT: base.yml\nmarkdown_extensions: [{x: {y: !!python/name:nope.nope }}]\nz: !relative $docs_dir\n",
    )
    assert find_project(config).book == tmp_path / "from-environment"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, r"There is no .*mkdocs\.yml; run this in the folder"),
        ("site_name: [", r"line 1 is not valid YAML"),
        ("just words", r"holds no settings"),
        ("", r"holds no settings"),
        ("site_name: x", r"does not use the plugin; add `incidentbook`"),
        ("plugins: [{incidentbook: 7}]", r"are no mapping; write them as"),
        ("plugins: [{incidentbook: [a]}]", r"are no mapping; write them as"),
        ("INHERIT: nope.yml", r"There is no .*nope\.yml"),
        ("INHERIT: mkdocs.yml", r"does not use the plugin"),
    ],
)
def test_a_project_that_cannot_be_read_is_one_sentence(tmp_path: Path, text: str | None, said: str) -> None:
    """With what to do next."""
    config = tmp_path / "mkdocs.yml"
    if text is not None:
        config.write_text(text)
    with pytest.raises(IncidentbookError, match=said) as raised:
        find_project(config)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"zoen": "UTC"}, "has no option `zoen`. Did you mean `zone`?"),
        ({"zone": "Europe/Londn"}, "`zone` of the plugin `incidentbook` cannot be `Europe/Londn`"),
        ({"audience": "all"}, "it should be 'public', 'internal' or 'restricted'"),
        ({"repeat_window_days": 0}, "cannot be `0`: it should be greater than or equal to 1"),
        ({"factors": [1]}, "`factors.0`"),
    ],
)
def test_a_wrong_option_is_one_sentence(options: dict[str, Any], said: str) -> None:
    """It names the option, and what it may be."""
    with pytest.raises(IncidentbookError) as raised:
        settings_of(options, audience=None, default="public")
    assert said in str(raised.value)


def test_the_audience_is_the_one_asked_for_else_the_options_else_the_default() -> None:
    """An option that is left blank is none."""
    assert settings_of({"audience": "internal"}, audience="public", default="restricted").audience == "public"
    assert settings_of({"audience": "internal"}, audience=None, default="restricted").audience == "internal"
    assert settings_of({"audience": None}, audience=None, default="restricted").audience == "restricted"


@pytest.mark.parametrize(
    ("options", "epoch", "moment"),
    [
        ({"as_of": "2026-03-04"}, "0", datetime(2026, 3, 4, tzinfo=ZoneInfo("Europe/London"))),
        ({"as_of": datetime(2026, 3, 4, 10, 12)}, None, datetime(2026, 3, 4, 10, 12, tzinfo=ZoneInfo("Europe/London"))),  # noqa: DTZ001 - as YAML reads it
        ({"as_of": datetime(2026, 3, 4).date()}, None, datetime(2026, 3, 4, tzinfo=ZoneInfo("Europe/London"))),  # noqa: DTZ001
        ({}, "1772619120", datetime(2026, 3, 4, 10, 12, tzinfo=UTC)),
    ],
)
def test_the_moment_of_a_site_is_set_or_that_of_its_sources(
    options: dict[str, Any], epoch: str | None, moment: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """YAML makes a date of what looks like one; that is understood."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert as_of(settings_of({"zone": "Europe/London", **options}, audience=None, default="public")) == moment


def test_without_a_word_the_moment_is_the_beginning_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the site's zone."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    now = as_of(settings_of({"zone": "Pacific/Apia"}, audience=None, default="public"))
    assert (now.hour, now.minute, str(now.tzinfo)) == (0, 0, "Pacific/Apia")
    assert abs((now - datetime.now(UTC)).total_seconds()) < 2 * 86_400


@pytest.mark.parametrize(("options", "epoch"), [({"as_of": "soon"}, ""), ({}, "soon"), ({}, "9" * 30)])
def test_a_moment_that_is_none_is_one_sentence(
    options: dict[str, str], epoch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The setting's or the environment's."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(IncidentbookError, match=r"soon|999"):
        as_of(settings_of(options, audience=None, default="public"))


def test_a_book_is_opened_with_its_links_and_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is said of it stands in one order."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    project = find_project(write(tmp_path, mkdocs="docs_dir: kb\nplugins: [incidentbook]"))
    (tmp_path / "kb/incidents").mkdir(parents=True)
    (tmp_path / "kb/incidents/b.md").write_text(incident("status: x"))
    (tmp_path / "kb/incidents/a.md").write_text(incident("symptoms: x", id="INC-2026-0002"))
    (tmp_path / "kb/sla.yml").write_text("severities: {p1: worst}")
    settings = settings_of(project.options, audience=None, default="restricted")
    opened = [open_book(project, settings) for _ in range(2)]
    assert [[one.code for one in each.diagnostics] for each in opened] == [["KB301", "KB204"]] * 2
    assert len(list((tmp_path / "cache").rglob("parsed.json"))) == 1
    assert list(policy_of(project, settings).severities) == ["p1"]


def test_a_build_says_what_loading_finds_and_a_check_says_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In both, comments silence findings, and what a draft still needs is a note."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    zero = "times: {started: 2026-03-04 10:00, mitigated: 2026-03-03, resolved: 2026-03-04 10:00}"
    silenced = "# incidentbook: ignore KB309 two clocks\n# incidentbook: ignore KB404 quite long"
    (tmp_path / "kb/incidents").mkdir(parents=True)
    (tmp_path / "kb/incidents/a.md").write_text(incident(silenced, times=zero))
    (tmp_path / "kb/incidents/b.md").write_text(
        incident("review: draft\nactions: [{type: prevent}]", id="INC-2026-0002")
    )
    project, settings = Project(tmp_path, tmp_path / "kb", {}), Settings(audience="restricted")
    built, checked = open_book(project, settings).diagnostics, check_book(project, settings).diagnostics
    assert [(one.code, one.severity) for one in built] == [("KB904", "note")]
    assert [one.code for one in checked] == ["KB403", "KB903", "KB904"]
