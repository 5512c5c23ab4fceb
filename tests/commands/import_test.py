"""`incidentbook import`, as people call it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from incidentbook.cli import main
from incidentbook.errors import IncidentbookError
from incidentbook.import_sources import FolderFiles, catalogue_files, project_in, read_file

POSTMORTEM = """\
# Checkout times out

Date: 2026-03-04

Severity: sev2

## Summary

Twelve in a hundred failed.

## Impact

Some carts were lost.
"""
INCIDENTS = {
    "incidents": [
        {
            "id": "P1",
            "incident_number": 7,
            "title": "Checkout times out",
            "status": "resolved",
            "urgency": "high",
            "created_at": "2026-03-04T10:12:00Z",
            "resolved_at": "2026-03-04T11:00:00Z",
            "html_url": "https://acme.example.org/incidents/P1",
            "service": {"id": "S1", "summary": "Checkout", "type": "service_reference"},
        }
    ]
}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder = tmp_path / "book"
    (folder / "kb").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: A\ndocs_dir: kb\nplugins: [incidentbook]\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def source(folder: Path) -> Path:
    """Make a folder of postmortems beside the book."""
    found = folder.parent / "postmortems"
    found.mkdir(exist_ok=True)
    (found / "2026-03-04-checkout.md").write_text(POSTMORTEM, encoding="utf-8")
    return found


def tool_file(folder: Path, **changes: object) -> str:
    """Write incidents as a tool gives them."""
    told = {"incidents": [{**INCIDENTS["incidents"][0], **changes}]}
    (folder / "incidents.json").write_text(json.dumps(told), encoding="utf-8")
    return "incidents.json"


def articles(folder: Path) -> list[Path]:
    return sorted((folder / "kb/incidents").rglob("*.md"))


def test_markdown_becomes_articles(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From a folder or one file, by a ready mapping or one's own; a second time nothing changes."""
    postmortems = source(project)
    assert main(["import", "markdown", str(postmortems), ".", "--map", "postmortem"]) == 0
    (article,) = articles(project)
    before = article.read_bytes()
    assert b"Some carts were lost." in before
    assert b"id: INC-2026-0001\n" in before
    out = capsys.readouterr().out
    assert "1 article of markdown: 1 new." in out
    assert "commit .imports/markdown.json with the book" in out
    assert main(["import", "markdown", str(postmortems / "2026-03-04-checkout.md"), "kb", "--map", "postmortem"]) == 0
    assert "1 as before" in capsys.readouterr().out
    assert article.read_bytes() == before
    assert main(["check"]) == 0


def test_a_mapping_is_proposed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And can be used as it is printed; what fills how much goes where people read it."""
    postmortems = source(project)
    assert main(["import", "markdown", str(postmortems), "--guess"]) == 0
    said = capsys.readouterr()
    assert "100%  title" in said.err
    Path("map.yml").write_text(said.out, encoding="utf-8")
    assert main(["import", "markdown", str(postmortems), "--map", "map.yml"]) == 0
    assert len(articles(project)) == 1


def test_a_tools_incidents_become_articles(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON for programs; a dry run writes nothing."""
    file = tool_file(project)
    assert main(["import", "pagerduty", file, "--dry-run", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["source"], said["written"], len(said["new"])) == ("pagerduty", False, 1)
    assert not (project / "kb/incidents").exists()
    assert main(["import", "pagerduty", file]) == 0
    (article,) = articles(project)
    assert said["new"] == [{"key": "pagerduty:P1", "id": "INC-2026-0001", "path": f"incidents/2026/{article.name}"}]
    assert main(["check"]) == 0


def test_standard_input_is_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one file among others."""
    read, wrote = os.pipe()
    os.write(wrote, json.dumps(INCIDENTS).encode())
    os.close(wrote)
    with os.fdopen(read) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert main(["import", "pagerduty", "-"]) == 0
    assert len(articles(project)) == 1


def test_edit_and_change_come_together_and_a_conflict_is_shown(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the line and both values; the status says that a person has to look."""
    main(["import", "pagerduty", tool_file(project)])
    (article,) = articles(project)
    article.write_text(article.read_text().replace("Checkout times out", "Checkout fails").replace("sev", "sev"))
    capsys.readouterr()
    file = tool_file(project, title="Checkout is slow", resolved_at="2026-03-04T11:30:00Z")
    assert main(["import", "pagerduty", file]) == 1
    text = article.read_text()
    assert "title: Checkout fails\n" in text
    assert "11:30" in text
    out = capsys.readouterr().out
    assert f"kb/incidents/2026/{article.name}:3: `title` was changed here and at the source; what is here stays." in out
    assert "    here:   Checkout fails\n    source: Checkout is slow\n" in out
    assert main(["import", "pagerduty", file]) == 0


def test_services_come_from_backstage(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Into what is there already; what somebody wrote stays."""
    entity = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {{name: {}}}\nspec: {{owner: {}}}\n"
    (project / "a/b").mkdir(parents=True)
    (project / "a/b/catalog-info.yaml").write_text(entity.format("checkout", "payments"), encoding="utf-8")
    services = project / "kb/services.yml"
    services.write_text("# ours\nmail: {owner: ops}\ncheckout:\n  tier: 1  # most\n", encoding="utf-8")
    assert main(["import", "backstage", "a"]) == 0
    assert services.read_text() == "# ours\nmail: {owner: ops}\ncheckout:\n  tier: 1  # most\n  owner: payments\n"
    services.write_text(services.read_text().replace("payments", "shop"), encoding="utf-8")
    assert main(["import", "backstage", "a"]) == 0
    (project / "a/b/catalog-info.yaml").write_text(entity.format("checkout", "money"), encoding="utf-8")
    capsys.readouterr()
    assert main(["import", "backstage", "a/b/catalog-info.yaml"]) == 1
    assert "kb/services.yml:5: `checkout.owner` was changed here and at the source" in capsys.readouterr().out
    assert "owner: shop" in services.read_text()


def test_numbers_are_given_on_the_main_branch_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Elsewhere articles wait for theirs, and it is said why; the same on request."""
    for command in (["init", "--quiet", "-b", "main"], ["add", "."], ["commit", "--quiet", "-m", "a"]):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *command], check=True)
    subprocess.run(["git", "checkout", "--quiet", "-b", "topic"], check=True)
    assert main(["import", "pagerduty", tool_file(project)]) == 0
    (article,) = articles(project)
    assert "id: INC-NEW-pagerduty-p1\n" in article.read_text()
    assert "New articles have no numbers yet: this is the branch `topic`." in capsys.readouterr().out
    subprocess.run(["git", "checkout", "--quiet", "main"], check=True)
    assert main(["assign-ids"]) == 0
    assert "id: INC-2026-0001\n" in article.read_text()
    assert main(["import", "pagerduty", "incidents.json"]) == 0
    assert main(["import", "pagerduty", tool_file(project, id="P2"), "--unnumbered"]) == 0
    assert sum("id: INC-NEW-pagerduty-p2\n" in one.read_text() for one in articles(project)) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pagerdty", "x"], "Nothing is imported from `pagerdty`. Did you mean `pagerduty`?"),
        (["markdown", "nowhere", "--map", "cstate"], "There is no nowhere; name the folder"),
        (["markdown", ".", "--map", "cstat"], "There is no mapping `cstat`. Did you mean `cstate`?"),
        (["markdown", "."], "--guess proposes a mapping"),
        (["markdown", ".", "--map", "no.yml"], "no.yml cannot be read: no such file"),
        (["markdown", "kb", "--map", "cstate"], "There is nothing to import in kb: no file is named"),
        (["markdown", ".", "..", "--map", "cstate"], "is no book"),
        (
            ["markdown", "..", "--map", "cstate"],
            "kb/incidents is a part of this book, and .. would be",
        ),
        (["markdown", "kb/incidents/a.md", "--map", "cstate"], "would be imported into itself"),
        (["markdown", "x", "--map", "cstate", "--zone", "Nowhere"], "Invalid value for '--zone'"),
        (["markdown", "kb", "--guess"], "There is no Markdown in kb"),
        (["pagerduty", "nowhere.json"], "nowhere.json cannot be read: no such file"),
        (["pagerduty", "kb"], "kb is a folder; name the files in it"),
        (["pagerduty", "bad.json"], "bad.json, line 1, column 16, is no JSON"),
        (["backstage", "kb"], "There is no catalog-info.yaml in kb or below"),
        (["pagerduty", "/dev/zero"], "zero has more than 64 MB"),
    ],
)
def test_what_cannot_be_is_a_sentence(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """With what to do next; nothing is written."""
    (project / "bad.json").write_text('{"incidents": [', encoding="utf-8")
    if "part of this book" in said or "itself" in said:
        (project / "kb/incidents").mkdir()
    before = sorted(project.rglob("*"))
    assert main(["import", *arguments]) == 2
    assert said in " ".join(capsys.readouterr().err.split())
    assert sorted(project.rglob("*")) == before


def test_a_projects_own_mapping_is_a_tool(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is listed, goes before those that are shipped, and a mistake in it is said with its place."""
    (project / "importers").mkdir()
    own = project / "importers/pager.yml"
    own.write_text(
        "title: Our pager\nfiles: '`calls`, a list'\nrecords: calls\nkey: id\nkinds: {kind: incident}\n"
        "fields:\n  title: text\n  review: {value: draft}\n  times.detected: {from: at, as: time}\n",
        encoding="utf-8",
    )
    (project / "calls.json").write_text('{"calls": [{"id": 3, "text": "It broke", "at": "2026-03-04T10:12:00Z"}]}')
    assert main(["import", "--help"]) == 0
    assert "Our pager" in capsys.readouterr().out
    assert main(["import", "pager", "calls.json"]) == 0
    assert "title: It broke\n" in articles(project)[0].read_text()
    own.write_text("title: [", encoding="utf-8")
    assert main(["import", "pager", "calls.json"]) == 2
    assert "pager.yml, line 1" in capsys.readouterr().err
    assert main(["import", "markdown", str(source(project)), "--map", "postmortem"]) == 0, "others go on"


def test_addresses_of_persons_are_left_out(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They stand in no report, and a check would refuse them."""
    source(project).joinpath("2026-03-04-checkout.md").write_text(
        POSTMORTEM.replace("Some carts", "As jo.doe@acme.co.uk said to ops@acme.co.uk, some carts")
    )
    assert main(["import", "markdown", str(project.parent / "postmortems"), "--map", "postmortem"]) == 0
    assert "As [email address] said to ops@acme.co.uk, some carts" in articles(project)[0].read_text()
    assert "1 email address left out: none belongs into a report." in capsys.readouterr().out
    assert main(["check"]) == 0


def test_files_of_a_folder_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    """Each is counted once; hidden ones, and links that lead elsewhere, are none of them."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.md").write_bytes(b"a")
    (folder / ".hidden.md").write_bytes(b"")
    (folder / "out.md").symlink_to(tmp_path / "book/mkdocs.yml")
    steps: list[None] = []
    (folder / "b\nc.md").write_bytes(b"")
    files = FolderFiles(folder, lambda: steps.append(None))
    assert (list(files), len(files), files.root) == (["a.md"], 1, folder)
    assert [one.file for one in files.left_out] == ["b\nc.md", "out.md"]
    assert [files["a.md"], files["a.md"]] == [b"a", b"a"]
    assert len(steps) == 1
    assert list(FolderFiles(folder / "a.md")) == ["a.md"]
    assert catalogue_files(["-", "x.yaml"]) == ["-", "x.yaml"]


def test_a_book_is_known_by_either_of_its_folders(project: Path) -> None:
    """And what is none is refused, as is a file that only its owner may read."""
    assert project_in(project).book == project_in(project / "kb").book
    with pytest.raises(IncidentbookError, match="is no book"):
        project_in(project / "kb" / "incidents")
    with pytest.raises(IncidentbookError, match="cannot be read"):
        read_file(project / ("x" * 300))


_BOMB = b"a: &a [x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (name, name, b", ".join([b"*%c" % (name - 1)] * 8)) for name in b"bcdefgh"
)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"\0\0\0", 2),
        ("# Größe".encode("latin-1"), 2),
        (b"# T\n\n" + b"word " * 1_000_000, 2),
        (b"---\ntitle: x\n" + _BOMB + b"---\n# T\n", 0),
        (b"---\ntitle: " + b"[" * 50_000 + b"\n---\n# T\n", 0),
        (b"# T\n\n" + b">" * 50_000 + b" x\n", 0),
        (b"---\ntitle: a\ntitle: b\nid: INC-2026-0001\nseverity: [x\n---\n# T\n", 0),
        (b"# T\n\nSeverity: 99:99\n\n## Timeline\n\n- 99:99 it began\n- 25:00 it ended\n", 0),
        (b"# <b>{{ x }} {% raw %} &amp; [x](y) `z` ---\n\n<![x y\n\n```\n## Summary\n", 0),
    ],
)
def test_hostile_markdown_is_an_article_without_errors_or_a_sentence(
    project: Path, capsys: pytest.CaptureFixture[str], content: bytes, status: int
) -> None:
    """And where it is a sentence, nothing is written."""
    source(project).joinpath("2026-03-04-checkout.md").write_bytes(content)
    assert main(["import", "markdown", str(project.parent / "postmortems"), "--map", "postmortem"]) == status
    assert len(articles(project)) == (1 if status == 0 else 0)
    if status == 0:
        assert main(["check"]) == 0
    else:
        assert "2026-03-04-checkout.md" in capsys.readouterr().err
        assert not (project / ".imports").exists()
