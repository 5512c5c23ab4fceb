"""Several names in one value."""

import pytest

from incidentbook.importers.converters.context import Context
from incidentbook.importers.converters.listed_names import names, services, version_ranges, whole


def test_names_come_from_lists_and_from_texts() -> None:
    assert names(["a", " b ", None, "a"], Context()) == ["a", "b"]
    assert names("`a`, b; c and d", Context()) == ["a", "b", "c", "d"]
    assert names("", Context()) == []
    with pytest.raises(ValueError, match="more than"):
        names([{"a": 1}], Context())


def test_services_are_those_of_the_book_where_it_knows_them() -> None:
    context = Context(services={"the checkout": "checkout", "checkout": "checkout"})
    assert services("The Checkout, checkout, Media Proxy", context) == ["checkout", "media-proxy"]
    assert services(["API (only in one region, for some)"], context) == ["api"]


def test_what_explains_a_service_is_in_no_key() -> None:
    context = Context(services={"the checkout (eu)": "checkout"})
    for said, all_said in ((["Media Proxy"], True), (["The Checkout (EU)"], True), (["API (slow)"], False)):
        assert whole(said, services(said, context), context) == all_said


@pytest.mark.parametrize(
    ("said", "ranges"),
    [
        ("v19.2.0 to v19.2.11, v20.1.0 to 20.1.10", [">=19.2.0,<=19.2.11", ">=20.1.0,<=20.1.10"]),
        ("v22.1.19 and v22.2.8", ["==22.1.19", "==22.2.8"]),
        ("2.3 and later", [">=2.3"]),
        ("prior to v2.5", ["<2.5"]),
        ("v21.2.x, ≤ 22.1.21", [">=21.2,<21.3", "<=22.1.21"]),
        ("v2.1.10-onward", [">=2.1.10"]),
    ],
)
def test_versions_become_ranges(said: str, ranges: list[str]) -> None:
    assert version_ranges(said, Context()) == ranges


@pytest.mark.parametrize("said", ["all", "clusters upgraded from 1.2", "testing versions of v24.2"])
def test_words_about_versions_are_no_range(said: str) -> None:
    with pytest.raises(ValueError, match="no range"):
        version_ranges(said, Context())
