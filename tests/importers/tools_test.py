"""What tools give is imported as a whole or refused as a whole, whatever it says."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.errors import IncidentbookError
from incidentbook.importers.converters import Context
from incidentbook.importers.imported import Imported
from incidentbook.importers.payloads import read_documents
from incidentbook.importers.tools import Importing, read_files, read_tool, tools

PAYLOADS = Path(__file__).parent / "payloads"
REAL = Path(__file__).parents[3] / "shared/data/payloads"
TOOLS = sorted(tools())
STRANGE: list[Any] = [
    None, True, False, 0, -1, 1e300, 10**30, "", "x", "\ud800", "\x00\x1b[31m", "<b>", "2026-13-45", "9" * 50, [], [1],
    ["a", None], {}, {"id": 1}, {"a": {"b": []}}, [[[]]], "2026-03-04T99:00:00Z", "2026-03-04", "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00Z", "2026-03-29T01:30:00+99:99", "../../x", "javascript:alert(1)", "---\n# x\n--8<-- \"y\"",
]  # fmt: skip


def read(tool: str, *values: Any, file: str = "a.json", importing: Importing | None = None) -> list[Imported]:
    content = "\n".join(json.dumps(value) for value in values).encode()
    return list(read_tool(tool, file, content, importing or Importing()))


def refused(tool: str, *values: Any, importing: Importing | None = None) -> str:
    with pytest.raises(IncidentbookError) as caught:
        read(tool, *values, importing=importing)
    return str(caught.value)


def payloads(tool: str) -> dict[str, list[Any]]:
    files = sorted((PAYLOADS / tool).glob("*.json"))
    return {file.name: [one.value for one in read_documents(file.name, file.read_bytes())] for file in files}


def slots(value: Any) -> Iterator[tuple[Any, Any]]:
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from slots(value[key])


@pytest.mark.parametrize("tool", TOOLS)
@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_payloads_with_anything_in_them_are_imported_or_refused(tool: str, seed: int) -> None:
    """Wrong types, missing keys, hostile texts: articles that a file can hold, or one sentence about the file."""
    chosen = Random(seed)  # noqa: S311 - to be repeatable
    contents = {name: b"\n".join(spoilt(values, chosen)) or b"[]" for name, values in payloads(tool).items()}
    try:
        made = list(read_files(tool, contents, Importing(private=chosen.random() < 0.5)))
    except IncidentbookError as error:
        message = str(error)
        assert "\n" not in message
        assert any(name in message for name in contents)
        return
    for article in made:
        assert article.front_matter["title"]
        assert ".." not in article.name
        assert json.dumps(article.front_matter, ensure_ascii=False).encode()
        assert article.body.encode().decode() == article.body


def spoilt(documents: list[Any], chosen: Random) -> Iterator[bytes]:
    """Change up to three things somewhere in documents."""
    for _ in range(chosen.randint(0, 3)):
        places = list(slots(documents))
        if places:
            holder, key = chosen.choice(places)
            if isinstance(holder, dict) and chosen.random() < 0.3:
                del holder[key]
            else:
                holder[key] = copy.deepcopy(chosen.choice([*STRANGE, [holder[key]]]))
    for document in documents:
        yield json.dumps(document).encode()


@pytest.mark.parametrize("tool", TOOLS)
def test_a_file_that_is_cut_off_is_refused(tool: str) -> None:
    """Wherever it ends, unless it is at the end of a document."""
    file = min((PAYLOADS / tool).glob("*.json"))
    content = file.read_bytes().rstrip()
    whole = len(read_documents(file.name, content))
    for end in range(1, len(content) - 1, 97):
        try:
            documents = read_documents(file.name, content[:end])
        except IncidentbookError:
            continue
        assert len(documents) < whole


@pytest.mark.parametrize("tool", TOOLS)
def test_the_same_files_give_the_same_articles(tool: str) -> None:
    """Again and again; and each file read on its own gives no key twice."""
    contents = {name: "\n".join(map(json.dumps, values)).encode() for name, values in payloads(tool).items()}
    first, again = (list(read_files(tool, contents, Importing())) for _ in range(2))
    assert first == again
    assert len({one.key for one in first}) == len(first)
    assert all(one.key.startswith(f"{tool}:") for one in first)


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("value", [{}, [1], "x", 7, None, {"error": {"message": "Invalid token"}}, {"incidents": 5}])
def test_what_another_tool_gives_is_refused(tool: str, value: Any) -> None:
    """The sentence says what it is, and what it must hold."""
    message = refused(tool, value)
    assert message.startswith("a.json")
    if isinstance(value, dict) and "error" in value:
        assert "Invalid token" in message


def test_an_empty_answer_has_no_articles() -> None:
    """A tool that had no incidents is not at fault."""
    assert read("pagerduty", {"incidents": []}) == []
    assert read("jira", {"issues": []}) == []
    assert read("servicenow", {"result": []}) == []


def test_a_tool_that_there_is_not_is_named_with_the_nearest() -> None:
    """And one that is like none, with all that there are."""
    assert "Did you mean `pagerduty`?" in refused("pagerdutty", {})
    assert "servicenow" in refused("xyzzy", {})


def test_the_place_of_what_is_wrong_is_said() -> None:
    """File, line of the document where there are several, path in it, and the record."""
    good = {"id": "P1", "title": "One", "created_at": "2026-03-04T10:00:00Z"}
    wrong = {"id": "P2", "title": ["Two"], "created_at": "2026-03-04T10:00:00Z"}
    message = refused("pagerduty", {"incidents": []}, {"incidents": [good, wrong]})
    assert message.startswith(
        "a.json, line 2, `incidents[1]` (P2): what `title` is made from must be text, and is a list"
    )
    assert refused("pagerduty", {"incidents": [good, {"title": "x"}]}).startswith(
        "a.json, `incidents[1]`: `id` is missing"
    )
    assert refused("pagerduty", {"incidents": [good, 5]}).startswith("a.json, `incidents[1]` must be an object")


def test_a_version_that_is_not_known_is_refused() -> None:
    """What a newer format means nobody can tell."""
    message = refused("alertmanager", {"version": "9", "alerts": []})
    assert "version `9`" in message
    assert "known: 1 or 4" in message


def test_a_value_that_is_not_understood_is_kept_and_said() -> None:
    """Below `extra`, as it is; the others of the record are imported."""
    record = {"id": "P1", "title": "One", "created_at": "soon", "priority": {"summary": "Blue"}}
    (article,) = read("pagerduty", {"incidents": [record]})
    assert "times" not in article.front_matter
    assert article.front_matter["extra"] == {"severity": "Blue", "times_detected": "soon"}
    assert [(one.file, one.line) for one in article.remarks] == [("a.json", 0)] * 2
    assert [one.message for one in article.remarks] == [
        "`severity` of P1: `Blue` is not a severity that is known; it is kept as it is",
        "`times.detected` of P1: `soon` is not a time; it is kept as it is",
    ]


def test_a_file_of_which_nothing_is_imported_says_why() -> None:
    """Instead of leaving a person with nothing and no word."""
    pull = {
        "number": 1,
        "html_url": "https://github.com/a/b/pull/1",
        "id": 1,
        "title": "x",
        "pull_request": {"url": "y"},
    }
    assert "is a pull request" in refused("github", [pull])
    assert "the other 1 neither" in refused("github", [pull, {**pull, "id": 2, "html_url": "https://x/", "number": 2}])


def test_severities_are_those_of_the_book() -> None:
    """By their place in its scale."""
    importing = Importing(Context(lists={"severity": ("red", "amber", "green")}))
    record = {"id": "P1", "title": "One", "priority": {"summary": "P2"}}
    (article,) = read("pagerduty", {"incidents": [record]}, importing=importing)
    assert article.front_matter["severity"] == "amber"


def test_services_are_those_of_the_book() -> None:
    """By any of their names; others get a key made of their name."""
    importing = Importing(Context(services={"checkout api": "checkout"}))
    record = {"id": "P1", "title": "One", "impacted_services": [{"summary": "Checkout API"}, {"summary": "Big Mail"}]}
    (article,) = read("pagerduty", {"incidents": [record]}, importing=importing)
    assert article.front_matter["services"] == ["checkout", "big-mail"]


def test_planned_work_is_doubted_by_its_title() -> None:
    """It stays an incident, as only a person can know."""
    record = {"id": "P1", "created_at": "2026-03-04T10:00:00Z"}
    (planned,) = read("pagerduty", {"incidents": [{**record, "title": "Scheduled maintenance of mail"}]})
    assert planned.kind == "incident"
    assert "may be planned work" in planned.remarks[0].message
    (not_planned,) = read("pagerduty", {"incidents": [{**record, "title": "Unplanned restart of mail"}]})
    assert not_planned.remarks == ()


def test_an_alert_that_ends_completes_its_incident() -> None:
    """In whatever file and line; until the last of its alerts has ended, the incident has not."""

    def alert(name: str, end: str = "") -> dict[str, Any]:
        labels = {"alertname": "Full", "instance": name}
        state = {"status": "resolved", "endsAt": end} if end else {"status": "firing", "endsAt": "0001-01-01T00:00:00Z"}
        return {"labels": labels, "startsAt": "2026-03-04T10:00:00Z", "fingerprint": name, "annotations": {}, **state}

    begun, half = {"alerts": [alert("a"), alert("b")]}, {"alerts": [alert("a", "2026-03-04T10:05:00Z")]}
    over = {"alerts": [alert("b", "2026-03-04T10:09:00Z")]}
    (open_,) = read("alertmanager", begun, half)
    assert (open_.front_matter["status"], open_.front_matter["times"]) == (
        "investigating", {"detected": "2026-03-04 10:00:00"},
    )  # fmt: skip
    (ended,) = read("alertmanager", begun, half, over)
    assert ended.key == open_.key
    assert ended.front_matter["times"] == {"detected": "2026-03-04 10:00:00", "mitigated": "2026-03-04 10:09:00"}


def test_an_incident_without_a_title_in_letters_has_a_name_all_the_same() -> None:
    """Its file is called by its key; a name that is another page's is not taken."""
    (one,) = read("pagerduty", {"incidents": [{"id": "P1", "title": "停止", "created_at": "2026-03-04T10:00:00Z"}]})
    assert one.name == "2026/2026-03-04-p1.md"
    (other,) = read("pagerduty", {"incidents": [{"id": "P1", "title": "Index"}]})
    assert other.name == "index-p1.md"


def test_a_projects_own_mapping_adds_a_tool_and_replaces_one(tmp_path: Path) -> None:
    """A file of a folder that the project names; what is wrong with it is said with its line."""
    own = "title: Own\nfiles: '`rows`'\nrecords: rows\nkey: n\nkinds: incident\nfields: {title: what}\n"
    (tmp_path / "own.yml").write_text(own.replace("kinds: incident", "kinds: {kind: incident}"), encoding="utf-8")
    importing = Importing(mappings=tmp_path)
    (article,) = read("own", {"rows": [{"n": 7, "what": "Broken"}]}, importing=importing)
    assert (article.key, article.front_matter["title"]) == ("own:7", "Broken")
    assert set(tools()) < set(tools(tmp_path))
    (tmp_path / "jira.yml").write_text("title: x\nrecords: 'a['\n", encoding="utf-8")
    with pytest.raises(IncidentbookError, match=r"jira\.yml, line 1, column 1: The key `files` is missing"):
        read("own", {}, importing=importing)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real payloads are not here")
@pytest.mark.parametrize("path", sorted(one.relative_to(REAL).as_posix() for one in REAL.rglob("*.json")))
def test_payloads_that_others_published_are_imported(path: str) -> None:
    """Those of tools as they are; of the one that is a description of a format, an example made from it."""
    content = (REAL / path).read_bytes()
    if path.startswith("statuspage/"):
        schemas = json.loads(content)
        content = json.dumps({"incidents": [example(schemas["Incident"], schemas)]}).encode()
    (article, *_) = read_tool(path.partition("/")[0], path, content, Importing())
    assert article.front_matter["title"]
    assert article.kind in ("incident", "maintenance")


def example(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return example(schemas.get(schema["$ref"].rpartition("/")[2], {}), schemas)
    if "properties" in schema:
        return {name: example(one, schemas) for name, one in schema["properties"].items()}
    if schema.get("type") == "array":
        return [example(schema.get("items", {}), schemas)]
    made: dict[str, Any] = {"boolean": False, "integer": 1, "number": 1.5, "string": "words"}
    value = "2026-03-04T10:12:00Z" if schema.get("format") == "date-time" else made.get(str(schema.get("type")))
    return schema.get("example", schema.get("enum", [value])[0])
