"""The headline of the statistics, against values worked out by hand."""

from datetime import UTC, datetime

from incidentbook.views.statistics_headline import Card, headline, later
from tests.views.statistics_book import AS_OF, at_times, known_issue, report, statistics_of

LONG_AGO = "2019-01-01 10:00"


def cards(texts: dict[str, str], as_of: datetime = AS_OF) -> dict[str, Card]:
    found = headline(statistics_of(texts, as_of), as_of)
    return {card.title: card for card in found}


def broken(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_last_year_goes_back_365_days_from_the_moment_that_is_spoken_of() -> None:
    """What began at its first moment is in it, what began a minute earlier before it, what is to come in neither."""
    texts = at_times(LONG_AGO, "2025-08-21 00:00", "2025-08-20 23:59", "2026-08-20 23:59", "2026-08-21 00:00")
    card = cards(texts)["Incidents"]
    assert (card.when, card.figure, card.before) == ("Last 365 days", "2", "365 days before: 1")
    assert later(statistics_of(texts)) == 1


def test_a_change_of_count_is_judged_by_the_exact_binomial_test() -> None:
    """10 and then 1 of 11 with even chances: 2 (1 + 11) / 2048 = 0.012."""
    before = [f"2024-{month}-01 10:00" for month in (10, 11, 12)]
    before += [f"2025-{month:02}-10 10:00" for month in range(1, 8)]
    card = cards(at_times(LONG_AGO, *before, "2026-06-01 10:00"))["Incidents"]
    assert card.change == "Fewer, and by more than chance would give (p = 0.012)"
    assert (card.notable, card.worse) == (True, False)
    after = [f"2026-01-{day} 10:00" for day in range(10, 20)]
    more = cards(at_times(LONG_AGO, "2025-01-10 10:00", *after))["Incidents"]
    assert more.change == "More, and by more than chance would give (p = 0.012)"
    assert (more.notable, more.worse) == (True, True)


def test_the_running_quarter_is_compared_by_the_days_that_it_has() -> None:
    """Up to 21 August it has had 51, and 3 in these are more than 3 in the 91 of the quarter before.

    Of six in all, each with 51/142, two are likeliest (0.326), and everything else is as rare as three or rarer.
    """
    texts = at_times(
        LONG_AGO, "2026-07-01 00:00", "2026-07-02 10:00", "2026-08-20 10:00",
        "2026-04-01 00:00", "2026-05-05 10:00", "2026-06-30 23:59",
    )  # fmt: skip
    card = cards(texts)["This quarter"]
    assert (card.when, card.figure, card.before) == ("Q3 2026 so far, 51 days", "3", "Q2 2026, 91 days: 3")
    assert card.change == "Within what chance would give (p = 0.67)"
    assert card.provisional


def test_a_book_that_begins_later_is_compared_from_its_beginning() -> None:
    """Its first incident is where it begins and says nothing of how often there were any: 2 in 100 days, 2 in 365.

    With 365/465 for each of 4, 2 or fewer after it have a chance of 0.002 + 0.031 + 0.171 = 0.20, and the others
    are likelier.
    """
    texts = at_times("2025-05-13 00:00", "2025-06-01 10:00", "2025-07-01 10:00", "2025-10-01 10:00", "2026-02-01 10:00")
    card = cards(texts)["Incidents"]
    assert card.before == "365 days before: 3; the book begins on 13 May 2025"
    assert card.change == "Within what chance would give (p = 0.20)"
    assert card.arithmetic[1] == (
        "13 May 2025, 00:00 UTC up to 21 Aug 2025, 00:00 UTC (100 days): 3 incidents, of which the first is left out "
        "of the comparison, as the book begins with it"
    )


def test_a_book_that_is_younger_than_a_year_has_nothing_to_compare_with() -> None:
    """And says so, with the day on which it begins."""
    card = cards(at_times("2026-03-04 10:12", "2026-03-05 10:12"))["Incidents"]
    assert (card.figure, card.before) == ("2", "365 days before: 0; the book begins on 4 Mar 2026")
    assert card.change.startswith("Nothing to compare")
    assert not card.notable


def test_open_incidents_and_reports_left_out_stand_beside_the_count() -> None:
    """A duplicate is a report, and no incident. A report without a date is in no stretch of time."""
    texts = at_times(LONG_AGO, "2026-06-01 10:00") | {
        "incidents/again.md": report(9, "2026-06-01 10:30", "duplicate_of: INC-2026-0002\n"),
        "incidents/undated.md": "---\nid: INC-2026-0010\ntitle: Undated\n---\n",
    }
    card = cards(texts)["Incidents"]
    assert (card.figure, card.made_of) == ("1", "1 still open; 1 report left out")


def test_the_repeat_rate_says_what_may_make_it_higher() -> None:
    """Of five one followed the same issue within 90 days, three name no issue and four are not reviewed."""
    linked = "known_issues: [KI-0001]\n"
    texts = {
        "known-issues/a.md": known_issue("0001"),
        "incidents/1.md": report(1, "2026-01-01 10:00", linked + "review: reviewed\n"),
        "incidents/2.md": report(2, "2026-04-01 10:00", linked),
        **{f"incidents/{day}.md": report(day, f"2026-05-{day} 10:00") for day in (10, 11, 12)},
    }
    card = cards(texts)["Repeat rate"]
    assert card.figure == "20 %"
    assert card.made_of == "1 of 5. 3 without a known issue and 4 not fully reviewed: the rate may be higher by these."
    assert card.before == "365 days before: –"
    assert card.arithmetic == (
        "A repeat is a case of a known issue whose occurrence before it began at most 90 days earlier",
        "1 repeat of 5 incidents: INC-2026-0002",
    )


def test_of_fewer_than_five_incidents_no_rate_is_shown() -> None:
    """One of two is no 50 %."""
    texts = at_times("2026-01-01 10:00", "2025-01-01 10:00", "2025-01-02 10:00")
    card = cards(texts)["Repeat rate"]
    assert (card.figure, card.few, card.before) == ("0 of 1", True, "365 days before: 0 of 2")


def times(start: str, minutes: int, *, known: bool = True) -> str:
    end = datetime.fromisoformat(start).replace(tzinfo=UTC).timestamp() + minutes * 60
    mitigated = datetime.fromtimestamp(end, UTC)
    return f"{'started' if known else 'detected'}: {start}, mitigated: {mitigated:%Y-%m-%d %H:%M}"


def test_times_are_those_of_the_last_four_quarters_that_are_over() -> None:
    """10 to 70 minutes after 100 to 130: the most extreme of 330 ways to divide them, at either end: p = 0.006.

    The running quarter does not count, and of the one whose start is not known only a lower bound is.
    """
    done = "status: resolved\n"
    texts = {
        **{f"incidents/{n}.md": report(n, times(f"2026-0{n}-10 10:00", 10 * n), done) for n in range(1, 7)},
        "incidents/7.md": report(7, times("2025-07-01 10:00", 70), done),
        "incidents/8.md": report(8, times("2025-10-01 10:00", 5, known=False)),
        "incidents/9.md": report(9, times("2026-07-01 10:00", 1), done),
        **{f"incidents/1{n}.md": report(10 + n, times(f"2025-0{n}-10 10:00", 90 + 10 * n), done) for n in range(1, 5)},
    }
    card = cards(texts)["Time to mitigate"]
    assert (card.when, broken(card.figure)) == ("Q3 2025 to Q2 2026", "40 min")
    assert broken(card.made_of) == (
        "median, 95 %: 10 min to 1 h 10 min; n 7 of 8; of 1 only a range or a lower bound; 1 still open"
    )
    assert broken(card.before) == "Q3 2024 to Q2 2025: 1 h 40 min, 1 h 50 min, 2 h, 2 h 10 min, n 4 of 4"
    assert card.change == "Shorter, and by more than chance would give (p = 0.006)"
    assert (card.notable, card.worse, card.provisional) == (True, False, True)
    line = "INC-2026-0007: started 1 Jul 2025, 10:00 UTC → mitigated 1 Jul 2025, 11:10 UTC = 1 h 10 min"
    assert line in card.arithmetic
    assert not any("INC-2026-0009" in line for line in card.arithmetic)


def test_of_many_incidents_the_arithmetic_says_where_the_median_stands() -> None:
    """Up to 40 values stand there themselves, of more only their middle does."""

    def arithmetic(count: int) -> str:
        return cards(
            {f"incidents/{n:02}.md": report(n, times(f"2026-06-{n % 30 + 1:02} 10:00", n)) for n in range(1, count + 1)}
        )["Time to mitigate"].arithmetic[0]

    assert arithmetic(13) == f"Q3 2025 to Q2 2026: {', '.join(f'{n} min' for n in range(1, 14))}"
    assert arithmetic(41) == "Q3 2025 to Q2 2026: number 21 of 41 values, from the shortest on"
    assert arithmetic(42).endswith("the mean of numbers 21 and 22 of 42 values, from the shortest on")


def test_few_values_stand_for_themselves() -> None:
    """And a time that nothing is known of is a dash with its n, compared with nothing."""
    found = cards({"incidents/1.md": report(1, times("2026-06-01 10:00", 25))})
    mitigate, resolve = found["Time to mitigate"], found["Time to resolve"]
    assert (broken(mitigate.figure), mitigate.few) == ("25 min", True)
    assert (resolve.figure, resolve.change) == ("–", "")
    assert broken(resolve.before) == "Q3 2024 to Q2 2025: –, n 0 of 0"
