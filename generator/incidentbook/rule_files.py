"""The files of alert rules that a command or a setting names: files, folders and patterns."""

import contextlib
import glob
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from incidentbook.alert_rules import MALFORMED, AlertRules, read_rules
from incidentbook.diagnostics import Diagnostic
from incidentbook.errors import IncidentbookError
from incidentbook.files import Folder
from incidentbook.report import found_from_here
from incidentbook.settings import Settings
from incidentbook.text import listed, shortened

ENDINGS = (".yml", ".yaml", ".rules")
"""Of the files that are read in a folder; others are read where they are named."""
STANDARD_INPUT = "-"
MAX_BYTES = 64_000_000
"""Of one file; what is longer holds no rules that anybody wrote."""
_PATTERN = "*?["


def rules_here(names: Iterable[str]) -> AlertRules:
    """Read the rules of what was named in a terminal. IncidentbookError where there is nothing to read."""
    places = dict.fromkeys(place for name in names for place in _files(name, Path()))
    return read_rules((_said(place), _content(place, _said(place))) for place in places)


def rules_of_settings(folder: Path, settings: Settings, named: Callable[[Path], str]) -> AlertRules | None:
    """Read the rules that a project's settings name, as seen from its folder; None where they name none.

    `named` gives the name of a file in all that is said of it. What is not there is a fault: a site can be built
    without it.
    """
    if not settings.coverage.rules:
        return None
    contents: dict[str, bytes] = {}
    faults = []
    for name in settings.coverage.rules:
        try:
            for place in _files(name, folder):
                said = named(Path(place))
                contents[said] = _content(place, said)
        except IncidentbookError as error:
            message = f"The option `coverage.rules`: {error}"
            faults.append(Diagnostic(named(folder / "mkdocs.yml"), 1, 1, MALFORMED, "error", message))
    read = read_rules(contents.items())
    return read._replace(faults=(*faults, *read.faults))


def watched(folder: Path, options: Mapping[str, Any]) -> list[Path]:
    """Return what must be watched to see the rules of a project change: folders, and files in its own folder.

    That folder itself is never among them: builds write into it. `options` are the plugin's, as written.
    """
    coverage = options.get("coverage")
    names = coverage.get("rules") if isinstance(coverage, dict) else None
    places: list[Path] = []
    for name in [names] if isinstance(names, str) else names if isinstance(names, list) else []:
        if not isinstance(name, str):
            continue
        steady = Path(folder, *_steady(Path(name).parts))
        place = steady.parent if steady.is_file() else steady
        if place.is_dir() and not folder.resolve().is_relative_to(place.resolve()):
            places.append(place)
        else:
            with contextlib.suppress(IncidentbookError):
                places += map(Path, _files(name, folder))
    return places


def _said(place: str) -> str:
    return "standard input" if place == STANDARD_INPUT else found_from_here(Path(place))


def _content(place: str, said: str) -> bytes:
    """Return the bytes of a file, as far as they are read."""
    if place == STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_BYTES)
    try:
        with Path(place).open("rb") as file:
            return file.read(MAX_BYTES)
    except OSError as error:
        raise IncidentbookError(f"{said} cannot be read: {(error.strerror or str(error)).lower()}.") from error


def _steady(parts: tuple[str, ...]) -> list[str]:
    """Return the parts of a pattern's path before the first that may be several."""
    varying = (at for at, part in enumerate(parts) if any(sign in part for sign in _PATTERN))
    return list(parts[: next(varying, len(parts))])


def _files(name: str, folder: Path) -> list[str]:
    if name == STANDARD_INPUT:
        return [name]
    place = folder / name
    if place.is_dir():
        paths = [path for path in Folder(place).listed().paths if path.endswith(ENDINGS)]
        if not paths:
            raise IncidentbookError(f"There is no file {listed(ENDINGS, conjunction='or')} in `{name}`; name others.")
        return [str(place / path) for path in paths]
    found = _matching(name, folder)
    if not found:
        raise IncidentbookError(f"There is no `{shortened(name)}`; name rule files, folders or patterns that match.")
    return found


def _matching(name: str, folder: Path) -> list[str]:
    if (folder / name).exists() or not any(sign in name for sign in _PATTERN):
        return [str(folder / name)] if (folder / name).exists() else []
    # Not Path.glob: it takes no pattern that begins at the root.
    found = (folder / path for path in glob.glob(name, root_dir=folder, recursive=True))  # noqa: PTH207
    return sorted(str(path) for path in found if path.is_file())
