"""The page for the weekly meeting: what happened since a day, what that changed and what is left to do; also as CSV."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from incidentbook.addresses import ACTIONS, REVIEW, REVIEW_SHEET
from incidentbook.text import digest
from incidentbook.views.figures_said import percent
from incidentbook.views.hub import hub, said_date
from incidentbook.views.review_days import CHOICES_DAYS, USUAL_DAYS, said_day
from incidentbook.views.review_items import csv_text, items_of
from incidentbook.views.review_sections import Review, review_of
from incidentbook.views.view import Shown, View

MOST_LISTED = 12
"""Of what does not depend on a day, so that a meeting's paper has two pages; the CSV has all."""


def views(shown: Shown) -> Iterator[View]:
    """Yield the page and the CSV."""

    @cache
    def review() -> Review:
        return review_of(shown)

    depends = _depends(shown)
    values = {
        "as_of": said_date(shown), "usual_days": USUAL_DAYS, "choices": CHOICES_DAYS, "most": MOST_LISTED,
        "csv": REVIEW_SHEET, "actions_page": ACTIONS,
    }  # fmt: skip
    page = hub(
        shown, REVIEW, "review.jinja", "Review", values,
        description="What happened since a day, what that changed, and what is left to do.",
        scripts=("review",), as_of=True,
    )  # fmt: skip
    introduction = page.texts
    yield replace(
        page,
        texts=lambda: {**introduction(), "review": review(), "said": _said, "percent": percent},
        depends=(*page.depends, *depends),
    )
    yield View(
        REVIEW_SHEET, "sheet.jinja", "Review", {},
        texts=lambda: {"sheet": csv_text(items_of(review()))}, depends=depends,
    )  # fmt: skip


def _depends(shown: Shown) -> tuple[str, ...]:
    """Return what both depend on: all that figures do, and how fresh the articles of other kinds are."""
    others = (*shown.book.symptoms, *shown.book.runbooks)
    return (shown.numbers.inputs, digest(*(part for one in others for part in (one.path, one.said))))


def _said(day: date | str) -> str:
    return said_day(date.fromisoformat(day) if isinstance(day, str) else day)
