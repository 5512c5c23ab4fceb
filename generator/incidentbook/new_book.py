"""What a new book is made of: the packaged files, its name and its pipeline filled in, and the schemas for editors."""

import json
from pathlib import Path, PurePosixPath

from jinja2 import Environment, StrictUndefined

from incidentbook import __version__
from incidentbook.catalogue import POLICY, read_policy
from incidentbook.errors import IncidentbookError
from incidentbook.files import Files, Folder, Texts
from incidentbook.git import Refused, git
from incidentbook.schemas import SCHEMAS, schema_text
from incidentbook.settings import Settings
from incidentbook.templating import packaged_templates

PIPELINES = ("github", "gitlab", "jenkins", "circleci", "bitbucket")
ARTICLES = "kb/"
"""What is below it is an example, and not for a folder that has articles."""

_DOT = "dot-"
"""Begins packaged names of what is hidden: a `.gitignore` among the templates would be obeyed there."""

_FILLED = Environment(
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    autoescape=False,  # noqa: S701 - it is YAML and Markdown
)


def book_texts(name: str, pipeline: str | None, folder: Path) -> dict[str, str]:
    """Return the files of a new book by their paths: without the example where the folder has articles already."""
    values = {"name": name, "quoted_name": json.dumps(name, ensure_ascii=False), "ci": pipeline, "version": __version__}
    texts = {}
    packaged = packaged_templates() / "init"
    for root in (packaged / "book", *([packaged / "ci" / pipeline] if pipeline is not None else [])):
        for file in sorted(path for path in root.rglob("*") if path.is_file()):
            path, text = _shown(file.relative_to(root)), file.read_text(encoding="utf-8")
            if path.endswith(".jinja"):
                path, text = path.removesuffix(".jinja"), _FILLED.from_string(text).render(values)
            texts[path] = text
    has_articles = _has_files(folder / ARTICLES)
    example = {path: text for path, text in texts.items() if path.startswith(ARTICLES)}
    if has_articles:
        texts = {path: text for path, text in texts.items() if path not in example}
    files = Folder(folder / ARTICLES) if has_articles else Texts(_below(ARTICLES, example))
    return {**texts, **_schemas(files)}


def pipeline_of(folder: Path) -> str | None:
    """Return the pipeline that goes with where a folder's Git repository is kept, if that tells."""
    inside = next((path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir()), Path())
    try:
        said = git(inside, "config", "--get", "remote.origin.url", most_seconds=5).decode("utf-8", "replace")
    except (OSError, Refused, IncidentbookError):
        return None
    host = said.strip().rpartition("://")[2].rpartition("@")[2].split("/")[0].split(":")[0]
    return next((name for name in ("github", "gitlab", "bitbucket") if name in host), None)


def _shown(path: Path) -> str:
    return "/".join(f".{part.removeprefix(_DOT)}" if part.startswith(_DOT) else part for part in path.parts)


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(path.is_file() for path in folder.rglob("*"))


def _below(folder: str, texts: dict[str, str]) -> dict[str, str | bytes]:
    return {PurePosixPath(path).relative_to(folder).as_posix(): text for path, text in texts.items()}


def _schemas(files: Files) -> dict[str, str]:
    settings = Settings()
    policy = read_policy(files, [path for path in files.listed().paths if path == POLICY], settings, (), [])
    return {f".schemas/{name}.json": schema_text(name, settings, policy) for name in SCHEMAS}
