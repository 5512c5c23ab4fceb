"""Every mistake at its place, and what is right is kept."""

import copy
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.kinds import KINDS
from tests.books import Opened, article, incident, issue, opened

SERVICES = {"services.yml": "checkout: {name: Checkout}\npayments-db: {}\n"}


def check(front_matter: str, *, times: str | None = None) -> Opened:
    return opened({**SERVICES, "incidents/a.md": incident(front_matter, times=times)})


MISTAKES = [
    # front matter from line 5 on, code, line, column, words of the message, words of the hint
    ("severitty: sev1", "KB201", 5, 1, "There is no key `severitty` here", "`severity`"),
    ("colour: red", "KB201", 5, 1, "There is no key `colour` here", "below `extra:`"),
    ("impact: {summary: x, user: 1}", "KB201", 5, 22, "There is no key `user` here", "`users`"),
    ("stated: {mitigate: {valu: 1h}}", "KB201", 5, 21, "There is no key `valu` here", "`value`"),
    ("actions:\n  - do: x\n    whom: y", "KB201", 7, 5, "There is no key `whom` here", "do, type, id"),
    ("status: resovled", "KB204", 5, 9, "`status` cannot be `resovled`", "`resolved`"),
    ("review: done", "KB204", 5, 9, "`review` cannot be `done`", "draft, in-review and reviewed"),
    ("review: {state: done}", "KB204", 5, 17, "`review.state` cannot be `done`", "draft, in-review and reviewed"),
    ("severity: sev9", "KB204", 5, 11, "`severity` cannot be `sev9`", "sev1, sev2, sev3 and sev4"),
    ("detection: alrt", "KB204", 5, 12, "`detection` cannot be `alrt`", "`alert`"),
    ("factors: [config, confg]", "KB204", 5, 19, "`factors` cannot be `confg`", "`config`"),
    ("factors: zzzz", "KB204", 5, 10, "`factors` cannot be `zzzz`", "`mkdocs.yml` can extend it"),
    ("trigger: deploymnt", "KB204", 5, 10, "`trigger` cannot be `deploymnt`", "`deployment`"),
    (
        "stated: {mitigate: {value: 1h, hours: office}}",
        "KB204",
        5,
        39,
        "`stated.mitigate.hours` cannot be `office`",
        "always",
    ),
    ("stated: {mitigate: {value: 1h, from: detectd}}", "KB204", 5, 38, "cannot be `detectd`", "`detected`"),
    ("exposed: 2026-02-30", "KB205", 5, 10, "`2026-02-30` is not a time: 2026-02 has no day 30", ""),
    ("actions: [{do: x, due: soon}]", "KB205", 5, 24, "`soon` is not a time", ""),
    ("known_issues: [{id: KI-0001, took: ages}]", "KB206", 5, 36, "`ages` is not a duration", ""),
    ("stated: {mitigate: soon}", "KB206", 5, 20, "`soon` is not a duration", ""),
    ("zone: Europe/Londn", "KB210", 5, 7, "`Europe/Londn` is not the name of a time zone", "`Europe/London`"),
    ("zone: BST", "KB210", 5, 7, "`BST` is not the name of a time zone", "IANA"),
    ("impact: {users: many}", "KB209", 5, 17, "`impact.users` must be a whole number, not `many`", ""),
    ("impact: {users: 4.5}", "KB209", 5, 17, "`impact.users` must be a whole number, not `4.5`", ""),
    ("impact: {users: -4}", "KB209", 5, 17, "`impact.users` must be at least 0, not `-4`", ""),
    ("services: [{id: checkout, share: 134 %}]", "KB209", 5, 34, "between 0 % and 100 %", ""),
    ("impact: [a, b]", "KB203", 5, 9, "`impact` must be a mapping of keys to values, not a list", "indented"),
    ("alerts: {a: b}", "KB203", 5, 9, "`alerts` must be one line of text, not a mapping", ""),
    ("related: [[a]]", "KB203", 5, 11, "`related` must be one line of text, not a list", ""),
    ("roles: commander", "KB203", 5, 8, "`roles` must be a mapping of keys to values, not a single value", "indented"),
    ("services: [checkout, ]\nalerts: [a, , b]", "KB109", 6, 13, "", ""),
    ("alerts:\n  - a\n  -\n", "KB202", 7, 4, "An entry of `alerts` is empty", "delete it"),
    ("trigger: {summary: x}", "KB202", 5, 1, "`trigger` needs the key `type`", "Add `type: …`"),
    ("actions:\n  - type: detect", "KB202", 6, 5, "`actions` needs the key `do`", "Add `do: …`"),
    ("parent: ''", "KB202", 5, 1, "`parent` is empty", "delete the key"),
    ("audience:", "KB202", 5, 1, "`audience` has no value", "delete the key"),
]


@pytest.mark.parametrize(("front_matter", "code", "line", "column", "message", "hint"), MISTAKES)
def test_a_mistake_is_reported_where_it_is(
    front_matter: str, code: str, line: int, column: int, message: str, hint: str
) -> None:
    """Once, at the very key or entry, in words, with what to do where there is something to say."""
    found = [one for one in check(front_matter).diagnostics if one.code not in ("KB301", "KB303")]
    assert [(one.code, one.line, one.column) for one in found] == [(code, line, column)]
    assert message in found[0].message
    assert hint in found[0].hint


def test_all_mistakes_are_reported_in_one_pass() -> None:
    """However many of what sort."""
    found = check(
        "severity: sev9\n"
        "status: done\n"
        "services: [nope, {id: checkout, level: bad}]\n"
        "actions: [{type: x}, {do: y, due: z}]\n"
        "known_issues: [KI-0009]\ncolour: red",
        times="times: {detected: 2026-13-01, resolved: never}",
    )
    assert [f"{one.code} {one.line}:{one.column}" for one in found.diagnostics] == [
        "KB205 4:19",
        "KB205 4:41",
        "KB204 5:11",
        "KB204 6:9",
        "KB303 7:12",
        "KB204 7:40",
        "KB202 8:11",
        "KB204 8:18",
        "KB205 8:35",
        "KB301 9:16",
        "KB201 10:1",
    ]


def test_a_misspelt_mandatory_key_is_one_mistake() -> None:
    """That the right one is missing goes without saying."""
    found = opened({"incidents/a.md": article("titel: x\ntimes: {detected: 2026}\nactions: [{doo: x}]")})
    assert [one.message for one in found.diagnostics] == ["There is no key `titel` here", "There is no key `doo` here"]
    missing = opened({"incidents/a.md": article("times: {detected: 2026}")}).diagnostics
    assert [(one.code, one.line, one.message) for one in missing] == [("KB202", 2, "The key `title` is missing")]


def test_a_key_left_blank_is_no_mistake() -> None:
    """A template has more keys than a first draft has values; only who may read it must be said or left out."""
    found = check("severity:\nalerts:\nservices:\nimpact:\nknown_issues:\nextra:\nroles:\nstated:\nowner:")
    assert [one.message for one in found.diagnostics] == ["There is no key `owner` here"]
    assert found.book.incidents[0].fields.alerts == ()
    assert check("times2:", times="times: {detected: 2026, resolved: , paused: }").codes == ["KB201"]


def test_wrong_values_are_left_out_and_the_rest_is_kept() -> None:
    """Of a list its other entries, of an entry its other keys, unless the entry means nothing without the wrong one."""
    fields = (
        check(
            "severity: sev9\n"
            "status: resolved\n"
            "services: [checkout, {id: payments-db, level: bad, role: cause}, {level: down}]\n"
            "actions: [{type: x}, {do: y, due: z, owner: me}]\n"
            "stated: {mitigate: x, resolve: 1h}\n"
            "colour: red\n"
            "impact: {users: x, summary: y}",
            times="times: {detected: 2026-13-01, resolved: 2026-03-05}",
        )
        .book.incidents[0]
        .fields
    )
    assert (fields.severity, fields.status) == (None, "resolved")
    assert [(one.id, one.role, one.level) for one in fields.services] == [
        ("checkout", "affected", None),
        ("payments-db", "cause", None),
    ]
    assert [(one.do, one.owner, one.due) for one in fields.actions] == [("y", "me", None)]
    assert list(fields.stated) == ["resolve"]
    assert fields.impact is not None
    assert (fields.impact.summary, fields.impact.users) == ("y", None)
    assert fields.times.detected is None
    assert fields.times.resolved is not None


def test_a_reference_is_found_behind_entries_that_were_left_out() -> None:
    """It is third in the file and second in what is kept."""
    found = check("known_issues:\n  - {link: suspected}\n  - {id: KI-0008}\nservices: [{level: down}, nope]")
    assert found.places("KB301") == [(7, 10)]
    assert found.places("KB303") == [(8, 27)]


def test_of_very_many_mistakes_the_first_are_reported_and_the_others_counted() -> None:
    """In little time: whoever makes more makes them all alike."""
    begin = time.process_time()
    found = check("\n".join(f"k{number}: x" for number in range(9_000)))
    assert len(found.diagnostics) == 101
    assert found.diagnostics[-1].message == "There are 8,900 more mistakes from here on"
    assert found.diagnostics[-1].line == 105
    assert time.process_time() - begin < 10


def test_a_symptom_in_place_must_say_what_is_seen() -> None:
    """Or name one that has a file; a name that it gives itself must fit into an address."""
    found = opened(
        {
            "known-issues/a.md": issue(
                "symptoms:\n  - signatures: [x]\n  - {id: ../../x, text: Hangs}\n  - {text: Slow, id: slow}"
            )
        }
    )
    assert [f"{one.code} {one.line}:{one.column}" for one in found.diagnostics] == ["KB202 5:5", "KB207 6:10"]
    assert [one.id for one in found.book.known_issues[0].fields.symptoms] == [None, "slow"]


# Values of any shape where a model expects any other.
VALUES = st.recursive(
    st.none() | st.sampled_from(["", "x", "KI-0001", "2026-03-04 10:12", "1h", "34 %", "true", "7", "sev1"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "from", "to", "at", "do", "x", "type", "text"]), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = st.sampled_from(
    sorted({field.alias or name for kind in KINDS.values() for name, field in kind.model.model_fields.items()})
)


def as_yaml(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_yaml(one) or "~" for one in value) + "]"
    return f'"{value}"'


@settings(deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.dictionaries(KEYS, VALUES, max_size=6))
def test_any_values_become_an_article_and_findings_in_its_front_matter(kind: str, data: dict[str, Any]) -> None:
    """The article is there with what was right in it, and what is said points at lines of the front matter."""
    before = copy.deepcopy(data)
    text = article("\n".join(f"{key}: {as_yaml(value)}" for key, value in data.items()) or "title: x")
    found = opened({f"{KINDS[kind].folder}/a.md": text})
    assert len(list(found.book.articles())) == 1
    assert all(1 <= one.line <= len(data) + 2 for one in found.diagnostics)
    assert data == before
