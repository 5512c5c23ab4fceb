from incidentbook.views.plots.action_ages import ActionAges, Age, action_ages


def plot(*counts: tuple[int, int]) -> ActionAges:
    return action_ages([Age(f"{place} days", *count) for place, count in enumerate(counts)])


def test_bars_are_to_scale_and_begin_with_what_is_overdue() -> None:
    """Half as many are half as long."""
    longest, half = plot((8, 2), (4, 4)).bars
    assert float(half.width) == float(longest.width) / 2 == float(half.overdue_width)
    assert float(longest.overdue_width) == float(longest.width) / 4
    assert (longest.overdue_said, half.overdue_said) == ("2 overdue", "all overdue")
    assert longest.said == "0 days: 8 open, 2 of them overdue"


def test_an_age_without_actions_keeps_its_place() -> None:
    """So that ages can be compared."""
    bars = plot((3, 0), (0, 0), (1, 0)).bars
    assert [bar.open for bar in bars] == [3, 0, 1]
    assert bars[1].overdue_said == ""


def test_the_title_says_how_many_are_overdue() -> None:
    """None, one, several; and how old the oldest are."""
    assert plot((1, 1)).caption.title == "The only open action is overdue"
    assert plot((3, 0)).caption.title == "None of 3 open actions is overdue"
    assert plot((3, 1), (2, 0)).caption.title == "1 of 5 open actions is overdue; 2 open for 1 days"
    assert plot((3, 1), (2, 2), (0, 0)).caption.title == "3 of 5 open actions are overdue; 2 open for 1 days"


def test_nothing_open_is_a_figure() -> None:
    """Without a bar."""
    assert plot().caption.title == plot((0, 0)).caption.title == "No action is open"
    assert plot((0, 0)).bars == ()
