"""Which findings a change brings and mends."""

from hypothesis import given
from hypothesis import strategies as st

from incidentbook.diagnostics import Diagnostic, diagnostic
from incidentbook.finding_changes import finding_changes

A = diagnostic("a.md", 3, 1, "KB301", "There is no KI-0001")
FINDINGS = st.lists(
    st.builds(
        diagnostic,
        st.sampled_from(["a.md", "b.md"]),
        st.integers(1, 4),
        st.just(1),
        st.sampled_from(["KB301", "KB904"]),
        st.sampled_from(["No x (line 3)", "No x (lines 3 and 4)", "No y"]),
    ),
    max_size=6,
)


def changes(before: list[Diagnostic], after: list[Diagnostic], **renamed: str) -> tuple[list[str], list[str]]:
    found = finding_changes(before, after, {f"{was}.md": f"{now}.md" for was, now in renamed.items()})
    return tuple([f"{one.path}:{one.line} {one.message}" for one in some] for some in found)  # type: ignore[return-value]


def test_a_finding_that_only_moved_is_the_same() -> None:
    """To another line, with its file, or to other lines that it names."""
    assert changes([A], [A._replace(line=30)]) == ([], [])
    assert changes([A], [A._replace(path="b.md", line=4)], a="b") == ([], [])
    text = A._replace(message="No x (lines 3, 4 and 5)")
    assert changes([text], [text._replace(line=9, message="No x (line 13)")]) == ([], [])


def test_the_same_in_other_words_on_the_same_line_is_the_same() -> None:
    """Another article that it names is no reason to say it again; a draft's list gets shorter and longer."""
    assert changes([A], [A._replace(message="There is no KI-0001 or KI-0002")]) == ([], [])
    todo = diagnostic("a.md", 2, 1, "KB904", "To do before review: no severity (line 1)")
    assert changes([todo], [todo._replace(line=5, message="To do before review: no services (line 1)")]) == ([], [])


def test_what_becomes_an_error_is_brought() -> None:
    """And the warning that it was is gone."""
    warning = A._replace(severity="warning")
    assert changes([warning], [A]) == (["a.md:3 There is no KI-0001"], ["a.md:3 There is no KI-0001"])


def test_of_several_alike_the_number_counts() -> None:
    """Two where one was: one is new."""
    twice = [A, A._replace(line=7)]
    assert changes([A], twice) == (["a.md:7 There is no KI-0001"], [])
    assert changes(twice, [A._replace(line=1)]) == ([], ["a.md:7 There is no KI-0001"])


def test_what_was_mended_is_where_it_was() -> None:
    """Under the path that the file had."""
    assert changes([A], [], a="b") == ([], ["a.md:3 There is no KI-0001"])


@given(FINDINGS, FINDINGS)
def test_both_ways_are_each_others_mirror(before: list[Diagnostic], after: list[Diagnostic]) -> None:
    """What is brought one way is mended the other; with itself a state differs in nothing, and the sum is kept."""
    found = finding_changes(before, after, {})
    back = finding_changes(after, before, {})
    assert (found.brought, found.mended) == (back.mended, back.brought)
    assert not any(finding_changes(before, before, {}))
    assert len(after) - len(before) == len(found.brought) - len(found.mended)
