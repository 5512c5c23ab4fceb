"""What became of the articles of a book."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from incidentbook.article_changes import KeyChange, article_changes
from incidentbook.load import load_text
from tests.books import incident, issue

TITLES = {f"incidents/{name}.md": incident(id=f"INC-2026-000{name}") for name in "123"}
BOOKS = st.dictionaries(
    st.sampled_from(["incidents/1.md", "incidents/2.md", "incidents/3.md", "known-issues/1.md"]),
    st.sampled_from([*TITLES.values(), incident(id="INC-NEW"), incident("severity: sev1", id="INC-NEW"), issue()]),
)


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return how, the path now, and the path before."""
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    found = article_changes(load_text(before)[0], load_text(after)[0], changed)
    return [(one.how, one.article.path, one.was.path if one.was is not None else "") for one in found]


def test_an_article_is_the_same_in_another_place() -> None:
    """By its text, by its number although it was edited, or by its title when it got its number."""
    old, new = "incidents/1.md", "incidents/2026/2.md"
    for was, now in (
        (incident(id="INC-NEW"), incident(id="INC-NEW")),
        (incident(id="INC-2026-0001"), incident("severity: sev1", id="INC-2026-0001")),
        (incident(id="INC-NEW"), incident(id="INC-NEW").replace("id: INC-NEW", "id: INC-2026-0001")),
    ):
        assert changes({old: was}, {new: now}) == [("renamed", new, old)]


def test_two_that_could_be_the_same_are_neither() -> None:
    """Articles without numbers of their own, under one title: one is gone and two are new."""
    one, two, three = (incident(f"severity: sev{number}", id="INC-NEW") for number in (1, 2, 3))
    found = changes({"incidents/1.md": one}, {"incidents/2.md": two, "incidents/3.md": three})
    assert [how for how, *_ in found] == ["added", "added", "removed"]


def test_keys_say_what_they_say_now() -> None:
    """What takes more than a word is only named, and the text, too."""
    was = incident("severity: sev2\nreview: draft", "Old.")
    now = incident("severity: sev1\nreview: {state: reviewed}\nservices: [shop]\ndetection: alert", "New.")
    before, after = (load_text({"incidents/1.md": text})[0] for text in (was, now))
    (found,) = article_changes(before, after, {"incidents/1.md"})
    assert found.text
    assert found.keys == (
        KeyChange("severity", "sev2", "sev1"),
        KeyChange("review", "draft", "reviewed"),
        KeyChange("services", "", ""),
        KeyChange("detection", "–", "alert"),
    )


def test_what_another_file_does_to_an_article_is_no_change_of_it() -> None:
    """A service that is hidden, for one: the article is another one, and its file the same."""
    text = incident("services: [shop]")
    policies = ("", "severities: {sev1: critical}")
    before, after = (load_text({"incidents/1.md": text, "sla.yml": policy})[0] for policy in policies)
    assert before.incidents[0].digest != after.incidents[0].digest
    assert article_changes(before, after, {"sla.yml"}) == ()


def test_another_kind_is_a_change_of_it() -> None:
    """Of the keys nothing is said then: they are others."""
    texts = [f"---\nkind: {kind}\ntitle: T\ntimes: {{detected: 2026-03-04}}\n---\n" for kind in ("incident", "runbook")]
    before, after = (load_text({"a.md": text})[0] for text in texts)
    (found,) = article_changes(before, after, {"a.md"})
    assert found.keys == (KeyChange("kind", "incident", "runbook"),)


@given(BOOKS, BOOKS)
def test_every_article_is_somewhere(before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Each path of now is new, renamed, changed or the same; each of then is gone, left, changed or the same."""
    found = changes(before, after)
    came = {path for how, path, _ in found if how in ("added", "renamed")}
    left = {path for how, path, _ in found if how == "removed"} | {was for how, _, was in found if how == "renamed"}
    assert came == after.keys() - before.keys()
    assert left == before.keys() - after.keys()
    assert {path for how, path, _ in found if how == "changed"} == {
        path for path in before.keys() & after.keys() if before[path] != after[path]
    }
    assert changes(after, after) == []
