"""What imports do to `services.yml`."""

from pathlib import Path

import pytest

from incidentbook.import_effects import Effects
from incidentbook.imported_services import prepare_services
from incidentbook.importers.backstage import Catalogue
from incidentbook.importers.imported import Written
from incidentbook.importing import write
from incidentbook.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "kb").mkdir()
    return Project(tmp_path, tmp_path / "kb", {})


def imports(project: Project, **services: dict[str, Written]) -> Effects:
    effects = prepare_services(project, Catalogue(services, ()))
    write(effects)
    return effects


def said(project: Project) -> str:
    return (project.book / "services.yml").read_text(encoding="utf-8")


def test_services_of_several_imports_come_together(project: Project) -> None:
    """What an import says nothing about stays; a second time nothing changes."""
    imports(project, checkout={"owner": "payments", "contacts": {"chat": "https://chat.example.org"}})
    imports(project, mail={"owner": "ops"})
    assert said(project) == (
        "checkout:\n  owner: payments\n  contacts:\n    chat: https://chat.example.org\nmail:\n  owner: ops\n"
    )
    before = {path: path.read_bytes() for path in project.folder.rglob("*") if path.is_file()}
    assert imports(project, checkout={"owner": "payments", "contacts": {"chat": "https://chat.example.org"}}).same
    assert {path: path.read_bytes() for path in project.folder.rglob("*") if path.is_file()} == before


def test_what_the_source_changes_arrives_beside_what_somebody_wrote(project: Project) -> None:
    """Key by key; what was there before the first import is somebody's, too."""
    (project.book / "services.yml").write_text("checkout: {}  # ours\nmail: {owner: us}\n", encoding="utf-8")
    effects = imports(project, checkout={"owner": "payments"}, mail={"owner": "ops", "tier": "2"})
    assert said(project) == 'checkout: {owner: payments}  # ours\nmail: {owner: us, tier: "2"}\n'
    assert [one.conflict.where for one in effects.clashes] == ["mail.owner"]
    assert effects.services == []


def test_a_service_that_was_deleted_stays_so(project: Project) -> None:
    """As an article does."""
    imports(project, checkout={"owner": "payments"}, mail={"owner": "ops"})
    (project.book / "services.yml").write_text("mail:\n  owner: ops\n", encoding="utf-8")
    assert not imports(project, checkout={"owner": "payments"}, mail={"owner": "ops"}).needs_a_person
    assert said(project) == "mail:\n  owner: ops\n"


def test_a_broken_file_is_left_and_said(project: Project) -> None:
    """And nothing is remembered."""
    (project.book / "services.yml").write_text("checkout: [\n", encoding="utf-8")
    assert [one.path for one in imports(project, mail={"owner": "ops"}).untouched] == ["services.yml"]
    assert said(project) == "checkout: [\n"
    assert not (project.folder / ".imports").exists()
