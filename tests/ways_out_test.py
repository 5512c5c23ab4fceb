"""How to get out of what an article is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.ways_out import Part, came_back, parts_of, way_out
from tests.books import incident, issue, opened, runbook


def parts(text: str) -> list[tuple[str, bool]]:
    return [(part.text, part.code) for part in parts_of(text)]


def test_a_section_is_paragraphs_list_items_and_code_as_it_is() -> None:
    """Code in a list is moved to the left edge and keeps its blank lines; prose loses its markup and its line ends."""
    text = """Look at [the board](https://x.example)
first, **then**:

1. Take one out
   and wait

    ```bash
    kubectl get pods \\

      -w
    ```
- `scale` it

### More
> ~~~
> quoted
> ~~~
| a | b |
|---|---|
"""
    assert parts(text) == [
        ("Look at the board first, then:", False),
        ("1. Take one out and wait", False),
        ("kubectl get pods \\\n\n  -w", True),
        ("- scale it", False),
        ("More", False),
        ("quoted", True),
        ("| a | b |", False),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("```\nopen", [("open", True)]), ("```\n```", []), ("", []), ("- ```\n  x\n  ```", [("x", True)])],
)
def test_code_that_is_open_empty_or_an_item_is_read(text: str, expected: list[tuple[str, bool]]) -> None:
    """Whatever stands there."""
    assert parts(text) == expected


@given(st.text(st.sampled_from("`~> -1.#|a\n\t"), max_size=60))
def test_whatever_is_written_no_part_is_empty(text: str) -> None:
    """Nor does code begin or end with a blank line."""
    for part in parts_of(text):
        assert part.text.strip()
        assert not part.code or part.text.strip("\n") == part.text


def test_the_quickest_section_with_a_text_is_the_way_out() -> None:
    """A workaround goes before a permanent fix; a heading alone is nothing."""
    texts = {
        "known-issues/1.md": issue(body="## Permanent fix\n\nMend.\n\n## Workaround\n\nPatch.", id="KI-0001"),
        "known-issues/2.md": issue(body="## Workaround\n\n## Permanent fix\n\nMend.", id="KI-0002"),
        "known-issues/3.md": issue(body="## Cause\n\nRust.", id="KI-0003"),
        "incidents/1.md": incident("known_issues: {id: KI-0001, fix: worked, took: 5m}", "## Resolution\n\nDid it."),
        "runbooks/1.md": runbook(body="## Steps\n\nDo:\n\n```\ngo\n```"),
    }
    book = opened(texts)
    ways = {one.id: way_out(one, book.graph, repeat_window_days=90) for one in book.book.articles()}
    assert {name: way and (way.name, way.text) for name, way in ways.items()} == {
        "KI-0001": ("workaround", "Patch."),
        "KI-0002": ("permanent-fix", "Mend."),
        "KI-0003": None,
        "INC-2026-0001": ("resolution", "Did it."),
        "RB-0001": ("mitigation", "Do:\n\n```\ngo\n```"),
    }
    worked, told, run = ways["KI-0001"], ways["INC-2026-0001"], ways["RB-0001"]
    assert worked is not None
    assert worked.evidence is not None
    assert (worked.evidence.worked, worked.evidence.tried) == (1, 1)
    assert told is not None
    assert told.evidence is None
    assert run is not None
    assert (run.parts, run.commands) == ((Part("Do:"), Part("go", code=True)), ("go",))


def test_the_latest_fix_that_did_not_hold_is_known() -> None:
    """A later one that holds hides it no more than an earlier one does."""
    fixes = "fixes: [{at: 2026-01-01}, {at: 2026-02-01}, {at: 2026-05-01}]"
    book = opened({
        "known-issues/1.md": issue(fixes),
        "incidents/1.md": incident("known_issues: [KI-0001]"),
        "known-issues/2.md": issue(fixes, id="KI-0002"),
    })  # fmt: skip
    back = came_back(book.book.known_issues[0], book.graph)
    assert back is not None
    assert (back.days, str(back.fix.at)) == (31, "1 Feb 2026")
    assert came_back(book.book.known_issues[1], book.graph) is None
