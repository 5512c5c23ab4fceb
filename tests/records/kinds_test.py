"""Which record each kind of article has."""

from incidentbook.kinds import KINDS
from incidentbook.records.kinds import RECORDS, has_record, record_of
from tests.api.published_book import shown_of
from tests.books import article
from tests.good_articles import GOOD


def test_every_kind_has_one() -> None:
    assert RECORDS.keys() == KINDS.keys() | {"service"}
    shown = shown_of(GOOD)
    for one in shown.book.articles():
        assert has_record(one, shown)
        assert type(record_of(one, shown)) is RECORDS[one.kind]
        assert record_of(one, shown).model_dump()["kind"] == one.kind


def test_of_two_symptoms_with_one_name_the_first_has_one() -> None:
    texts = {"symptoms/a/slow.md": article("title: Slow"), "symptoms/b/slow.md": article("title: Slow too")}
    shown = shown_of(texts)
    assert [has_record(one, shown) for one in shown.book.symptoms] == [True, False]
