"""An article as Markdown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.api import article_files
from incidentbook.load import load_text
from incidentbook.settings import Settings
from tests.api.published_book import files_of, published_of, texts_in
from tests.books import Texts, article, incident, issue, runbook
from tests.good_articles import GOOD

TEXTS: Texts = {
    "incidents/2026/a.md": incident(),
    "known-issues/k.md": issue("symptoms: [{text: Slow}]"),
    "runbooks/r.md": runbook(),
    "about.md": "# About",
    "img/x y.png": b"x",
}


def body(written: str, path: str = "incidents/2026/b.md", texts: Texts = TEXTS) -> str:
    """Return what becomes of the body of a report."""
    said = incident("", written, id="INC-2026-0002")
    text = texts_in(published_of({**texts, path: said}))[f"{path.removesuffix('.md')}/index.md"]
    return text.partition("# Incident INC-2026-0002\n\n")[2].rstrip("\n")


@pytest.mark.parametrize(
    ("written", "leads"),
    [
        ("[k](../../known-issues/k.md)", "[k](../../../known-issues/k/index.md)"),
        ("[k](../../known-issues/k.md#cause)", "[k](../../../known-issues/k/index.md#cause)"),
        ("[k](../../known-issues/k/)", "[k](../../../known-issues/k/index.md)"),
        ("[a](a.md?x=1 'title')", "[a](../a/index.md?x=1 'title')"),
        ("[page](../../about.md)", "[page](../../../about/)"),
        ("[list](../index.md)", "[list](../../)"),
        ("![image](<../../img/x y.png>)", "![image](<../../../img/x%20y.png>)"),
        ('<a href="../../../known-issues/k/">k</a>', '<a href="../../../known-issues/k/index.md">k</a>'),
        ("[k]: ../../known-issues/k.md", "[k]: ../../../known-issues/k/index.md"),
        ("[out](https://example.org/a.md)", "[out](https://example.org/a.md)"),
        ("[nowhere](nothing.md)", "[nowhere](nothing.md)"),
        ("[here](#timeline)", "[here](#timeline)"),
        ("`[k](../../known-issues/k.md)`", "`[k](../../known-issues/k.md)`"),
    ],
)
def test_links_lead_to_the_same_form_of_other_articles(written: str, leads: str) -> None:
    """To the page of what has none, and elsewhere as before."""
    assert body(written) == leads


def test_ids_become_links_wherever_other_links_stand() -> None:
    """A symptom described in place has a page only."""
    written = "See KI-0001 and [r](../../runbooks/r.md), then INC-2026-0001. KI-0001 again, and INC-2026-0002 itself."
    assert body(written) == (
        "See [KI-0001 · Issue KI-0001](../../../known-issues/k/index.md) and [r](../../../runbooks/r/index.md), then "
        "[INC-2026-0001 · Incident INC-2026-0001](../a/index.md). "
        '[KI-0001](../../../known-issues/k/index.md "Issue KI-0001") again, and INC-2026-0002 itself.'
    )


def test_without_files_of_articles_there_is_nothing_to_lead_to() -> None:
    assert not files_of(published_of(TEXTS, api={"articles": False})).keys() & {"incidents/2026/a/index.md"}


def test_it_reads_back_to_the_same_article() -> None:
    """In a folder of its own, where the front matter says all that the folder did."""
    published = published_of(GOOD, zone="Europe/London")
    texts = texts_in(published)
    for one in published.articles:
        text = texts[f"{one.path.removesuffix('.md')}/index.md"]
        book, _ = load_text({f"{one.kind}s/{one.id}.md": text}, Settings(audience="restricted"))
        (again,) = book.articles()
        assert (again.kind, again.id) == (one.kind, one.id)
        elsewhere = {"kind": None, "id": None, "zone": None}
        assert again.fields.model_copy(update=elsewhere) == one.fields.model_copy(update=elsewhere)


@settings(deadline=None)  # other processes may have the processor
@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(st.characters(codec="ascii"), max_size=40))
def test_any_text_reads_back(summary: str, key: str) -> None:
    """Whatever YAML would take it for, as far as the book takes it at all."""
    published = published_of({"incidents/a.md": incident()})
    (one,) = published.articles
    impact = {"summary": " ".join(summary.split())}
    fields = one.fields.model_validate({
        "title": "Title", "times": {"detected": "2026-03-04"}, "impact": impact, "extra": {key or "k": summary}
    })  # fmt: skip
    object.__setattr__(one, "fields", fields)
    text = texts_in(published, article_files.files)["incidents/a/index.md"]
    book, diagnostics = load_text({"incidents/a.md": text}, Settings(audience="restricted"))
    assert book.incidents or diagnostics
    if not diagnostics:
        assert book.incidents[0].fields.impact == fields.impact
        assert book.incidents[0].fields.extra == fields.extra


def test_a_duration_is_written_so_that_it_reads_back() -> None:
    """A month is no number of days."""
    text = texts_in(published_of({"runbooks/r.md": runbook("last_reviewed: 2026-01\nreview_in: 6 months")}))
    assert 'review_in: "262980m"' in text["runbooks/r/index.md"]


def test_it_changes_where_a_target_moves_and_not_where_others_change() -> None:
    """So its key says, without the text being made."""

    def depends(texts: Texts) -> tuple[str, ...]:
        said = incident("", "KI-0001, [r](../../runbooks/r.md)", id="INC-2026-0002")
        return files_of(published_of({**texts, "incidents/2026/b.md": said}))["incidents/2026/b/index.md"].depends()

    before = depends(TEXTS)
    assert depends({**TEXTS, "incidents/2026/a.md": incident("severity: sev2", "More.")}) == before
    assert depends({**TEXTS, "symptoms/s.md": article("title: S")}) == before
    assert depends({**TEXTS, "known-issues/k.md": issue("superseded_by: KI-0002")}) == before
    without = {path: text for path, text in TEXTS.items() if path != "known-issues/k.md"}
    assert depends({**without, "known-issues/moved.md": issue()}) != before
    assert depends({path: text for path, text in TEXTS.items() if path != "runbooks/r.md"}) != before
