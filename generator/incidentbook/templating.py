"""Jinja templates: the packaged ones, a project's own before them, and pages made of HTML parts and author's text.

A template is HTML, autoescaped. Where an author's Markdown belongs it says `{{ text | markdown }}` on a line of its
own; everything between two such places becomes one HTML block that Python-Markdown leaves alone: no blank lines, no
indentation.
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from incidentbook.errors import IncidentbookError
from incidentbook.text import digest

FrontMatter = Mapping[str, str | list[str]]
"""As a host reads it in a page: each value a line of text, or a list of them."""

_MARK = "\x02{}\x03"
_MARKED = re.compile("\x02(\\d+)\x03")
_ANY = re.compile(rb"\{%[-+]?\s*(?:include|import|extends|from)\s+[^\s\"']")
"""Where a template names another by an expression: it may be any."""
_NAME = re.compile(rb"[\w./-]+\.jinja")


def packaged_templates() -> Path:
    """Return the folder of the templates that come with the program: in the wheel, or in a checkout."""
    inside = Path(__file__).parent / "templates"
    checkout = Path(__file__).parents[2] / "templates"
    # In a checkout the top-level folder is the one that is edited; a copy inside would be a stale one.
    if (Path(__file__).parents[2] / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    if inside.is_dir():
        return inside
    raise IncidentbookError(f"The templates are missing beside {Path(__file__).parent}; install incidentbook again.")


def theme_folders(own: Path) -> list[Path]:
    """Return the folders that override the theme's files, a project's own first."""
    return [folder for folder in (own / "theme", packaged_templates() / "theme") if folder.is_dir()]


class Templates:
    """The templates of a site: a project's own folder first, the packaged ones behind it."""

    def __init__(self, own: Path | None = None) -> None:
        """Use the templates in `own`, where it has one of a name, instead of the packaged one."""
        self.folders = [*([own] if own is not None and own.is_dir() else []), packaged_templates()]
        self._environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(folder / "pages") for folder in self.folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # a build reads its templates once; the next makes this anew
        )
        self._ready: dict[str, Template] = {}
        self._digests: dict[str, str] = {}

    def digest_of(self, name: str) -> str:
        """A digest of everything that a template is made of: itself, and what it includes."""
        if name not in self._digests:
            needed, pending = dict[str, bytes](), [name]
            while pending:
                one = pending.pop()
                if one not in needed:
                    needed[one] = self._sources.get(one, b"")
                    pending += self._sources if _ANY.search(needed[one]) else _named_in(needed[one])
            self._digests[name] = digest(*(part for pair in sorted(needed.items()) for part in pair))
        return self._digests[name]

    @cached_property
    def _sources(self) -> dict[str, bytes]:
        """The sources of all page templates by name."""
        return {
            path.relative_to(folder / "pages").as_posix(): path.read_bytes()
            for folder in reversed(self.folders)
            for path in sorted((folder / "pages").rglob("*"))
            if path.is_file()
        }

    def page(self, name: str, path: str, front_matter: FrontMatter, values: Mapping[str, Any]) -> str:
        """Render the Markdown of a page: our front matter, HTML blocks, and the author's texts between them.

        `path` is the page's path; `url(…)` in a template turns a path of the book into the address as seen from it.
        """
        texts: list[str] = []

        @pass_context  # or Jinja would evaluate it once for all where the text is a constant
        def markdown(_: Context, text: str) -> Markup:
            texts.append(text)
            return Markup(f"\n{_MARK.format(len(texts) - 1)}\n")  # noqa: S704 - a mark of ours, no text

        rendered = self._render(name, {**values, "url": relative_address(path)}, markdown)
        parts = _MARKED.split(rendered)
        blocks = [
            _block(part) if number % 2 == 0 else texts[int(part)].strip("\n") for number, part in enumerate(parts)
        ]
        body = "\n\n".join(block for block in blocks if block)
        return f"{_front_matter(front_matter)}\n{body}\n"

    def html(self, name: str, path: str, values: Mapping[str, Any]) -> str:
        """Render a whole HTML file."""
        return self._render(name, {**values, "url": relative_address(path)}, Markup.escape)

    def _render(self, name: str, values: Mapping[str, Any], markdown: Callable[..., Markup]) -> str:
        self._environment.filters["markdown"] = markdown
        try:
            template = self._ready.get(name)
            if template is None:
                template = self._ready[name] = self._environment.get_template(name)
            return template.render(**values)
        except TemplateNotFound as error:
            raise IncidentbookError(
                f"There is no template {error.name}; the packaged ones are in {self.folders[-1]}."
            ) from error
        except TemplateError as error:
            where = f", line {line}" if (line := getattr(error, "lineno", None)) else ""
            raise IncidentbookError(f"The template {name}{where} cannot be rendered: {error}.") from error


def _named_in(source: bytes) -> list[str]:
    return [name.decode() for name in _NAME.findall(source)]


def relative_address(path: str) -> Callable[[str], str]:
    """Return a function from a path (`incidents/a.md#b`, `assets/x.css`) to its address as seen from `path`."""
    here = address_of(path).split("/")[:-1]

    def url(target: str) -> str:
        target_path, mark, anchor = target.partition("#")
        there = address_of(target_path).split("/")
        shared = 0
        while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
            shared += 1
        related = "../" * (len(here) - shared) + "/".join(there[shared:])
        return f"{related or './'}{mark}{anchor}"

    return url


def address_of(path: str) -> str:
    """Return the address of a file of the book: of a Markdown file, of the page it becomes."""
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        return f"{folder}/" if folder else ""
    return f"{stem}/"


def _block(html: str) -> str:
    lines = (line.strip() for line in html.split("\n"))
    return "\n".join(line for line in lines if line)


def plain_front_matter(values: Mapping[str, Any]) -> FrontMatter:
    """Return any values as front matter; times and numbers become text."""
    return {
        key: [_line(item) for item in value] if isinstance(value, (list, tuple)) else _line(value)
        for key, value in values.items()
    }


def _line(value: object) -> str:
    return " ".join(str(value).split())


def _front_matter(values: FrontMatter) -> str:
    lines = ["---"]
    for key, value in values.items():
        if isinstance(value, list):
            lines += [f"{key}:", *(f"  - {_scalar(item)}" for item in value)]
        else:
            lines.append(f"{key}: {_scalar(value)}")
    return "\n".join([*lines, "---", ""])


def _scalar(text: str) -> str:
    """Write text as YAML that means the same to every parser: a quoted string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
