"""What all data files of a site are made from."""

from incidentbook.api import article_files, lists
from tests.api.published_book import files_of, published_of, texts_in
from tests.books import Texts, incident
from tests.good_articles import GOOD


def test_a_record_is_the_same_however_often_it_is_asked_for() -> None:
    """In lists and in files of their own, in any order."""
    published = published_of(GOOD)
    first = {**texts_in(published, lists.files), **texts_in(published, article_files.files)}
    again = {**texts_in(published, article_files.files), **texts_in(published, lists.files)}
    assert first == again == {path: text for path, text in texts_in(published_of(GOOD)).items() if path in first}


def test_what_the_book_has_at_a_place_comes_first() -> None:
    """A file that an article leads to, and a page whose address is a folder of that name."""
    texts: Texts = {
        "incidents/a.md": incident("", "[list](../api/incidents.json), [models](../llms.txt)"),
        "api/incidents.json": b"{}",
        "llms.txt": b"Ours",
        "feeds/incidents.xml.md": "# A page",
    }
    files = files_of(published_of(texts))
    assert not files.keys() & {"api/incidents.json", "llms.txt", "feeds/incidents.xml"}
    assert {"api/known-issues.json", "feeds/incidents.json"} <= files.keys()


def test_a_file_of_the_book_that_nothing_leads_to_is_in_nobody_s_way() -> None:
    assert "llms.txt" in files_of(published_of({"llms.txt": b"Ours"}))
