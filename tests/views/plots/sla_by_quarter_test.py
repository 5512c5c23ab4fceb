from hypothesis import given
from hypothesis import strategies as st

from incidentbook.judgements import Compliance
from incidentbook.views.plots.sla_by_quarter import Quarter, SlaByQuarter, sla_by_quarter


def quarter(met: int, missed: int, unknown: int = 0, *, number: int = 0, aim: float | None = None) -> Quarter:
    key = f"{2020 + number // 4}-Q{number % 4 + 1}"
    return Quarter(key, f"Quarter {number}", Compliance(met, missed, unknown), aim)


def plot(*quarters: Quarter) -> SlaByQuarter:
    return sla_by_quarter(quarters, "resolution target")


def title(*quarters: Quarter) -> str:
    return plot(*quarters).caption.title.replace("\N{NO-BREAK SPACE}", " ")


def test_what_is_unknown_stands_between_what_was_met_and_what_was_missed() -> None:
    """Two, one and one of four."""
    figure = plot(quarter(2, 1, 1))
    assert [(one.verdict, one.said) for one in figure.segments] == [
        ("met", "Quarter 0: 2 of 4 met"),
        ("unknown", "Quarter 0: 1 of 4 unknown"),
        ("missed", "Quarter 0: 1 of 4 missed"),
    ]
    assert [label.text for label in figure.numbers] == ["4"]


def test_compliance_leaves_out_the_unknown_and_the_worst_case_counts_them_as_missed() -> None:
    """Two of three, two of four."""
    (row,) = plot(quarter(2, 1, 1)).rows
    assert (row.share, row.worst) == ("66.7\N{NO-BREAK SPACE}%", "50\N{NO-BREAK SPACE}%")


def test_an_objective_is_a_line_as_long_as_it_is_the_same() -> None:
    """None, 90 % for two quarters, then 95 %."""
    figure = plot(*(quarter(1, 0, number=number, aim=aim) for number, aim in enumerate((None, 0.9, 0.9, 0.95))))
    assert [(line.x, line.end) for line in figure.lines] == [("25", "75"), ("75", "100")]
    assert figure.objective == ""
    assert plot(quarter(1, 0, aim=0.9)).objective == "90\N{NO-BREAK SPACE}%"


def test_a_share_is_not_rounded_up_to_what_it_is_below() -> None:
    """One of 3,000 missed is not all, and 94.96 % is not 95 %."""
    assert plot(quarter(2999, 1)).rows[0].share == "99.9\N{NO-BREAK SPACE}%"
    assert plot(quarter(1, 2999)).rows[0].share == "0.1\N{NO-BREAK SPACE}%"
    (row,) = plot(quarter(9496, 504, aim=0.95)).rows
    assert (row.share, row.below) == ("94.9\N{NO-BREAK SPACE}%", True)


def test_the_title_speaks_of_the_last_quarter_where_it_has_enough_verdicts() -> None:
    """Else of all of them."""
    assert title(quarter(1, 1), quarter(9, 1, number=1, aim=0.85)) == (
        "9 of 10 incidents met the resolution target (Quarter 1): 90 %; the objective is 85 %"
    )
    assert title(quarter(1, 1, aim=0.85), quarter(1, 0, number=1, aim=0.85)) == (
        "2 of 3 incidents met the resolution target (Quarter 0 to Quarter 1): 66.7 %, below the objective of 85 %"
    )


def test_nothing_and_one_thing_are_figures() -> None:
    """No quarter, one verdict, none that is known."""
    assert title() == "No incident was judged by a resolution target"
    assert plot().rows == ()
    assert title(quarter(0, 1)) == "The only incident with a verdict missed the resolution target (Quarter 0)"
    assert title(quarter(0, 0, 2)) == "No verdict on the resolution target is known"


def test_what_is_running_makes_a_quarter_provisional() -> None:
    """It is said, and not drawn; a table is there even where nothing is."""
    figure = plot(quarter(0, 0)._replace(verdicts=Compliance(running=2, excluded=1)))
    assert figure.columns is None
    assert figure.caption.title == "No verdict on the resolution target yet"
    assert figure.caption.note == "Quarter 0 is provisional: 2 clocks still running. 1 excluded incident not drawn."
    assert [(row.verdicts.running, row.verdicts.excluded) for row in figure.rows] == [(2, 1)]


@given(st.lists(st.tuples(*[st.integers(0, 50)] * 3), min_size=1, max_size=40))
def test_every_bar_is_full(counts: list[tuple[int, int, int]]) -> None:
    """From the base to the top, whatever it is made of; one pixel between its parts."""
    figure = plot(*(quarter(*verdicts, number=number) for number, verdicts in enumerate(counts)))
    for number, verdicts in enumerate(counts):
        own = [one for one in figure.segments if one.said.startswith(f"Quarter {number}:")]
        assert len(own) == sum(map(bool, verdicts))
        if own:
            assert float(own[-1].y) == 8
            assert float(own[0].y) + float(own[0].height) >= figure.base - 1.01
