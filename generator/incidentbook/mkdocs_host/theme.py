"""Sets up the theme: our templates before Material's, and no request to another host."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from incidentbook.templating import theme_folders

MATERIAL_FONT = {"text": "Roboto", "code": "Roboto Mono"}
"""What Material loads from Google when `mkdocs.yml` names no font; with `font: false` the reader's own is used."""


def set_up(config: MkDocsConfig, own: Path) -> None:
    """Adapt Material to the site; another theme is left as it is. `own` is the project's folder of templates."""
    theme = config.theme
    if theme.name != "material":
        return
    for overrides in reversed(theme_folders(own)):
        if str(overrides) not in theme.dirs:
            theme.dirs.insert(1 if theme.custom_dir else 0, str(overrides))
    if theme.get("font") == MATERIAL_FONT:
        theme["font"] = False
    # Where the theme remembers what a reader chose. Without it each page has a script of its own that says how deep it
    # lies, and a site's security policy would have to name them all.
    config.extra.setdefault("scope", "/")
