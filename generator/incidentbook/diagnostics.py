"""What can be said about an article: one value per finding, and the one table of codes."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from incidentbook.text import counted, listed, shortened

Severity = Literal["error", "warning", "note"]
"""A note is worth saying and no mistake: no check fails for it."""
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The worst first."""
MAX_CHARACTERS = 400
"""No message needs more: what is longer quotes something that should not be there."""


class Code(NamedTuple):
    """A kind of finding: its name in words and how serious it is unless settings say otherwise."""

    name: str
    severity: Severity


# A code is never used again for something else, and never renumbered: people write it into their articles.
CODES: dict[str, Code] = {
    # 1: how a file is written
    "KB101": Code("missing-front-matter", "error"),
    "KB102": Code("unclosed-front-matter", "error"),
    "KB103": Code("indented-front-matter", "error"),
    "KB104": Code("tab-in-front-matter", "error"),
    "KB105": Code("byte-order-mark", "warning"),
    "KB106": Code("wrong-encoding", "error"),
    "KB107": Code("empty-file", "error"),
    "KB108": Code("missing-file-ending", "error"),
    "KB109": Code("malformed-yaml", "error"),
    "KB110": Code("duplicate-key", "error"),
    "KB111": Code("not-a-mapping", "error"),
    "KB112": Code("too-large", "error"),
    "KB113": Code("carriage-returns", "warning"),
    "KB114": Code("unclosed-code-block", "warning"),
    "KB115": Code("unclosed-html", "warning"),
    "KB116": Code("control-character", "warning"),
    "KB117": Code("unreadable-file", "error"),
    "KB118": Code("too-deep", "error"),
    "KB119": Code("comment-in-value", "warning"),
    "KB120": Code("too-many", "warning"),
    "KB121": Code("left-out-in-doubt", "warning"),
    # 2: keys and values
    "KB201": Code("unknown-key", "error"),
    "KB202": Code("missing-key", "error"),
    "KB203": Code("wrong-shape", "error"),
    "KB204": Code("not-in-list", "error"),
    "KB205": Code("not-a-time", "error"),
    "KB206": Code("not-a-duration", "error"),
    "KB207": Code("malformed-id", "error"),
    "KB208": Code("kind-and-folder-differ", "error"),
    "KB209": Code("invalid-value", "error"),
    "KB210": Code("unknown-zone", "error"),
    "KB211": Code("not-hours", "error"),
    "KB212": Code("unknown-holidays", "error"),
    # 3: what articles say of one another, and of their times
    "KB301": Code("unresolved-reference", "error"),
    "KB302": Code("duplicate-id", "error"),
    "KB303": Code("unknown-service", "error"),
    "KB304": Code("reference-above-audience", "warning"),
    "KB305": Code("conflicting-alias", "error"),
    "KB306": Code("link-to-nothing", "warning"),
    "KB307": Code("conflicting-path", "error"),
    "KB308": Code("unknown-id-in-text", "warning"),
    "KB309": Code("end-before-start", "error"),
    "KB310": Code("ambiguous-time", "warning"),
    "KB311": Code("reopened-before-end", "error"),
    "KB312": Code("reopened-late", "warning"),
    "KB313": Code("pause-outside-incident", "warning"),
    # 4: times and figures
    "KB401": Code("time-in-future", "warning"),
    "KB402": Code("wrong-year", "warning"),
    "KB403": Code("zero-duration", "warning"),
    "KB404": Code("thirty-days", "warning"),
    "KB405": Code("stated-and-derived-differ", "warning"),
    "KB406": Code("zone-contradicts-season", "warning"),
    "KB407": Code("timeline-and-times-differ", "warning"),
    "KB408": Code("pasted-duration", "warning"),
    "KB409": Code("unusual-order", "warning"),
    # 5: recurrence and freshness
    "KB501": Code("unlinked-known-issue", "warning"),
    "KB502": Code("fixed-issue-came-back", "warning"),
    "KB503": Code("unnamed-known-error", "warning"),
    "KB504": Code("review-overdue", "warning"),
    "KB505": Code("review-before-occurrence", "warning"),
    "KB506": Code("superseded-issue-confirmed", "warning"),
    "KB507": Code("near-duplicate", "warning"),
    # 6: actions
    "KB601": Code("action-without-owner", "warning"),
    "KB602": Code("action-without-due-date", "warning"),
    "KB603": Code("action-overdue", "warning"),
    "KB604": Code("action-done-before-incident", "warning"),
    # 7: writing
    "KB701": Code("person-as-cause", "warning"),
    "KB702": Code("empty-section", "warning"),
    "KB703": Code("template-text", "warning"),
    "KB704": Code("title-says-nothing", "warning"),
    "KB705": Code("missing-section", "warning"),
    # 8: safety
    "KB801": Code("secret", "error"),
    "KB802": Code("email-address", "error"),
    "KB803": Code("card-number", "error"),
    # 9: checking itself
    "KB901": Code("ignore-without-reason", "warning"),
    "KB902": Code("unknown-ignore", "warning"),
    "KB903": Code("unused-ignore", "warning"),
    "KB904": Code("to-do-before-review", "note"),
}


class Diagnostic(NamedTuple):
    """One finding about one place. `path` is relative to the book's folder; line and column count from 1."""

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: str
    hint: str = ""


def diagnostic(path: str, line: int, column: int, code: str, message: str, hint: str = "") -> Diagnostic:
    """Make a finding with the severity that its code has in the table; whatever it quotes, it stays one line."""
    message, hint = shortened(message, limit=MAX_CHARACTERS), shortened(hint, limit=MAX_CHARACTERS)
    return Diagnostic(path, max(line, 1), max(column, 1), code, CODES[code].severity, message, hint)


def in_order(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort findings by place, then code, each said once."""
    return sorted(set(findings))


def tally(findings: Iterable[Diagnostic]) -> str:
    """Say how many findings there are of each severity: `1 error and 2 warnings`; nothing where there are none."""
    said = [found.severity for found in findings]
    return listed([counted(said.count(severity), severity) for severity in SEVERITIES if severity in said])
