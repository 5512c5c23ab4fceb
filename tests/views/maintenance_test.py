from incidentbook.views import maintenance as page
from tests.views.article_book import incident, page_of, view_of

PATH = "maintenance/db.md"


PLANNED = "planned: {from: 2026-01-01 20:00, to: 2026-01-01 22:00}\n"


def text(windows: str) -> dict[str, str]:
    return {PATH: f"---\nid: MNT-2026-0001\ntitle: Upgrade\nstatus: completed\n{windows}\n---\n"}


def test_an_overrun_is_the_time_past_the_announced_end() -> None:
    """An hour and a half."""
    book = text(PLANNED + "actual: {from: 2026-01-01 20:10, to: 2026-01-01 23:30}")
    assert "<b>Overran by 1 h 30 min.</b>" in page_of(page.views, PATH, book)


def test_both_windows_are_drawn_to_one_scale() -> None:
    """Planned two hours, took four."""
    book = text(PLANNED + "actual: {from: 2026-01-01 20:00, to: 2026-01-02 00:00}")
    windows = view_of(page.views, PATH, book).texts()["windows"]
    assert [(window.length, window.x, window.width) for window in windows] == [("2 h", "0", "50"), ("4 h", "0", "100")]


def test_an_end_on_the_announced_day_is_no_overrun() -> None:
    """Announced to the day."""
    book = text("planned: {from: 2026-01-01, to: 2026-01-02}\nactual: {to: 2026-01-02 18:00}")
    assert "Overran" not in page_of(page.views, PATH, book)


def test_what_it_led_to_is_linked() -> None:
    """An incident says so."""
    book = text("planned: {from: 2026-01-01}") | {
        "incidents/1.md": incident(1, "detected: 2026-01-01", "caused_by: MNT-2026-0001")
    }
    assert "<dt>Led to</dt>" in page_of(page.views, PATH, book)


def test_without_windows_there_is_no_table() -> None:
    """A title alone."""
    assert "<table" not in page_of(page.views, PATH, text(""))


def test_what_the_window_excused_is_listed_with_its_incident() -> None:
    """An hour of a service that had been announced to be down; without such an incident the page says nothing of it."""
    book = {
        PATH: text(PLANNED + "services: [{id: checkout, level: down}]")[PATH],
        "incidents/1.md": incident(
            1,
            "started: 2026-01-01 21:00, mitigated: 2026-01-01 23:00, resolved: 2026-01-01 23:00",
            "services: [{id: checkout, level: down}]",
        ),
    }
    page_text = page_of(page.views, PATH, book)
    assert "What the announced window excused" in page_text
    assert (
        '<a class="ib-ref" href="../../incidents/1/"><span class="ib-id">INC-2026-0001</span> Number 1</a>'
        ": 1 h in which checkout was impaired does not count."
    ) in page_text
    assert "excused" not in page_of(page.views, PATH, {PATH: book[PATH]})
