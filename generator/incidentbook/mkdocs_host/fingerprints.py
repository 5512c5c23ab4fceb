"""What the host's output of a page depends on besides the page: settings, navigation, theme, versions; and doubts.

A doubt is a reason why an output may depend on something that is not looked at here. With one, all is built anew.
"""

import functools
import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.theme import Theme
from mkdocs.utils import get_build_datetime

from incidentbook.mkdocs_host.navigation import outline
from incidentbook.program import program_digest

_KNOWN_STATIC_TEMPLATES = {"404.html", "sitemap.xml"}
_OF_NO_INFLUENCE = {
    *("site_dir", "strict", "dev_addr", "watch", "remote_branch", "remote_name", "config_file_path"),
    *("plugins", "hooks"),  # looked at one by one
}
_MARKDOWN_EXTENSIONS = set(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta "
    "nl2br sane_lists smarty tables toc wikilinks".split()
)
_READ_OTHER_FILES = {"pymdownx.snippets", "pymdownx.b64"}
_KNOWN_CODE = {"builtins", "functools", "markdown", "material", "materialx", "mkdocs", "pymdownx", "slugify"}
_ALL_PAGES = re.compile(rb"\{[{%][^}]*(?:(?<![\w.\"'-])pages\b|\bnav\.pages\b)")
_DATES = re.compile(rb"build_date_utc|update_date")


class Doubt(Exception):  # noqa: N818 - not an error: a reason to build everything
    """Why the outputs of the previous build cannot be judged."""


def doubts(config: MkDocsConfig) -> str:
    """The first reason why this configuration's pages must all be built, or nothing."""
    try:
        _doubt_plugins(config)
        _doubt_extensions(config)
        _doubt_templates(config)
        _written(_settings(config))
    except Doubt as doubt:
        return str(doubt)
    return ""


def environment(config: MkDocsConfig, nav: Navigation, given: Any) -> str:
    """A digest of all that every page's output depends on; `given` is what the site was made of besides articles."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (program_digest(), sys.version, _written(given), _written(_settings(config)), _written(outline(nav))):
        digest.update(part.encode(errors="surrogatepass") + b"\0")
    for line in installed():
        digest.update(line.encode(errors="surrogatepass") + b"\0")
    for path, content in _theme(config):
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def installed() -> list[str]:
    """Every distribution on the path with its version, as its metadata folder is named."""
    names: set[str] = set()
    for place in sys.path:
        try:
            with os.scandir(place or ".") as entries:
                names.update(entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue
    return sorted(names)


def _doubt_plugins(config: MkDocsConfig) -> None:
    for name in config.plugins:  # and hooks, which the host lists among them
        if name != "incidentbook":
            raise Doubt(f"{name} may change any page")


def _doubt_extensions(config: MkDocsConfig) -> None:
    for name in config.markdown_extensions:
        short = str(name).removeprefix("markdown.extensions.")
        if short in _READ_OTHER_FILES:
            raise Doubt(f"{name} reads other files into a page")
        if short not in _MARKDOWN_EXTENSIONS and not short.startswith("pymdownx."):
            raise Doubt(f"the Markdown extension {name} may read anything")
    if "custom_icons" in str(config.mdx_configs):
        raise Doubt("custom icons are read from other files")


def _doubt_templates(config: MkDocsConfig) -> None:
    if others := config.theme.static_templates - _KNOWN_STATIC_TEMPLATES:
        raise Doubt(f"the template {min(others)} may show any page")
    if config.extra_templates:
        raise Doubt(f"the template {config.extra_templates[0]} may show any page")
    for path, content in _templates(config):
        if _ALL_PAGES.search(content) and not _is_hosts_own(path):
            raise Doubt(f"{path} may show any page")


def _settings(config: MkDocsConfig) -> dict[str, Any]:
    return {key: value for key, value in config.items() if key not in _OF_NO_INFLUENCE}


def _theme(config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
    """The theme's templates; with the day, if one of them shows it."""
    dated = False
    for name, content in _templates(config):
        dated = dated or (_DATES.search(content) is not None and not _is_hosts_own(name))
        yield name, content
    if dated:
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        yield "date", (epoch or get_build_datetime().isoformat()).encode()


def _is_hosts_own(path: str) -> bool:
    """Whether it is the host's sitemap, which lists all pages by their address and is written in every build."""
    return Path(path) == Path(mkdocs.__file__).parent / "templates" / "sitemap.xml"


def _templates(config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
    for folder in config.theme.dirs:
        for path in _template_files(Path(folder)):
            yield str(path), path.read_bytes()


def _template_files(folder: Path) -> Iterable[Path]:
    # An installed theme's icons, fifteen thousand of Material's, change with its version alone; its assets are
    # compared one by one where they are copied.
    left_out = {"__pycache__", ".icons", "assets"} if (folder / "mkdocs_theme.yml").exists() else {"__pycache__"}
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - left_out)
        for name in sorted(names):
            if not name.endswith((".py", ".pyc")):
                yield Path(place, name)


def _written(value: Any) -> str:
    """A value of the configuration as text that is the same for the same value in any process."""
    match value:
        case None | bool() | int() | float() | str() | bytes():
            return repr(value)
        case date():  # and datetime: YAML makes one of `as_of: 2026-08-21`
            return repr(value)
        case Enum():
            return str(value)
        case Path():
            return repr(str(value))
        case Theme():
            return _written([{**value, "locale": str(value.locale)}, value.dirs, sorted(value.static_templates)])
        case Mapping():
            return "{" + ",".join(f"{_written(key)}:{_written(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ",".join(map(_written, value)) + "]"
        case set() | frozenset():
            return "(" + ",".join(sorted(map(_written, value))) + ")"
        case functools.partial():
            return _written([value.func, value.args, value.keywords])
        case FunctionType() | BuiltinFunctionType() | type() | ModuleType():
            return _named(value)
    return _of_other_type(value)


def _named(value: Any) -> str:
    module = str(getattr(value, "__module__", None) or getattr(value, "__name__", ""))
    if module.partition(".")[0] not in _KNOWN_CODE:
        raise Doubt(f"{module} is code of your own, which may read anything")
    return f"{module}:{getattr(value, '__qualname__', '')}"


def _of_other_type(value: Any) -> str:
    if patterns := getattr(value, "patterns", None):  # exclude_docs and its like
        return _written([str(getattr(pattern, "pattern", pattern)) for pattern in patterns])
    kind = type(value)
    if kind.__module__.partition(".")[0] not in _KNOWN_CODE:
        raise Doubt(f"a setting is of the type {kind.__module__}.{kind.__qualname__}, which cannot be compared")
    if options := getattr(value, "config", None):
        return _written(options)
    return f"{kind.__module__}:{kind.__qualname__}:" + _written(
        {name: item for name, item in vars(value).items() if not name.startswith("_")}
    )
