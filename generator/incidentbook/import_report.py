"""What an import did, for a person and for a program."""

from collections.abc import Iterator, Sequence

import click

from incidentbook.import_effects import Clash, Effects, Entry
from incidentbook.import_records import record_name
from incidentbook.importers.imported import Remark
from incidentbook.text import counted, listed, shortened

MOST_REMARKS = 40
"""Remarks on a terminal; `--json` has them all."""
_LONGEST = 160
"""Characters of a value on a terminal."""
_MOST_SERVICES = 8


def effects_text(effects: Effects, source: str, folder: str, *, dry_run: bool, unnumbered: str = "") -> str:
    """Say what an import did, or would do. `folder` is the book's, as a terminal finds it; `unnumbered` says why new
    articles have no numbers yet.
    """
    before = f"{folder.rstrip('/')}/" if folder not in ("", ".") else ""
    lines = [line for clash in effects.clashes for line in _clash_lines(clash, before)]
    lines += [
        f"{_bold(f'{before}{one.path}')}: left as it is, as {one.reason}. Mend it, and import again."
        for one in effects.untouched
    ]
    lines += [f"{_bold(_place(one))}: {one.message}." for one in effects.remarks[:MOST_REMARKS]]
    more = len(effects.remarks) - MOST_REMARKS
    if more > 0:
        lines.append(f"… and {counted(more, 'more remark')}; --json has them all.")
    if lines:
        lines.append("")
    return "\n".join([*lines, *_summary(effects, source, before, dry_run=dry_run, unnumbered=unnumbered)])


def _summary(effects: Effects, source: str, before: str, *, dry_run: bool, unnumbered: str) -> Iterator[str]:
    counts = [
        (effects.new, "new"),
        (effects.changed, "changed"),
        (effects.same, "as before"),
        (effects.deleted, "deleted here, and left out; --restore brings them back"),
    ]
    total = sum(len(entries) for entries, _ in counts)
    said = listed([f"{len(entries):,} {what}" for entries, what in counts if entries]) or "nothing to import"
    yield f"{counted(total, 'article')} of {source}: {said}."
    if effects.services:
        names = effects.services[:_MOST_SERVICES]
        more = len(effects.services) - len(names)
        others = f" and {more:,} more" if more else ""
        shown = f"{', '.join(names)}{others}" if others else listed(names)
        verb = "would be" if dry_run else "is" if len(effects.services) == 1 else "are"
        unowned = "; say there who owns them" if set(effects.services) - set(effects.owned) else ""
        yield f"New in {before}services.yml {verb} {shown}{unowned}."
    if effects.clashes:
        what = counted(len(effects.clashes), "place was", "places were")
        yield f"{what} changed both here and at the source: what the book says stays, and is not said again."
    if unnumbered and any("-NEW" in one.id for one in effects.new):
        yield f"New articles have no numbers yet: {unnumbered}. `incidentbook assign-ids` gives them after the merge."
    if dry_run:
        yield "Nothing was written."
    elif effects.made or effects.contents:
        yield f"Next: `incidentbook check`; and commit {record_name(source)} with the book."


def _clash_lines(clash: Clash, before: str) -> Iterator[str]:
    place = _bold(f"{before}{clash.path}:{clash.line}")
    yield f"{place}: `{clash.conflict.where}` was changed here and at the source; what is here stays."
    for name, value in (("here", clash.conflict.ours), ("source", clash.conflict.theirs)):
        yield f"    {name + ':':<8}{shortened(value, limit=_LONGEST) if value is not None else '(nothing)'}"


def _place(remark: Remark) -> str:
    return f"{remark.file}:{remark.line}" if remark.line else remark.file


def _bold(text: str) -> str:
    return click.style(text, bold=True)


def effects_values(effects: Effects, source: str, *, dry_run: bool) -> dict[str, object]:
    """Return what an import did, as JSON has it."""
    return {
        "source": source,
        "written": not dry_run and bool(effects.made or effects.contents),
        **{name: _entries(getattr(effects, name)) for name in ("new", "changed", "same", "deleted")},
        "conflicts": [
            {
                "path": one.path,
                "line": one.line,
                "where": one.conflict.where,
                "here": one.conflict.ours,
                "source": one.conflict.theirs,
            }
            for one in effects.clashes
        ],
        "untouched": [one._asdict() for one in effects.untouched],
        "services": effects.services,
        "remarks": [one._asdict() for one in effects.remarks],
    }


def _entries(entries: Sequence[Entry]) -> list[dict[str, str]]:
    return [one._asdict() for one in sorted(entries, key=lambda one: one.path)]
