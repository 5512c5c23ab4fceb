"""What `check --fix` does to the files of a book: which it puts right, how the change looks, and writing it."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from incidentbook.catalogue import POLICY, SERVICES
from incidentbook.diagnostics import Diagnostic
from incidentbook.files import Folder
from incidentbook.load import load_text
from incidentbook.repairs import REPAIRS, Repair, known_keys, repaired
from incidentbook.selection import selected
from incidentbook.settings import Settings
from incidentbook.text import counted, listed
from incidentbook.written_files import replacing

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MOST_SAID = 3
"""Repairs of one code in one file that are said one by one."""


class Fix(NamedTuple):
    """A file that is put right."""

    path: str
    before: bytes
    after: bytes
    repairs: tuple[Repair, ...]


def fixes_of(book: Path, settings: Settings, findings: Iterable[Diagnostic]) -> list[Fix]:
    """Return what can be put right of some findings, by path. Nothing is written."""
    paths = sorted({found.path for found in findings if found.code in REPAIRS})
    if not paths:
        return []
    folder = Folder(book)
    # What a file says is judged by the book's lists; its links do not matter here.
    catalogues = {path: folder.read(path) for path in (SERVICES, POLICY) if (book / path).is_file()}
    keys = known_keys(settings)
    fixes = []
    for path in paths:
        try:
            before = folder.read(path)
        except OSError:
            continue  # gone since it was checked
        after, repairs = repaired(path, before, keys, partial(_found, path, catalogues, settings))
        if after != before:
            fixes.append(Fix(path, before, after, repairs))
    return fixes


def _found(path: str, catalogues: dict[str, bytes], settings: Settings, content: bytes) -> Sequence[Diagnostic]:
    book, found = load_text({**catalogues, path: content}, settings)
    return selected(book, [one for one in found if one.path == path], settings.rules)


def write(book: Path, fixes: Sequence[Fix]) -> None:
    """Write the files that are put right: each beside its place and then renamed, all or none."""
    contents: dict[Path, bytes] = {}
    for fix in fixes:
        contents.setdefault((book / fix.path).resolve(), fix.after)  # a link in the book leads to another of its files
    with replacing(contents) as replace:
        replace()


def said(fixes: Sequence[Fix], folder: str) -> str:
    """Say what was put right; `folder` is the book's, as a terminal finds it."""
    if not fixes:
        return "Nothing was put right: what is found has no answer that is certain.\n"
    before = f"{folder}/" if folder not in ("", ".") else ""
    lines = [line for fix in fixes for line in _lines(fix, before)]
    return "\n".join([*lines, f"Put right: {_how_much(fixes)}.", ""])


def would(fixes: Sequence[Fix]) -> str:
    """Say how much would be put right."""
    if not fixes:
        return "This would put nothing right: what is found, if anything, has no answer that is certain."
    return f"This would put right {_how_much(fixes)}. Nothing was written."


def _how_much(fixes: Sequence[Fix]) -> str:
    findings = sum(len({(repair.found, repair.said) for repair in fix.repairs}) for fix in fixes)
    return f"{counted(findings, 'finding')} in {counted(len(fixes), 'file')}"


def _lines(fix: Fix, before: str) -> Iterator[str]:
    told = Counter[str]()
    for found, what in sorted({(repair.found, repair.said) for repair in fix.repairs}):
        told[found.code] += 1
        if told[found.code] <= _MOST_SAID:
            place = click.style(f"{before}{fix.path}:{found.line}:{found.column}", bold=True)
            yield f"{place}: {click.style(f'fixed[{found.code}]', fg='green')} {what}"
    more = {code: count - _MOST_SAID for code, count in told.items() if count > _MOST_SAID}
    if more:
        place = click.style(f"{before}{fix.path}", bold=True)
        yield f"{place}: and {listed([f'{count} more of {code}' for code, count in more.items()])}"


def diff(fixes: Sequence[Fix], folder: str) -> str:
    """Return the change as a unified diff, which `git apply` takes in the folder that paths are seen from."""
    return "".join(line for fix in fixes for line in _diff(fix, folder))


def _diff(fix: Fix, folder: str) -> Iterator[str]:
    before, after = (_LINE.findall(content.decode("utf-8")) for content in (fix.before, fix.after))
    name = f"{folder}/{fix.path}" if folder else fix.path
    for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
