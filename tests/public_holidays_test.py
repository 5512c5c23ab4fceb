"""Public holidays by country and region."""

from datetime import date

import pytest

from incidentbook.public_holidays import check_holidays, nearest_holidays, public_holidays


def days(code: str, year: int) -> list[str]:
    return [f"{date.fromordinal(day):%d %b}" for day in sorted(public_holidays(code, year))]


def test_the_days_are_those_of_the_region() -> None:
    """England's, whose Boxing Day 2026 is a Saturday and observed on the Monday after."""
    assert days("GB-ENG", 2026) == [
        "01 Jan", "03 Apr", "06 Apr", "04 May", "25 May", "31 Aug", "25 Dec", "26 Dec", "28 Dec",
    ]  # fmt: skip
    assert "17 Mar" in days("GB-NIR", 2026)


def test_years_of_which_nothing_is_known_have_none() -> None:
    """Rather than an error."""
    assert public_holidays("GB-ENG", 202) == public_holidays("US", 9000) == frozenset()


@pytest.mark.parametrize("code", ["GB", "GB-ENG", "DE-BY", "US", "US-NY", "AU-NSW", "NP", "UK", "GBR"])
def test_codes_of_countries_and_regions_are_known(code: str) -> None:
    """Of two letters or three."""
    check_holidays(code)


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("gb-eng", "GB-ENG"),
        ("GB_ENG", "GB-ENG"),
        ("GB-EN", "GB-ENG"),
        ("GB-England", "GB-ENG"),
        ("DE-bayern", "DE-BY"),
        ("GB-", "GB"),
        ("GB-XYZ", "GB"),
        ("Germany", "DE"),
        ("united kingdom", "GB"),
        ("usa", "USA"),
        ("Nowhere", None),
        ("", None),
        ("HolidayBase", None),
        ("__name__", None),
        ("date", None),
    ],
)
def test_a_wrong_code_is_refused_and_the_nearest_is_known(code: str, meant: str | None) -> None:
    """By letters, or by a name."""
    with pytest.raises(ValueError, match="public holidays"):
        check_holidays(code)
    assert nearest_holidays(code) == meant
    if meant is not None:
        check_holidays(meant)
