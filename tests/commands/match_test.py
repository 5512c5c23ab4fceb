"""`incidentbook match`."""

import io
import json
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.books import article, incident, issue, runbook, write
from tests.provided import Call, Ran

POOL = "Connection is not available, request timed out after <*>ms"
WORKAROUND = """## Workaround

Take the pods out one after another, as long as the dashboard of the pool shows that requests are waiting in it.

```bash
kubectl -n payments rollout restart deployment/checkout --field-manager=incidentbook --timeout=600s

kubectl get pods
```
"""
KEYS = {
    *("id", "kind", "title", "path", "url", "score", "fields", "reason", "reasons", "signature", "line", "text"),
    *("fix", "fix_from", "commands", "worked", "partly", "failed", "tried", "last", "came_back", "status"),
    *("superseded_by", "services", "owner", "contacts", "open"),
}


def occurrence(number: int, outcome: str) -> str:
    return incident(
        f"status: resolved\nservices: [shop]\nknown_issues: {{id: KI-0007, fix: {outcome}, took: {30 + number}m}}",
        id=f"INC-2026-000{number}",
        times=f"times: {{detected: 2026-0{number}-04 10:12}}",
    )


BOOK = {
    "known-issues/pool.md": issue(
        f"status: workaround\nservices: [shop]\nowner: payments\nfixes: [{{at: 2026-01-10}}]\nrunbooks: [RB-0001]\n"
        f'symptoms: [{{text: Requests hang, signatures: ["{POOL}"], alerts: [PoolSaturated]}}]',
        WORKAROUND,
        id="KI-0007",
    ),
    "known-issues/secret.md": issue(
        'audience: restricted\nsymptoms: [{text: A secret, signatures: ["stolen badge of <*>"]}]', id="KI-0666"
    ),
    "known-issues/new.md": issue("status: investigating\nalerts: [NobodyKnows]", id="KI-0009"),
    "symptoms/slow.md": article('title: The shop is slow\nsignatures: ["upstream timed out <*> reading response"]'),
    "runbooks/1.md": runbook("services: [shop]\nalerts: [ShopDown]", "## Mitigation\n\nSwitch over."),
    "incidents/1.md": occurrence(1, "worked"),
    "incidents/2.md": occurrence(2, "failed"),
    "incidents/3.md": occurrence(3, "worked"),
    "incidents/9.md": incident(
        "severity: sev1\nservices: [shop]", id="INC-2026-0009", times="times: {detected: 2026-06-30 09:00}"
    ),
    "services.yml": """
        shop: {name: The Shop, contacts: {on-call: "https://pager.example.org/pay", chat: "#pay"}}
        mail: {}
    """,
    "sla.yml": "severities: {sev1: critical}",
}
LOG = f"starting\n{'x' * 90} ERROR {POOL.replace('<*>', '30001')} (total=10, active=10)\n"


class Match(Protocol):
    def __call__(self, text: str | bytes = "", *arguments: str) -> Ran: ...


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "mkdocs.yml").write_text("docs_dir: kb\nplugins: [incidentbook]", encoding="utf-8")
    write(tmp_path / "kb", BOOK)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def match(call: Call, monkeypatch: pytest.MonkeyPatch) -> Match:
    def run(text: str | bytes = "", *arguments: str) -> Ran:
        content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        return call("match", *arguments)

    return run


def found(ran: Ran) -> list[dict[str, Any]]:
    assert ran.err == ""
    results: list[dict[str, Any]] = json.loads(ran.out)
    assert all(set(one) == KEYS for one in results)
    return results


def test_the_first_line_is_the_answer_and_all_fits_80_columns(match: Match) -> None:
    """Commands excepted: nothing is put before, behind or between their lines."""
    ran = match(LOG)
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert " ".join(lines[:2]) == (
        "KI-0007 matches on line 2: Issue KI-0007. Its workaround worked 2 of 3 times, last on 2026-03-04 in 33 min."
    )
    command = "kubectl -n payments rollout restart deployment/checkout --field-manager=incidentbook --timeout=600s"
    assert f"\n\n{command}\n\nkubectl get pods\n\n" in ran.out
    assert all(len(line) <= 80 for line in lines if line != command)
    assert lines[3].startswith("  2 │ …xxxx")
    assert POOL.replace("<*>", "30001") in lines[3]


def test_everything_that_is_needed_at_night_follows(match: Match) -> None:
    """What is open, how to get out, whether that holds, whom to ask."""
    out = match(LOG).out
    order = (
        "known-issues/pool.md",
        "Open now, so perhaps this is\n  INC-2026-0009 Incident INC-2026-0009 (sev1; since 30 Jun",
        "Workaround\n  Take the pods out",
        "Or RB-0001 Runbook RB-0001: no record yet of how it did.",
        "It came back 25 days after the fix of 2026-01-10 (INC-2026-0002).",
        "Ask payments\n  On call: https://pager.example.org/pay\n  Chat: #pay\n",
    )
    places = [out.index(said) for said in order]
    assert places == sorted(places)


def test_json_has_an_object_for_each_result_with_stable_keys(match: Match) -> None:
    """The best first; what there is no value for is null."""
    first, *_ = found(match(LOG, "--json"))
    assert {key: first[key] for key in ("id", "kind", "title", "path", "url", "reason", "signature", "line")} == {
        "id": "KI-0007", "kind": "known-issue", "title": "Issue KI-0007", "path": "known-issues/pool.md",
        "url": "known-issues/pool/", "reason": "signature", "signature": POOL, "line": 2,
    }  # fmt: skip
    assert first["text"] == LOG.split("\n")[1]
    assert first["fields"][0] == "signatures"
    assert first["fix"] == WORKAROUND.partition("\n\n")[2].rstrip()
    assert first["commands"][0].endswith("--timeout=600s\n\nkubectl get pods")
    assert [first[key] for key in ("worked", "partly", "failed", "tried", "owner")] == [2, 0, 1, 3, "payments"]
    assert first["last"] == {
        "id": "INC-2026-0003", "url": "incidents/3/", "date": "2026-03-04", "took_minutes": 33.0,
    }  # fmt: skip
    assert first["came_back"] == {"fixed": "2026-01-10", "days": 25, "times": 2, "id": "INC-2026-0002"}
    assert [one["id"] for one in first["open"]] == ["INC-2026-0009"]
    assert first["contacts"][1] == {"label": "Chat", "text": "#pay", "url": ""}
    symptom = found(match("upstream timed out (110) reading response", "--json"))[0]
    assert (symptom["id"], symptom["fix"], symptom["commands"], symptom["last"]) == ("slow", None, [], None)


def test_an_alert_as_json_is_known_by_its_name(match: Match) -> None:
    """A known issue, a runbook, and one for which nothing is written down."""
    first, *_ = found(match('{"alerts": [{"labels": {"alertname": "PoolSaturated"}}]}', "--json"))
    assert (first["id"], first["reason"], first["signature"], first["line"]) == ("KI-0007", "alert", None, 1)
    out = match('{"title": "ShopDown"}').out
    assert out.replace("\n", " ").startswith(
        "RB-0001 is known for the alert ShopDown: Runbook RB-0001. Its mitigation has no record"
    )
    out = match("NobodyKnows").out
    assert out.startswith("KI-0009 is known for the alert NobodyKnows: Issue KI-0009.\n")
    assert "No way out is written down for it yet." in out


def test_a_superseded_known_issue_says_what_to_read(match: Match, tmp_path: Path) -> None:
    """Also when only it was asked for; a retired one says that, and a fixed one, too."""
    symptom = f'symptoms: [{{text: Old, signatures: ["{POOL}"]}}]'
    write(tmp_path / "kb", {"known-issues/pool.md": issue(f"superseded_by: KI-0009\n{symptom}", id="KI-0007")})
    assert match(LOG).out.startswith("KI-0009, which supersedes KI-0007, matches on line 2: Issue KI-0009.\n")
    assert found(match(LOG, "--json"))[1]["superseded_by"] == "KI-0009"
    write(tmp_path / "kb", {"known-issues/pool.md": issue(f"status: retired\n{symptom}", id="KI-0007")})
    assert "It is retired, so it may be something new." in match(LOG).out.replace("\n", " ")
    fixed = f"status: fixed\nfixes: [{{at: 2026-05, versions: {{api: '2.5'}}}}]\n{symptom}"
    write(tmp_path / "kb", {"known-issues/pool.md": issue(fixed, id="KI-0007")})
    assert "It counts as fixed in api 2.5: perhaps an older version" in match(LOG).out.replace("\n", " ")


def test_nothing_known_is_exit_1_an_empty_list_and_a_sentence(match: Match) -> None:
    """Open incidents of the service are said even then."""
    ran = match("zebra quagga", "--json")
    assert (ran.status, ran.out) == (1, "[]\n")
    assert ran.err.startswith("incidentbook: nothing known matches. Try the one line that says what failed")
    ran = match('{"service": "the shop", "msg": "zebra quagga"}')
    assert (ran.status, ran.out.split("\n")[0]) == (1, "Open now, so perhaps this is")
    for text in ("", " \n\t\n"):
        assert match(text, "--json")[:2] == (1, "[]\n")
        assert "there is nothing to match" in match(text).err


def test_what_is_similar_says_the_words_that_both_have(match: Match) -> None:
    """As they were pasted, for a person and for a program."""
    text = "restart the exhausted Connection pool?"
    assert "in both: " in match(text).out
    reasons = [reason for one in found(match(text, "--json")) for reason in one["reasons"]]
    assert all("Connection" in one["said"].split(", ") for one in reasons if one["how"] == "words")
    assert any(one["how"] == "words" for one in reasons)


def test_only_what_is_asked_for_is_found(match: Match) -> None:
    """By kind and service, under any of their names; what there is none of is an error with a hint."""
    text = f"{LOG}\nShopDown\nupstream timed out (110) reading response"
    assert [one["id"] for one in found(match(text, "--json", "--limit", "2"))] == ["KI-0007", "slow"]
    assert [one["id"] for one in found(match(text, "--json", "--kind", "runbooks"))] == ["RB-0001"]
    of_shop = {one["id"] for one in found(match(text, "--json", "--service", "the shop"))}
    assert {"KI-0007", "RB-0001"} <= of_shop
    assert "slow" not in of_shop
    ran = match(text, "--service", "mail")
    assert (ran.status, ran.err) == (1, "incidentbook: nothing known matches. Try it without --kind and --service.\n")
    ran = match(text, "--service", "shopp")
    assert (ran.status, ran.err) == (2, "incidentbook: --service: There is no service `shopp`. Did you mean `shop`?\n")


def test_what_readers_must_not_see_matches_nothing(match: Match) -> None:
    """It is in the book of those who may."""
    assert match("the stolen badge of Mallory", "--json")[:2] == (1, "[]\n")
    assert found(match("the stolen badge of Mallory", "--json", "--audience", "restricted"))[0]["id"] == "KI-0666"


def test_a_file_is_read_as_standard_input_is(match: Match) -> None:
    """Of a long one the end, with the lines numbered as in the whole."""
    Path("app.log").write_text("filler, filler, filler\n" * 100_000 + LOG, encoding="utf-8")
    ran = match("", "app.log", "--json")
    assert json.loads(ran.out)[0]["line"] == 100_002
    assert ran.err.startswith("incidentbook: `app.log` has 2.3 MB; only the last 1 MB is looked through, from line ")
    assert match(LOG, "-").out == match(LOG).out
    for bad, said in (("none.log", "There is no file `none.log`; "), ("kb", "`kb` is a folder; ")):
        ran = match("", bad)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.startswith(f"incidentbook: {said}")


@pytest.mark.parametrize(
    "content",
    [
        *(b"\xff\xfe\x00", b"\x1b]0;title\x07\x1b[2J error", b"[" * 5000, b'{"message": "\\ud800 \\u0000"}'),
        *(b"\xe2\x80\xae", "接続がタイムアウトしました".encode()),
    ],
)
def test_whatever_is_pasted_there_is_an_answer(match: Match, content: bytes) -> None:
    """And nothing of it reaches the terminal that could make it do something."""
    ran = match(content)
    assert ran.status in (1, 2)
    assert ran.err.startswith("incidentbook: ")
    evil = match(LOG.encode().replace(b"xxxx", b"\x1b]0;evil\x07"))
    assert evil.status == 0
    assert "\x1b" not in evil.out
    assert "\x07" not in evil.out
