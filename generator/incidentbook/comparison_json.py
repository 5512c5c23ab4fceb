"""What a change does to a book, as JSON for programs: all of it, with stable keys."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from incidentbook.article_changes import ArticleChange
from incidentbook.comparison import Comparison
from incidentbook.comparison_frame import Frame
from incidentbook.duplicates import Likely
from incidentbook.graph import Target
from incidentbook.likenesses import Likeness
from incidentbook.quarter_changes import Figures
from incidentbook.sensitive import is_sensitive


def comparison_json(found: Comparison, frame: Frame) -> str:
    """Write a comparison. Keys are always there; paths are seen from the top of the repository, lengths in minutes."""
    findings, shown = found.findings, frame.shown
    said = {
        "base": frame.reference,
        "commit": frame.commit,
        "audience": frame.audience,
        "as_of": str(frame.as_of),
        "notes": list(frame.notes),
        "articles": [_article(one, frame) for one in found.articles],
        "other_files": [shown(path) for path in found.others],
        "brought": [one._replace(path=shown(one.path))._asdict() for one in findings.brought],
        "mended": [one._replace(path=shown(one.path, was=True))._asdict() for one in findings.mended],
        "likenesses": [_likeness(one, shown) for one in found.likenesses],
        "occurrences": [
            {**_target(one.issue, shown), "before": one.before, "after": one.after, "last_apart_days": one.apart_days}
            for one in found.issues
        ],
        "quarters": [
            {
                "period": one.key,
                "title": one.title,
                "provisional": one.provisional,
                "before": _figures(one.before),
                "after": _figures(one.after),
            }
            for one in found.quarters
        ],
        "undated": [shown(article.path) for article in found.undated],
    }
    return json.dumps(said, indent=2, ensure_ascii=False)


def _article(one: ArticleChange, frame: Frame) -> dict[str, Any]:
    article, fields = one.article, one.article.fields
    return {
        "change": one.how,
        "kind": article.kind,
        "id": article.id,
        "title": _title(article.title),
        "path": frame.shown(article.path, was=one.how == "removed"),
        "was": frame.shown(one.was.path, was=True) if one.was is not None else None,
        "severity": getattr(fields, "severity", None),
        "services": [used.id for used in getattr(fields, "services", ())],
        "keys": [change.key for change in one.keys],
        "text": one.text,
    }


def _likeness(one: Likeness, shown: Callable[[str], str]) -> dict[str, Any]:
    def said(some: Iterable[Likely]) -> list[dict[str, Any]]:
        return [{**_target(likely.target, shown), "why": likely.why, "record": likely.record} for likely in some]

    return {
        "path": shown(one.article.path),
        "duplicates": said(one.duplicates),
        "known_issues": said(one.issues),
        "similar": said(one.similar),
    }


def _target(target: Target, shown: Callable[[str], str]) -> dict[str, Any]:
    return {"id": target.name, "title": _title(target.title), "path": shown(target.path)}


def _title(title: str) -> str | None:
    return title if not is_sensitive(title) else None


def _figures(figures: Figures) -> dict[str, Any]:
    durations: dict[str, Any] = {
        measure: {
            "n": measured.found.n,
            "of": measured.found.of,
            "inexact": measured.inexact,
            "median": _minutes(measured.found.median),
        }
        for measure, measured in figures.durations.items()
    }
    return {
        "incidents": figures.incidents,
        "open": figures.open,
        "not_counted": figures.not_counted,
        **durations,
        "sla": {
            clock: {**found._asdict(), "compliance": _rounded(found.share)}
            for clock, found in figures.compliance.items()
        },
        "repeats": {**asdict(figures.repeats), "repeat_rate": _rounded(figures.repeats.share)},
        "downtime_minutes": _minutes(figures.downtime_seconds),
    }


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds / 60, 3)


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
