"""The yardstick: the same Markdown as a bare MkDocs-Material site, its search on, its navigation as slim."""

import shutil
from pathlib import Path

from benchmarks.synthetic_book import MARKDOWN_EXTENSIONS

HUBS = {
    "Home": "index.md",
    "Incidents": "incidents/index.md",
    "Known issues": "known-issues/index.md",
    "Symptoms": "symptoms/index.md",
    "Runbooks": "runbooks/index.md",
    "Services": "services/index.md",
    "Actions": "actions.md",
}

NAV = "".join(f"  - {title}: {path}\n" for title, path in HUBS.items())

MKDOCS_YML = f"""\
site_name: Synthetic incident book
docs_dir: kb
site_dir: site
theme: {{name: material, font: false}}
plugins: [search]
nav:
{NAV}not_in_nav: "*"
{MARKDOWN_EXTENSIONS}"""


def write(folder: Path, *, book: Path) -> None:
    """Copy the articles of a book, front matter and all, and add hub pages of one sentence each."""
    shutil.copytree(book / "kb", folder / "kb")
    (folder / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
    for title, path in HUBS.items():
        hub = folder / "kb" / path
        hub.parent.mkdir(parents=True, exist_ok=True)
        hub.write_text(f"# {title}\n\nThe articles are not in the navigation.\n", encoding="utf-8")
