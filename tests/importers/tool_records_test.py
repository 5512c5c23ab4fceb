"""Records that belong together are put together, in whatever order and file they come."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from incidentbook.importers.payloads import Document
from incidentbook.importers.tool_mapping import Mapping
from incidentbook.importers.tool_records import Gathered, gathered

EVENTS: dict[str, Any] = {
    "title": "T", "files": "x", "records": ["e"], "kinds": [{"kind": "incident"}],
    "key": ["join('@', [host, to_string(at)])"],
    "episodes": {"of": ["host"], "at": "at", "opens": "state == 'bad'", "closes": "state == 'good'"},
}  # fmt: skip


def episodes(events: list[dict[str, Any]]) -> list[Gathered]:
    return gathered(Mapping.model_validate(EVENTS), [Document("a", 0, {"e": events})])


def event(host: str, at: int, state: str) -> dict[str, Any]:
    return {"host": host, "at": at, "state": state}


def test_an_episode_goes_from_what_opens_it_to_what_closes_it() -> None:
    """What lies between is part of it; what closes nothing is left out; the last may go on."""
    events = [event("a", 1, "good"), event("a", 2, "bad"), event("a", 3, "bad"), event("b", 4, "bad"),
              event("a", 5, "good"), event("a", 6, "bad")]  # fmt: skip
    made = {one.key: (len(one.seen["_same"]), one.seen["_end"]) for one in episodes(events)}
    assert made == {"a@2": (3, events[4]), "b@4": (1, None), "a@6": (1, None)}


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(1, 40), st.sampled_from(["good", "bad", "odd"])),
        unique_by=lambda one: one[:2],
    ),
    st.randoms(use_true_random=False),
)
def test_episodes_do_not_depend_on_the_order_in_which_events_come(
    told: list[tuple[str, int, str]], chosen: Any
) -> None:
    """Any order of the same events makes the same episodes; no event is in two of them."""
    events = [event(*one) for one in told]
    first = {one.key: one.seen["_same"] for one in episodes(events)}
    shuffled = list(events)
    chosen.shuffle(shuffled)
    assert {one.key: one.seen["_same"] for one in episodes(shuffled)} == first
    in_episodes = [(one["host"], one["at"]) for of in first.values() for one in of]
    assert len(in_episodes) == len(set(in_episodes))


def test_records_of_one_key_are_one_with_the_last_of_each_part() -> None:
    """The last record speaks; the others are there to be looked at."""
    mapping = Mapping.model_validate({**EVENTS, "episodes": None, "key": ["id"], "part": "p"})
    rows = [{"id": 1, "p": "x", "n": 1}, {"id": 2, "n": 2}, {"id": 1, "p": "y", "n": 3}, {"id": 1, "p": "x", "n": 4}]
    one, other = gathered(mapping, [Document("a", 0, {"e": rows[:2]}), Document("b", 0, {"e": rows[2:]})])
    assert (one.key, one.seen["n"], [same["n"] for same in one.seen["_same"]]) == ("1", 4, [4, 3])
    assert (one.place, other.place) == ("b, `e[1]`", "a, `e[1]`")


def test_records_beside_others_are_found_by_what_they_belong_to() -> None:
    """Also those of another file, before or after; those of none are left out."""
    beside = {"notes": {"records": ["n"], "on": "of", "to": "id"}}
    mapping = Mapping.model_validate({**EVENTS, "episodes": None, "key": ["id"], "beside": beside})
    notes = Document(
        "n", 0, {"n": [{"of": 1, "say": "a"}, {"of": "1", "say": "b"}, {"of": 9, "say": "c"}, {"of": None}]}
    )
    rows = Document("r", 0, {"e": [{"id": 1}, {"id": 2}]})
    for documents in ([notes, rows], [rows, notes]):
        one, other = gathered(mapping, documents)
        assert [note["say"] for note in one.seen["_notes"]] == ["a", "b"]
        assert other.seen["_notes"] == []
