from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from incidentbook.views.plots.columns import WIDTHS_PX, Columns, Label, columns_of


def months(first: int, count: int) -> list[str]:
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, first + count)]


def quarters(first: int, count: int) -> list[str]:
    return [f"{quarter // 4}-Q{quarter % 4 + 1}" for quarter in range(first, first + count)]


def at(labels: tuple[Label, ...], width: int) -> list[str]:
    return [label.text for label in labels if f"ib-at-{width}" in label.widths.split()]


def test_a_few_months_have_all_their_names_at_every_width() -> None:
    """November to February, and the two years below them."""
    columns = columns_of(["2025-11", "2025-12", "2026-01", "2026-02"])
    for width in range(len(WIDTHS_PX)):
        assert at(columns.labels, width) == ["Nov", "Dec", "Jan", "Feb"]
        assert at(columns.years, width) == ["2025", "2026"]
    assert columns.borders == ("50",)


def test_months_are_thinned_to_those_that_begin_a_quarter() -> None:
    """Two years on a phone."""
    columns = columns_of(months(2024 * 12, 24))
    assert at(columns.labels, 0) == ["Jan", "Apr", "Jul", "Oct"] * 2
    assert len(at(columns.labels, 3)) == 24


def test_where_no_part_of_a_year_fits_there_are_years_only() -> None:
    """Seven years of quarters on a phone."""
    columns = columns_of(quarters(2020 * 4, 28))
    assert at(columns.labels, 0) == []
    assert at(columns.years, 0) == ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]
    assert at(columns.labels, 1) == ["Q1", "Q3"] * 7
    assert at(columns.labels, 2) == ["Q1", "Q2", "Q3", "Q4"] * 7


def test_years_can_be_the_columns() -> None:
    """They need one row of labels."""
    columns = columns_of(["2024", "2025", "2026"])
    assert at(columns.labels, 0) == ["2024", "2025", "2026"]
    assert not columns.years
    assert not columns.borders
    assert columns.depth_px < columns_of(["2026-01"]).depth_px


def test_of_thinned_numbers_the_last_one_stays() -> None:
    """Forty columns with three digits each."""
    columns = columns_of(quarters(2016 * 4, 40))
    labels = columns.numbers([str(100 + number) for number in range(40)])
    assert all(at(labels, width)[-1] == "139" for width in range(len(WIDTHS_PX)))
    assert len(at(labels, 0)) < 10 < len(at(labels, 3))


def test_a_bar_is_never_wider_than_its_column() -> None:
    """Whether they are many or only one, which is narrow then."""
    assert columns_of(months(2020 * 12, 72)).bar < 1
    assert columns_of(["2026-01"]).bar < 0.2


@given(st.integers(1, 120), st.integers(24000, 24400), st.booleans())
def test_no_label_touches_the_next(count: int, first: int, by_month: bool) -> None:
    """Of any stretch of months or quarters, at any width."""
    columns = columns_of(months(first, count) if by_month else quarters(first // 3, count))
    for width, width_px in enumerate(WIDTHS_PX):
        for labels in (columns.labels, columns.years, columns.numbers(["1,234"] * count)):
            shown = [label for label in labels if f"ib-at-{width}" in label.widths.split()]
            for one, other in pairwise(shown):
                apart_px = (float(other.x) - float(one.x)) / 100 * width_px
                assert apart_px > len(one.text) * 6


@given(st.integers(1, 100))
def test_places_fill_the_width(count: int) -> None:
    """From the left edge of the first column to the right edge of the last."""
    columns: Columns = columns_of(quarters(8000, count))
    assert columns.place(0, 0) == 0
    assert round(columns.place(count - 1, 1), 6) == 100
    x, width = columns.bar_place(count - 1)
    assert float(x) + float(width) <= 100.01
