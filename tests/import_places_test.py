"""Which file each imported article is."""

from hypothesis import given
from hypothesis import strategies as st

from incidentbook.import_places import Places
from incidentbook.import_records import Record
from incidentbook.importers.imported import Imported
from incidentbook.load import load_text
from incidentbook.merging import Base
from tests.books import incident

NAMES = st.sampled_from(["a.md", "A.md", "2026/a.md", "a-2.md"])


def imported(key: str, name: str, **front_matter: str) -> Imported:
    return Imported(key, "incident", name, {"title": key, **front_matter}, "")


@given(st.dictionaries(st.sampled_from("abcdefgh"), NAMES), st.lists(NAMES, max_size=3, unique_by=str.casefold))
def test_no_two_articles_are_one_file(names: dict[str, str], there: list[str]) -> None:
    """Whatever they are called, also where a file system takes capital letters for small ones; none is somebody's."""
    texts = {f"incidents/{name}": incident(id=f"INC-2026-{n:04}") for n, name in enumerate(there, 1)}
    book, _ = load_text(texts)
    existing = {path.casefold() for path in texts}
    places = Places(book, lambda path: path.casefold() in existing, {})
    found = [places.of(imported(f"tool:{key}", name)) for key, name in names.items()]
    paths = [one.path.casefold() for one in found if one is not None and one.is_new]
    assert len(set(paths)) == len(paths) == len(names)
    assert not existing & set(paths)
    assert len({one.id for one in found if one is not None}) == len(names)


def test_a_file_of_another_source_is_none_of_ours() -> None:
    """Even if it says the same."""
    book, _ = load_text({"incidents/a.md": incident().replace("Incident INC-2026-0001", "one")})
    others = {"jira:1": Record("incidents/a.md", "INC-2026-0001", Base({}, {}))}

    def exists(path: str) -> bool:
        return path == "incidents/a.md"

    alone = Places(book, exists, {}).of(imported("one", "a.md"))
    beside = Places(book, exists, {}, [others]).of(imported("one", "a.md"))
    assert alone is not None
    assert beside is not None
    assert (alone.path, alone.is_new) == ("incidents/a.md", False)
    assert (beside.path, beside.is_new) == ("incidents/a-2.md", True)


def test_a_record_says_where_an_article_is_by_now() -> None:
    """Where it was put, unless its ID is elsewhere; nowhere, if neither is there."""
    book, _ = load_text(
        {"incidents/a.md": incident(id="INC-2026-0001"), "incidents/b.md": incident(id="INC-2026-0002")}
    )
    base = Base({}, {})
    records = {
        "stays": Record("incidents/a.md", "INC-2026-0001", base),
        "moved": Record("incidents/old.md", "INC-2026-0002", base),
        "gone": Record("incidents/c.md", "INC-2026-0003", base),
    }
    places = Places(book, lambda _: False, records)
    found = {key: places.of(imported(key, "x.md")) for key in records}
    assert {key: one.path if one is not None else None for key, one in found.items()} == {
        "stays": "incidents/a.md",
        "moved": "incidents/b.md",
        "gone": None,
    }
    assert [places.id_of(one) for one in records.values()] == ["INC-2026-0001", "INC-2026-0002", ""]
    assert places.record_of(imported("gone", "x.md")) == records["gone"]
