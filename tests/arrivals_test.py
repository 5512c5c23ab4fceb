"""Imported articles made fit for a book."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.arrivals import attachments, is_inside, placeholder, resolved, tidied
from incidentbook.errors import IncidentbookError
from incidentbook.importers.imported import Imported
from incidentbook.kinds import KINDS
from incidentbook.text import CONTROL

ANYTHING = st.text(st.characters(), max_size=30)
ANY_VALUE = st.recursive(
    st.one_of(ANYTHING, st.none(), st.integers(), st.floats(), st.booleans()),
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(ANYTHING, below, max_size=3)),
    max_leaves=10,
)


def told(body: str = "", key: str = "tool:1", **front_matter: object) -> Imported:
    return Imported(key, "incident", "a.md", front_matter, body)  # type: ignore[arg-type]


@given(ANYTHING, ANYTHING, st.dictionaries(ANYTHING, ANY_VALUE, max_size=4))
def test_whatever_an_importer_tells_can_be_written(key: str, body: str, front_matter: dict[str, object]) -> None:
    """As UTF-8 and without what no file may hold; once it is tidy it stays as it is."""
    tidy = tidied(Imported(key, "incident", "a.md", front_matter, body))  # type: ignore[arg-type]
    text = f"{tidy.key}{tidy.body}{tidy.front_matter}{tidy.remarks}"
    assert CONTROL.search(tidy.body) is None
    assert text.encode("utf-8").decode("utf-8") == text
    assert isinstance(tidy.front_matter["title"], str)
    assert tidied(tidy) == tidy


def test_addresses_and_cards_are_hidden_wherever_they_are() -> None:
    """Also in values; those that services are reached at may stay."""
    card = "4532 0151 1283 0366"
    tidy = tidied(
        told(f"From jo.doe@acme.co.uk, card {card}.\nAlso al.roe@acme.co.uk", extra={"a": ["jo.doe@acme.co.uk"]}),
        {"al.roe@acme.co.uk"},
    )
    assert tidy.body == "From [email address], card [card number].\nAlso al.roe@acme.co.uk"
    assert tidy.front_matter["extra"] == {"a": ["[email address]"]}
    assert [one.message for one in tidy.remarks] == [
        "1 card number left out: none belongs into a report",
        "2 email addresses left out: none belongs into a report",
    ]


def test_a_title_is_one_line_and_there_always_is_one() -> None:
    """What stands in its place and is no text is kept."""
    assert tidied(told(title="a\n b")).front_matter["title"] == "a b"
    assert tidied(told(title=["a"])).front_matter == {"title": "Incident", "extra": {"title": ["a"]}}
    assert tidied(told()).front_matter["title"] == "Incident"


def test_a_kind_that_there_is_not_is_refused() -> None:
    """With its name."""
    with pytest.raises(IncidentbookError, match="kind `postmortem`"):
        tidied(Imported("a", "postmortem", "a.md", {}, ""))


@given(st.text(max_size=90))
def test_an_id_that_stands_for_a_number_is_one(key: str) -> None:
    """Whatever the key, and another where it is taken."""
    first = placeholder(told(key=key), ())
    second = placeholder(told(key=key), {first})
    pattern = KINDS["incident"].id_pattern
    assert pattern.fullmatch(first)
    assert pattern.fullmatch(second)


def test_references_are_resolved_in_their_keys_alone() -> None:
    """A key elsewhere is a text like any other; IDs and names stay."""
    said = {"related": ["tool:1", "KI-0001", "tool:9"], "title": "tool:1", "known_issues": {"id": "tool:9"}}
    found = resolved(said, {"tool:1": "INC-2026-0001"}, {"tool"})  # type: ignore[arg-type]
    assert found.front_matter == {"related": ["INC-2026-0001", "KI-0001"], "title": "tool:1"}
    assert found.unknown == ["tool:9", "tool:9"]


def test_attached_files_stay_in_the_book_and_are_no_pages() -> None:
    """Others are said to be lost."""
    files = {"a.png": b"", "../b.png": b"", "../../c.png": b"", ".d.png": b"", "e.md": b"", "f.HTML": b""}
    found, remarks = attachments(Imported("k", "incident", "x.md", {}, "", (), files), "incidents/x.md")
    assert list(found) == ["b.png", "incidents/a.png"]
    assert [one.lost for one in remarks] == [True] * 4


@pytest.mark.parametrize(("path", "inside"), [("a/b.md", True), ("a/ü.md", True), ("", False), ("..", False)])
def test_a_path_is_inside(path: str, *, inside: bool) -> None:
    """Or it leads elsewhere."""
    assert is_inside(path) is inside


@pytest.mark.parametrize("name", ["index.md", "README.md"])
def test_an_article_has_no_name_of_an_ordinary_page(name: str) -> None:
    """It gets one from its title, or from what identifies it."""
    said = Imported("k", "known-issue", f"a/{name}", {"title": "Pool is full"}, "")
    assert tidied(said).name == "a/known-issue-pool-is-full.md"
    assert tidied(Imported("k", "symptom", name, {"title": "日本"}, "")).name.startswith("symptom-")
