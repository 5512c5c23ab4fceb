"""All that the review shows, section by section."""

from dataclasses import dataclass

from incidentbook.views.action_items import Completion, completion
from incidentbook.views.review_changes import ChangedVerdict, Changes, PeriodFigures
from incidentbook.views.review_days import Days, Since, days_of
from incidentbook.views.review_duties import Done, Duties, Overdue, Postmortems, Stale
from incidentbook.views.review_incidents import Incidents, Miss, New, Open, Reopened, Return
from incidentbook.views.view import Shown


@dataclass(frozen=True)
class Review:
    """The sections, each in its order."""

    days: Days
    open: tuple[Open, ...]
    new: Since[New]
    back: Since[Return]
    reopened: Since[Reopened]
    missed: Since[Miss]
    verdicts: Since[ChangedVerdict]
    periods: tuple[PeriodFigures, ...]
    overdue: tuple[Overdue, ...]
    done: Since[Done]
    completion: Completion
    actions_open: int
    actions_undated: int
    """Of the open ones, those without a due date, which cannot be overdue."""
    postmortems: Postmortems
    stale: tuple[Stale, ...]


def review_of(shown: Shown) -> Review:
    """Return the review of a site."""
    days = days_of(shown)
    incidents, changes, duties = Incidents(shown, days), Changes(shown, days), Duties(shown, days)
    return Review(
        days=days,
        open=incidents.open(),
        new=days.split(incidents.new()),
        back=days.split(incidents.came_back()),
        reopened=days.split(incidents.reopened()),
        missed=days.split(incidents.missed()),
        verdicts=days.split_standing(changes.verdicts()),
        periods=changes.figures(),
        overdue=duties.overdue(),
        done=days.split(duties.done()),
        completion=completion(duties.items),
        actions_open=sum(item.open for item in duties.items),
        actions_undated=sum(item.open and item.due is None for item in duties.items),
        postmortems=duties.postmortems(incidents.rows),
        stale=duties.stale(),
    )
