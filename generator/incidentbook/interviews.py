"""What is asked for a new article of each kind, in which order, and what becomes of the answers."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from incidentbook.choices import LINKS, Choices, IssueLink
from incidentbook.instants import Instant
from incidentbook.kinds.incident.model import MILESTONES
from incidentbook.kinds.kind import Kind
from incidentbook.text import CONTROL, SLUG, shortened
from incidentbook.typed_times import typed_time
from incidentbook.written_yaml import Value

Answers = dict[str, Any]
"""What is known so far, by the name of the question."""
REVIEW_IN = "6 months"
_PARTED = re.compile(r"[,\n]")
_ENDS = ("mitigated", "resolved", "closed")


class Question(NamedTuple):
    """One question, and how its answer is read."""

    name: str
    """The key of its answer; its option is this word after two hyphens."""
    text: str
    hint: str
    check: Callable[[str], Any]
    """Returns the value of an answer, or of a part of it. ValueError says what is wrong with it."""
    words: Sequence[str] = ()
    many: bool = False
    """Whether there may be several answers."""
    commas: bool = False
    """Whether these are parted by commas."""
    needed: bool = False
    default: str = ""
    asked: bool = True
    """Whether it is asked on a terminal; otherwise it is only an option."""

    def read(self, typed: Sequence[str]) -> Any:
        """Return the value of what was typed, or given as options. ValueError says what is wrong."""
        said = [
            part.strip() for one in typed for part in (_PARTED.split(one) if self.commas else [one]) if part.strip()
        ]
        if self.needed and not said:
            raise ValueError("This is needed.")
        values = [self.check(one) for one in said]
        if not self.many:
            return values[-1] if values else None
        return list(dict.fromkeys(values))


def first_question(kind: Kind) -> Question:
    """Return the question of a kind that asks for nothing a book must be known for."""
    return Question("title", _TITLES[kind.name], "one line that somebody would search for", _line, needed=True)


def questions(
    kind: Kind, choices: Choices, now: datetime, answers: Answers, given: Collection[str] = ()
) -> Iterator[Question]:
    """Yield the other questions of a kind one after another. Later ones go by the answers to earlier ones.

    `given` are the names of those that are answered by options.
    """
    text = "Which services were affected?" if kind.name == "incident" else "Which services does it concern?"
    yield _several("service", text, choices.service, choices.services)
    if kind.name == "incident":
        yield from _of_incident(choices, now, answers, given)
        return
    if kind.name != "runbook":
        text = "Which error message shows it?" if kind.name == "symptom" else "Which error message does it give?"
        hint = "with <*> for what varies, as in: timed out after <*>ms; Enter for none"
        yield Question("signature", text, hint, _one_line, many=True)
    if kind.name == "known-issue":
        hint = "the name of a symptom, or a sentence; Tab completes names; Enter for none"
        text = "What does one see of it?"
        yield Question("symptom", text, hint, partial(_seen, choices), choices.symptoms, many=True)
    if kind.name == "runbook":
        yield _several("symptom", "Which symptoms does it help with?", choices.symptom, choices.symptoms)
    yield _several("alert", "Which alerts point to it?", _line, choices.alerts)
    owner = choices.owner_of(answers["service"])
    hint = "" if owner else "Enter for none"
    yield Question("owner", "Which team looks after it?", hint, _line, choices.owners, default=owner)


_TITLES = {
    "incident": "What happened?",
    "known-issue": "What is the problem?",
    "symptom": "What does one see?",
    "runbook": "What does it help with?",
}


def _of_incident(choices: Choices, now: datetime, answers: Answers, given: Collection[str]) -> Iterator[Question]:
    scale = ", ".join(f"{one} {choices.severity_meaning(one)}" for one in choices.severities)
    hint = f"{scale}; Enter if that is not clear yet"
    yield Question("severity", "How severe was it?", hint, choices.severity, choices.severities)
    forms = f"as 10:12, yesterday 23:50, 2026-03-04 10:12, 20 min ago or now, in {now.tzinfo}"
    needed = not any(name in given for name in MILESTONES)
    for name, text, hint in (
        ("detected", "When was it noticed?", forms),
        ("started", "When did the impact begin?", "Enter if that is not known"),
        ("acknowledged", "", ""),
        ("declared", "", ""),
        ("mitigated", "When could users work again?", "Enter if they cannot yet"),
        ("resolved", "When was it over for good?", "Enter if it is not yet"),
        ("closed", "", ""),
    ):
        asked = bool(text) and (name != "resolved" or answers.get("mitigated") is not None)
        check = partial(_time, name, now, answers)
        yield Question(name, text, hint, check, needed=needed and name == "detected", asked=asked)
    yield _several("alert", "Which alerts fired?", _line, choices.alerts)
    yield Question("signature", "Was there an error message?", "paste it; Enter for none", str.rstrip, many=True)
    yield _several("symptom", "What was seen?", choices.symptom, choices.symptoms, hint="names of symptoms, ")
    yield _several("known-issue", "", choices.known_issue, choices.known_issues)._replace(asked=False)


def _several(name: str, text: str, check: Callable[[str], Any], words: Sequence[str], *, hint: str = "") -> Question:
    hint += f"several with commas; {'Tab completes; ' if words else ''}Enter for none"
    return Question(name, text, hint, check, words, many=True, commas=True, asked=bool(words) or check is _line)


_BEFORE = {
    "started": ("detected",),
    "acknowledged": ("detected", "started"),
    "declared": ("detected", "started"),
    "mitigated": ("detected", "started"),
    "resolved": ("mitigated", "detected", "started"),
    "closed": ("resolved", "mitigated", "detected", "started"),
}
"""The milestones that a clock time alone goes by; the first that is known."""


def _time(name: str, now: datetime, answers: Answers, said: str) -> Instant:
    known = [answers[other] for other in _BEFORE.get(name, ()) if answers.get(other) is not None]
    try:
        at = typed_time(said, now, known[0] if known else None, later=name != "started")
    except ValueError as error:
        raise ValueError(f"`{shortened(said)}` cannot be used: {error}.") from error
    begun = answers.get("started")
    if name in _ENDS and begun is not None and at.latest.timestamp() < begun.earliest.timestamp():
        raise ValueError(f"{at} is before the impact began, {begun}.")
    return at


def _line(said: str) -> str:
    return " ".join(CONTROL.sub("", said).split())


def _one_line(said: str) -> str:
    if "\n" in said:
        raise ValueError("That is more than one line; give the one that says what failed.")
    return _line(said)


def _seen(choices: Choices, said: str) -> str:
    """Return the name of a symptom, or the sentence that describes one."""
    return choices.symptom(said) if SLUG.fullmatch(said) else said


def front_matter(kind: Kind, name: str, answers: Answers, today: date) -> dict[str, Value]:
    """Return what the front matter of a new article says by key; `name` is its ID, empty for a symptom."""
    services, alerts, related = answers["service"], answers["alert"], answers.get("related", [])
    head: dict[str, Value] = {"id": name, "title": answers["title"]}
    audience: dict[str, Value] = {"audience": answers.get("audience") or ""}
    if kind.name == "incident":
        times = {milestone: at.text for milestone in MILESTONES if (at := answers.get(milestone)) is not None}
        return head | {
            "severity": answers["severity"] or "", "review": "draft", **audience, "services": services,
            "times": times, "symptoms": answers["symptom"], "alerts": alerts,
            "known_issues": [_linked(link) for link in answers["known-issue"]], "related": related,
        }  # fmt: skip
    review: dict[str, Value] = {
        "related": related, "owner": answers["owner"] or "", "last_reviewed": today.isoformat(), "review_in": REVIEW_IN,
    }  # fmt: skip
    concerns: dict[str, Value] = {**audience, "services": services}
    if kind.name == "known-issue":
        own: dict[str, Value] = {
            "status": "investigating",
            **concerns,
            "symptoms": _symptoms(answers),
            "alerts": alerts,
        }
    elif kind.name == "symptom":
        own = {**concerns, "signatures": answers["signature"], "alerts": alerts}
    else:
        own = {**concerns, "alerts": alerts, "symptoms": answers["symptom"]}
    return head | own | review


def _linked(link: IssueLink) -> Value:
    said = {
        "id": link.id,
        **({"link": link.link} if link.link != LINKS[0] else {}),
        **({"fix": link.fix} if link.fix else {}),
    }
    return said if len(said) > 1 else link.id


def _symptoms(answers: Answers) -> list[str | Mapping[str, Value]]:
    """Return the symptoms of a known issue: names of those that have a file, and one described in place."""
    names = [said for said in answers["symptom"] if SLUG.fullmatch(said)]
    sentences = [said for said in answers["symptom"] if said not in names]
    if answers["signature"] and not sentences:
        sentences = [answers["title"]]
    described: list[Mapping[str, Value]] = [{"text": said} for said in sentences]
    if described and answers["signature"]:
        described[0] = {**described[0], "signatures": answers["signature"]}
    return [*names, *described]
