"""What a change does to a book, as Markdown for a comment on a pull request: short enough for one, and such that what
articles say can become nothing but words in it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from incidentbook.article_changes import ArticleChange, How, KeyChange
from incidentbook.articles import Article
from incidentbook.comparison import Comparison, IssueChange
from incidentbook.comparison_frame import Frame
from incidentbook.counting import left_out
from incidentbook.diagnostics import Diagnostic, tally
from incidentbook.duplicates import Likely
from incidentbook.durations import MEASURES, Measure
from incidentbook.judgements import Compliance
from incidentbook.kinds import KINDS
from incidentbook.kinds.incident.model import Incident
from incidentbook.likenesses import Likeness
from incidentbook.literal_markdown import code, literal, literal_message
from incidentbook.quarter_changes import Figures, Measurements, QuarterChange
from incidentbook.recurrence import RepeatRate
from incidentbook.sensitive import is_sensitive
from incidentbook.sla import CLOCKS
from incidentbook.text import counted, listed
from incidentbook.views.figures_said import NONE, distribution_said, length, percent

MARK = "<!-- incidentbook diff -->"
"""The first line, by which a pipeline finds its own comment again. No article can write one: it would be code."""
MOST_BYTES = 60_000
"""GitHub takes 65,536 characters, and pipelines may add some."""
_MOST = (100, 50, 25, 12, 6, 3, 1)
"""Entries of one list; of too long a text each list has fewer."""
_MOST_KEYS = 12
_DONE: dict[How, str] = {"added": "adds", "changed": "changes", "renamed": "renames", "removed": "removes"}
_MEASURES: dict[Measure, str] = {
    "ttd": "Time to detect", "tta": "Time to acknowledge", "ttm": "Time to mitigate", "ttr": "Time to resolve",
}  # fmt: skip


def comparison_markdown(found: Comparison, frame: Frame) -> str:
    """Write a comparison, with as much of each list as there is room for."""
    for most in _MOST:
        text = "\n".join([*_head(found, frame), *_Body(found, frame, most).lines()])
        if len(text.encode()) <= MOST_BYTES:
            return text
    return "\n".join([*_head(found, frame), "", "The rest is too long for a comment; `--json` has all of it."])


def _head(found: Comparison, frame: Frame) -> Iterator[str]:
    yield MARK
    yield "### What this changes in the incident book"
    yield ""
    yield _summary(found)
    yield ""
    yield (
        f"<sub>Compared with {code(frame.reference)} where this branch left it ({code(frame.commit[:12])}), for "
        f"{frame.audience} readers, as of {frame.as_of}.</sub>"
    )
    for note in frame.notes:
        yield ""
        yield literal_message(note)


def _summary(found: Comparison) -> str:
    if found.nothing:
        return "Nothing changes in the book."
    parts = []
    for how, verb in _DONE.items():
        by_kind: dict[str, int] = {}
        for one in found.articles:
            if one.how == how:
                by_kind[one.article.kind] = by_kind.get(one.article.kind, 0) + 1
        if by_kind:
            numbers = [
                counted(number, KINDS[kind].singular.lower(), KINDS[kind].plural.lower())
                for kind, number in by_kind.items()
            ]
            parts.append(f"{verb} {listed(numbers)}")
    if found.others:
        parts.append(f"changes {counted(len(found.others), 'other file')}")
    if found.findings.brought:
        parts.append(f"**brings {tally(found.findings.brought)}**")
    if found.findings.mended:
        parts.append(f"mends {counted(len(found.findings.mended), 'finding')}")
    said = "; ".join(parts) or "no article changes, but figures do"
    return f"{said[:1].upper()}{said[1:]}." if not said.startswith("**") else f"**B{said[3:]}."


class _Body(NamedTuple):
    """The lists of a comparison, each with no more than so many entries."""

    found: Comparison
    frame: Frame
    most: int

    def lines(self) -> Iterator[str]:
        """Yield all of it."""
        findings, like = self.found.findings, self.found.likenesses
        yield from self._articles()
        yield from self._list("Findings that it brings", [self._finding(one) for one in findings.brought])
        yield from self._list("Findings that it mends", [self._finding(one, was=True) for one in findings.mended])
        yield from self._list("What the new ones look like", ["\n".join(self._likeness(one)) for one in like])
        yield from self._list("Occurrences of known issues", list(map(_issue, self.found.issues)))
        yield from self._figures()

    def _list(self, title: str, entries: Sequence[str]) -> Iterator[str]:
        if entries:
            yield ""
            yield f"#### {title}"
            yield ""
            yield from (f"- {entry}" for entry in entries[: self.most])
            if len(entries) > self.most:
                yield ""
                yield f"And {len(entries) - self.most:,} more, for which there is no room here; `--json` has them all."

    def _articles(self) -> Iterator[str]:
        by_kind: dict[str, list[str]] = {}
        for one in self.found.articles:
            by_kind.setdefault(KINDS[one.article.kind].plural, []).append(self._article(one))
        for title, entries in by_kind.items():
            yield from self._list(title, entries)
        yield from self._list("Other files", [self._file(path) for path in self.found.others])

    def _article(self, one: ArticleChange) -> str:
        article, was = one.article, one.was
        said = [f"{one.how} {_name(article)}"]
        fields = article.fields
        if one.how in ("added", "removed"):
            said += filter(None, [literal(getattr(fields, "severity", None) or ""), _services(article)])
        if was is not None:
            said += [_key(change) for change in one.keys[:_MOST_KEYS]]
            more = len(one.keys) - _MOST_KEYS
            said += [f"{more} more keys"] if more > 0 else []
            said += ["text"] if one.text else []
            said += ["comments or layout alone"] if not one.keys and not one.text and one.how == "changed" else []
        if one.how != "removed" and isinstance(fields, Incident) and (why := left_out(fields)):
            said.append(f"not counted: {literal(why)}")
        if article in self.found.undated:
            said.append("without any time, so in no figure")
        file = self._file(article.path, was=one.how == "removed")
        before = (
            f", was {code(self.frame.shown(was.path, was=True))}" if one.how == "renamed" and was is not None else ""
        )
        return f"{' · '.join(said)} · {file}{before}"

    def _file(self, path: str, line: int = 0, *, was: bool = False) -> str:
        place = self.frame.shown(path, was=was)
        words = code(f"{place}:{line}" if line else place)
        address = self.frame.address(path, line, was=was)
        return f"[{words}](<{address}>)" if address else words

    def _finding(self, found: Diagnostic, *, was: bool = False) -> str:
        severity = f"**{found.severity}**" if found.severity == "error" else found.severity
        hint = f" {literal_message(found.hint)}" if found.hint and not was else ""
        file = self._file(found.path, found.line, was=was)
        return f"{severity} {found.code} {file} {literal_message(found.message)}.{hint}"

    def _likeness(self, one: Likeness) -> Iterator[str]:
        yield _name(one.article)
        for says, some in (
            ("may be there already:", one.duplicates),
            ("may be a case of", one.issues),
            ("is similar to", one.similar),
        ):
            yield from (f"  - {says} {_likely(likely)}" for likely in some)

    def _figures(self) -> Iterator[str]:
        changes = self.found.quarters
        for change in changes[: self.most]:
            yield ""
            yield f"#### Figures of {change.title}{', provisional' if change.provisional else ''}"
            yield ""
            yield "| | before | after |"
            yield "| --- | --- | --- |"
            yield from (f"| {title} | {before} | {after} |" for title, before, after in _rows(change))
        if changes[self.most :]:
            others = [change.title for change in changes[self.most :]]
            yield ""
            yield f"Figures of {counted(len(others), 'more quarter')} change, too, back to {others[-1]}."


def _name(article: Article) -> str:  # type: ignore[type-arg]
    named = f"{literal(article.id)} " if KINDS[article.kind].id_prefix else ""
    return f"{named}{_title(article.title)}"


def _title(title: str) -> str:
    return f"**{literal(title)}**" if not is_sensitive(title) else "(a title that should not be shown)"


def _services(article: Article) -> str:  # type: ignore[type-arg]
    return listed([literal(used.id) for used in getattr(article.fields, "services", ())])


def _key(change: KeyChange) -> str:
    if not change.before and not change.after:
        return code(change.key)
    if is_sensitive(change.before) or is_sensitive(change.after):
        return code(change.key)
    return f"{code(change.key)} {literal(change.before)} → {literal(change.after)}"


def _likely(likely: Likely) -> str:
    record = f"; {literal(likely.record)}" if likely.record else ""
    why = "; ".join(_why(reason) for reason in likely.why.split("; "))
    return f"{literal(likely.target.name)} {_title(likely.target.title)} ({why}{record})"


def _why(reason: str) -> str:
    """Return a reason, the words of others that it ends with apart from ours."""
    ours, colon, theirs = reason.partition(": ")
    return f"{literal(ours)}{colon}{literal(theirs)}" if colon else literal(reason)


def _issue(change: IssueChange) -> str:
    apart = (
        f", the last two {counted(change.apart_days, 'day')} apart"
        if change.apart_days is not None and change.after > change.before
        else ""
    )
    issue = change.issue
    return f"{literal(issue.name)} {_title(issue.title)}: {change.before} → {change.after}{apart}"


def _rows(change: QuarterChange) -> Iterator[tuple[str, str, str]]:
    """Yield the title of each figure that differs, and what it was and is."""
    for title, said in _SAID:
        before, after = said(change.before), said(change.after)
        if before != after:
            yield title, before, after


def _compliance(found: Compliance) -> str:
    judged = found.met + found.missed
    others = [
        f"{number:,} {verdict}"
        for verdict, number in (("unknown", found.unknown), ("running", found.running), ("excluded", found.excluded))
        if number
    ]
    share = f"{percent(found.share)}, {found.met:,} of {judged:,}" if judged else NONE
    return "; ".join([share, *others])


def _repeats(found: RepeatRate) -> str:
    share = f"{percent(found.share)}, {found.repeats:,} of {found.incidents:,}" if found.incidents else NONE
    return f"{share}; {found.unlinked:,} without a known issue, {found.unreviewed:,} not reviewed"


def _duration(found: Measurements) -> str:
    said = distribution_said(found.found, inexact=found.inexact)
    inexact = f", {said.inexact:,} more as a range or bound" if said.inexact else ""
    figure = (listed(said.values) if said.few else f"median {said.median}") if said.n else NONE
    return f"{figure} (n {said.n:,} of {said.of:,}{inexact})"


_SAID: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    ("Incidents", lambda figures: f"{figures.incidents:,}" + (f", {figures.open:,} open" if figures.open else "")),
    *((f"{clock.capitalize()} targets met", lambda figures, clock=clock: _compliance(figures.compliance[clock]))
      for clock in CLOCKS),
    ("Repeats of known issues", lambda figures: _repeats(figures.repeats)),
    *((_MEASURES[measure], lambda figures, measure=measure: _duration(figures.durations[measure]))
      for measure in MEASURES),
    ("Downtime of all services", lambda figures: length(figures.downtime_seconds)),
    ("Reports not counted", lambda figures: f"{figures.not_counted:,}"),
)  # fmt: skip
