"""Sets up the theme: our templates before Material's, and no request to another host."""

import posixpath
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

MATERIAL_FONT = {"text": "Roboto", "code": "Roboto Mono"}
"""What Material loads from Google when `mkdocs.yml` names no font; with `font: false` the reader's own is used."""
PACKAGE = Path(__file__).resolve().parent.parent


def packaged_templates() -> Path | None:
    """The templates that come with the program: beside the package's modules when installed, else in the checkout."""
    for folder in (PACKAGE / "templates", PACKAGE.parent.parent / "templates"):
        if folder.is_dir():
            return folder
    return None


def set_up(config: MkDocsConfig) -> None:
    """Adapt Material to the site; another theme is left as it is."""
    theme = config.theme
    if theme.name != "material":
        return
    templates = packaged_templates()
    if templates is not None and (overrides := templates / "theme").is_dir() and str(overrides) not in theme.dirs:
        theme.dirs.insert(1 if theme.custom_dir else 0, str(overrides))
    if theme.get("font") == MATERIAL_FONT:
        theme["font"] = False
    if config.site_url and "scope" not in config.extra:
        config.extra["scope"] = posixpath.join(urlsplit(config.site_url).path, "")

