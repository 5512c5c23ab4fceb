"""What announced maintenance excuses, and what not."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook.announced import AnnouncedWindow, announced_windows, excused
from incidentbook.instants import parse_instant, zone_named
from incidentbook.spans import Span
from tests.books import article, opened

PLANNED = "planned: {from: 2026-03-04 22:00, to: 2026-03-05 02:00}"
DOWN = "services: [{id: checkout, level: down}]"
LEVELS = ("down", "degraded", "at-risk", "none")


def at(text: str) -> float:
    return parse_instant(text, zone_named("UTC")).earliest.timestamp()


def night(start: str = "2026-03-04 22:00", end: str = "2026-03-05 02:00") -> Span:
    return Span(at(start), at(end))


def windows(*front_matters: str, **files: str) -> dict[str, tuple[AnnouncedWindow, ...]]:
    """Return the announced windows of maintenances, each given by the lines of its front matter."""
    texts = {
        f"maintenance/{number}.md": article(f"id: MNT-2026-{number:04}\ntitle: Work\n{text}")
        for number, text in enumerate(front_matters, 1)
    }
    found = opened({**texts, **{f"{name}.yml": text for name, text in files.items()}})
    assert [one.message for one in found.diagnostics if one.severity == "error"] == []
    return dict(announced_windows(found.book))


def spans(*front_matters: str) -> list[Span]:
    return [window.span for window in windows(*front_matters).get("checkout", ())]


def test_without_maintenance_nothing_is_announced() -> None:
    assert windows() == {}
    assert excused({}, "checkout", "down") == ()


def test_the_planned_window_is_announced_with_its_level() -> None:
    """And where it comes from is known."""
    (window,) = windows(f"{PLANNED}\n{DOWN}\nactual: {{from: 2026-03-04 21:30, to: 2026-03-05 04:00}}")["checkout"]
    assert window == AnnouncedWindow("checkout", night(), "down", "maintenance/1.md")


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("", True),
        ("announced: 2026-03-01 09:00", True),
        ("announced: 2026-03-04 22:00", True),
        ("announced: 2026-03-04", True),
        ("announced: 2026-03-04 22:01", False),
        ("announced: 2026-03-05", False),
        ("emergency: true", False),
        ("emergency: true\nannounced: 2026-03-04 21:00", True),
        ("emergency: true\nannounced: 2026-03-04 23:00", False),
        ("status: cancelled", False),
        ("status: cancelled\nannounced: 2026-03-01", False),
        ("status: completed", True),
        ("status: planned", True),
    ],
)
def test_announced_is_what_was_said_before_it_began(said: str, counts: bool) -> None:
    """Or what is no emergency; what was cancelled is neither."""
    assert spans(f"{PLANNED}\n{DOWN}\n{said}") == ([night()] if counts else [])


@pytest.mark.parametrize("planned", ["", "planned: {from: 2026-03-04 22:00}", "planned: {to: 2026-03-05 02:00}"])
def test_a_window_has_two_ends(planned: str) -> None:
    """What really took place announces nothing."""
    assert spans(f"{planned}\n{DOWN}\nactual: {{from: 2026-03-04 22:00, to: 2026-03-05 02:00}}") == []


def test_of_coarse_ends_only_what_is_certain_is_announced() -> None:
    assert spans(f"planned: {{from: 2026-03-04, to: 2026-03-06}}\n{DOWN}") == [
        night("2026-03-05 00:00", "2026-03-06 00:00")
    ]
    assert spans(f"planned: {{from: 2026-03-04, to: 2026-03-04}}\n{DOWN}") == []
    assert spans(f"planned: {{from: 2026-03-05, to: 2026-03-04}}\n{DOWN}") == []


def test_a_service_is_known_by_its_other_names() -> None:
    """Named by two of them, its window is announced once."""
    found = windows(
        f"{PLANNED}\nservices: [{{id: checkout.example.org, level: down}}, {{id: checkout, level: down}}]",
        services="checkout: {aliases: [checkout.example.org]}\n",
    )
    assert {key: len(windows) for key, windows in found.items()} == {"checkout": 1}


def test_levels_up_to_the_announced_one_are_excused() -> None:
    """An unknown level may have been the worst."""
    for place, announced in enumerate(LEVELS):
        found = windows(f"{PLANNED}\nservices: [{{id: checkout, level: {announced}}}]")
        assert [bool(excused(found, "checkout", level)) for level in LEVELS] == [
            other >= place for other in range(len(LEVELS))
        ]
        assert bool(excused(found, "checkout", "")) == (announced == "down")
        assert excused(found, "payments", "none") == ()


def test_a_service_without_a_level_is_excused_nothing() -> None:
    found = windows(f"{PLANNED}\nservices: [checkout]")
    assert [window.level for window in found["checkout"]] == [""]
    assert [excused(found, "checkout", level) for level in (*LEVELS, "")] == [()] * 5


def test_a_region_is_excused_by_its_own_window_and_by_one_for_everywhere() -> None:
    """What is down everywhere is not excused by work in one region."""
    one = windows(f"{PLANNED}\nservices: [{{id: checkout, level: down, region: EU}}]")
    assert [bool(excused(one, "checkout", "down", region)) for region in ("eu", " EU ", "us", "", None)] == [
        True, True, False, False, False,
    ]  # fmt: skip
    everywhere = windows(f"{PLANNED}\n{DOWN}")
    assert all(excused(everywhere, "checkout", "down", region) == (night(),) for region in ("eu", None))


def test_a_services_own_periods_stay_within_the_window() -> None:
    """Each with its level, so that an overrun written there excuses nothing."""
    found = windows(
        f"{PLANNED}\nservices:\n- id: checkout\n  level: at-risk\n  periods:\n"
        "  - {from: 2026-03-04 22:00, to: 2026-03-04 22:30, level: down}\n"
        "  - {from: 2026-03-05 01:30, to: 2026-03-05 04:00}\n"
        "  - {from: 2026-03-05 01:45}\n"
    )
    assert [(window.span, window.level) for window in found["checkout"]] == [
        (night(end="2026-03-04 22:30"), "down"),
        (night("2026-03-05 01:30"), "at-risk"),
        (night("2026-03-05 01:45"), "at-risk"),
    ]
    assert excused(found, "checkout", "down") == (night(end="2026-03-04 22:30"),)


def test_several_windows_of_a_service_are_joined() -> None:
    later = "planned: {from: 2026-03-05 01:00, to: 2026-03-05 03:00}"
    found = windows(f"{later}\n{DOWN}", f"{PLANNED}\n{DOWN}")
    assert [window.path for window in found["checkout"]] == ["maintenance/2.md", "maintenance/1.md"]
    assert excused(found, "checkout", "down") == (night(end="2026-03-05 03:00"),)


WORK = st.tuples(st.integers(0, 20), st.integers(1, 6), st.sampled_from(LEVELS))


@settings(deadline=None, max_examples=20)
@given(st.lists(WORK, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(works: Sequence[tuple[int, int, str]], chance: random.Random) -> None:
    """Nor does a worse announcement ever excuse less."""
    texts = [
        f"planned: {{from: 2026-03-04 {begin:02}:00, to: 2026-03-05 {begin:02}:{hours:02}}}\n"
        f"services: [{{id: checkout, level: {level}}}]"
        for begin, hours, level in works
    ]
    found, shuffled = windows(*texts), windows(*chance.sample(texts, len(texts)))
    covered = [excused(found, "checkout", level) for level in LEVELS]
    assert covered == [excused(shuffled, "checkout", level) for level in LEVELS]
    seconds = [sum(end - start for start, end in spans) for spans in covered]
    assert seconds == sorted(seconds)
