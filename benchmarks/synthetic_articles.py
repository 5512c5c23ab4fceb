"""The articles of a synthetic book as text: front matter and body of each kind."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import yaml

from benchmarks import synthetic_words as words
from benchmarks.synthetic_plan import Incident, KnownIssue, Plan, Service

_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_POLICY = """\
calendars:
  office: {zone: Europe/London, week: {mon-fri: "09:00-17:30"}, holidays: GB-ENG}
targets:
  - {severity: sev1, response: 15m, resolution: 4h, objective: 90 %}
  - {severity: sev2, response: 30m, resolution: 8h, hours: office, objective: 85 %}
  - {severity: sev3, response: 4h, resolution: 2 days, hours: office}
  - {severity: sev4, response: 1 day, resolution: 5 days, hours: office}
  - {severity: sev4, response: 8h, resolution: 3 days, hours: office, from: 2023-01-01}
availability:
"""
LAST_REVIEWED = date(2025, 11, 3)


def services_yml(plan: Plan) -> str:
    """The catalogue; everything in the book is public, so that the whole of it is built."""
    return _yaml(
        {
            service.id: {
                "name": service.id.replace("-", " ").capitalize(),
                "owner": service.owner,
                "contacts": {"chat": f"#{service.owner}"},
                "tier": 1 + number % 3,
                "audience": "public",
                "depends_on": list(service.depends_on),
            }
            for number, service in enumerate(plan.services)
        }
    )


def sla_yml(plan: Plan) -> str:
    """Targets for every severity, and for every service an objective, of each third in office hours."""
    objectives = (
        f"  - {{service: {service.id}, objective: 99.9 %, hours: {'office' if place % 3 == 0 else 'always'}}}\n"
        for place, service in enumerate(plan.services)
    )
    return _POLICY + "".join(objectives)


def incident(plan: Plan, subject: Incident) -> str:
    """One report: front matter with times, links and actions; 250 to 700 words of body."""
    random = Random(f"{plan.seed}:prose:{subject.id}")
    gaps = _gaps(random, subject.service, subject.other, subject.detected)
    front = {
        "id": subject.id,
        "title": subject.title,
        "severity": random.choices(("sev1", "sev2", "sev3", "sev4"), weights=(1, 3, 6, 3))[0],
        "status": "resolved",
        "review": "reviewed",
        "audience": "public",
        **({"zone": subject.zone} if subject.zone else {}),
        "services": [
            {
                "id": subject.service.id,
                "level": random.choice(("down", "degraded")),
                "share": f"{random.randrange(5, 100)} %",
            },
            *([{"id": subject.other.id, "role": "at-risk"}] if subject.other != subject.service else []),
        ],
        "times": _times(random, subject),
        "impact": {
            "summary": _said(random, random.choice(words.IMPACT), gaps),
            "users": random.randrange(20, 20000),
        },
        "detection": random.choice(words.DETECTIONS),
        "trigger": {"type": subject.failure.trigger, "ref": f"CHG-{random.randrange(1000, 9999)}"},
        "factors": list(subject.failure.factors),
        "alerts": [subject.failure.alert],
        **_links(random, plan, subject),
        "actions": _actions(random, subject, gaps),
        "versions": {subject.service.id: gaps["version"]},
    }
    return _article(front, *_incident_body(random, plan, subject, gaps))


def _times(random: Random, subject: Incident) -> dict[str, str]:
    times = {
        "started": f"{subject.started:%Y-%m-%d %H:%M}",
        "detected": f"{subject.detected:%Y-%m-%d %H:%M}",
        "acknowledged": f"{subject.acknowledged:%Y-%m-%d %H:%M}",
        "mitigated": f"{subject.mitigated:%Y-%m-%d %H:%M}",
        "resolved": f"{subject.resolved:%Y-%m-%d %H:%M}",
    }
    kind = random.random()
    if kind < 0.1:
        times["started"] = f"~ {times['started']}"
    elif kind < 0.15 and subject.detected.date() == subject.started.date():
        times["started"] = times["started"][:10]
    return times


def _links(random: Random, plan: Plan, subject: Incident) -> dict[str, Any]:
    cause = subject.cause
    if cause is None:
        return {}
    fix = random.choices(("worked", "partly", "failed", "not-tried"), weights=(70, 10, 10, 10))[0]
    took = {"took": f"{random.randrange(5, 90)}m"} if fix != "not-tried" else {}
    links: dict[str, Any] = {
        "known_issues": [
            {"id": cause.id, "link": "suspected" if subject.suspected else "confirmed", "fix": fix, **took}
        ]
    }
    if cause.symptoms:
        links["symptoms"] = list(cause.symptoms[:1])
    if cause.runbook and random.random() < 0.5:
        links["runbooks"] = [{"id": cause.runbook, "fix": "partly" if fix == "worked" else "worked"}]
    if subject.earlier is not None and random.random() < 0.5:
        links["related"] = [plan.incidents[subject.earlier].id]
    return links


def _actions(random: Random, subject: Incident, gaps: dict[str, str]) -> list[dict[str, Any]]:
    actions = []
    for text in random.sample(words.ACTIONS, random.randrange(4)):
        due = subject.resolved.date() + timedelta(days=random.randrange(5, 60))
        action: dict[str, Any] = {
            "do": _said(random, text, gaps),
            "type": random.choice(words.ACTION_TYPES),
            "owner": subject.service.owner,
            "due": due,
        }
        state = random.random()
        if state < 0.8:
            action["done"] = due - timedelta(days=random.randrange(4))
        elif state < 0.9:
            action["dropped"] = "Made needless by the permanent fix"
        actions.append(action)
    return actions


def _incident_body(random: Random, plan: Plan, subject: Incident, gaps: dict[str, str]) -> list[str]:
    failure, earlier = subject.failure, subject.earlier
    summary = _sentences(random, words.SUMMARY, 2, gaps)
    if subject.cause:
        summary += f" It was {'probably ' if subject.suspected else ''}a case of {subject.cause.id}."
    if earlier is not None:
        before = plan.incidents[earlier]
        target = f"../{before.started.year}/{before.slug}.md"
        summary += f" The one before was [{before.started.day} {before.started:%B %Y}]({target}), {before.id}."
    parts = [
        _section("Summary", summary),
        _section("Impact", _sentences(random, words.IMPACT, 3, gaps)),
        _section("Timeline", _timeline(random, subject, gaps)),
        _section(
            "Contributing factors",
            f"{failure.cause} {_sentences(random, words.NARRATIVE, 2, gaps)}",
            f"The log of `{subject.service.id}` says:",
            f"```text\n{_log(random, subject, 4)}\n```",
        ),
        _section("Resolution", _sentences(random, words.RESOLUTION, 1, gaps), _command(failure, subject.service)),
        _section("What went well", _list(random, words.WENT_WELL, 2, gaps)),
        _section("What could have gone better", _list(random, words.WENT_BADLY, 2, gaps)),
        _section("Follow-up", failure.permanent),
    ]
    if random.random() < 0.3:
        parts[1] += f"\n\n{_table(random)}"
    wanted = random.randrange(280, 640)
    missing = wanted - sum(len(part.split()) for part in parts)
    while missing > 0:
        paragraph = _sentences(random, words.NARRATIVE, random.randrange(2, 5), gaps)
        parts[3] += f"\n\n{paragraph}"
        missing -= len(paragraph.split())
    return parts


def _timeline(random: Random, subject: Incident, gaps: dict[str, str]) -> str:
    lines: list[tuple[datetime, str]] = [
        (subject.detected, f"[detected] {subject.failure.alert} fires for {subject.service.id}"),
        (subject.acknowledged, f"[acknowledged] {subject.service.owner} takes the page"),
        (subject.mitigated, f"[mitigated] {subject.service.id} answers again"),
        (subject.resolved, "[resolved] Nothing of it is left"),
    ]
    minutes = int((subject.mitigated - subject.acknowledged).total_seconds() // 60)
    for text in random.sample(words.TIMELINE, random.randrange(3, 7)):
        after = timedelta(minutes=random.randrange(1, max(minutes, 2)))
        lines.append((subject.acknowledged + after, _said(random, text, gaps)))
    lines.sort(key=lambda line: line[0])
    written, day = [], None
    for moment, text in lines:
        form = "%H:%M" if moment.date() == day else "%Y-%m-%d %H:%M"
        written.append(f"- {moment.strftime(form)} {text}")
        day = moment.date()
    return "\n".join(written)


def known_issue(plan: Plan, subject: KnownIssue) -> str:
    """One known issue; one without a symptom of its own has it in place."""
    random = Random(f"{plan.seed}:prose:{subject.id}")
    failure, service = subject.failure, subject.service
    gaps = _gaps(random, service, random.choice(plan.services), datetime(2025, 6, 1, 9, 30))  # noqa: DTZ001
    status = random.choices(("workaround", "fixed", "investigating", "wont-fix"), weights=(6, 3, 1, 1))[0]
    symptoms: list[Any] = list(subject.symptoms)
    if not symptoms:
        symptoms.append(
            {
                "text": failure.symptom.format(service=service.id),
                "signatures": [failure.signature.format(service=service.id)],
                "alerts": [failure.alert],
            }
        )
    major = random.randrange(2, 9)
    front: dict[str, Any] = {
        "id": subject.id,
        "title": f"{failure.title.format(service=service.id)} ({gaps['region']})",
        "status": status,
        "audience": "public",
        "services": [service.id],
        "alerts": [failure.alert],
        "symptoms": symptoms,
        **({"runbooks": [subject.runbook]} if subject.runbook else {}),
        "affects": [{"package": service.id, "ranges": [f">={major}.0,<{major}.7"]}],
        "owner": service.owner,
        "last_reviewed": LAST_REVIEWED - timedelta(days=random.randrange(300)),
        "review_in": "6 months",
    }
    if status == "fixed":
        front["fixes"] = [
            {"at": date(2025, 9, random.randrange(1, 29)), "kind": "permanent",
             "summary": failure.permanent, "versions": {service.id: f"{major}.7"}}
        ]  # fmt: skip
    if random.random() < 0.2:
        front["occurrences"] = [{"at": f"2019-{random.randrange(1, 13):02}", "lasted": "3h", "ref": "chat log"}]
    use = f" Follow {subject.runbook}." if subject.runbook else ""
    return _article(
        front,
        _section("Cause", f"{failure.cause} {_sentences(random, words.NARRATIVE, 4, gaps)}"),
        _section(
            "Workaround",
            f"{_sentences(random, words.RESOLUTION, 1, gaps)}{use}",
            _command(failure, service),
        ),
        _section("Permanent fix", f"{failure.permanent} {_sentences(random, words.NARRATIVE, 1, gaps)}"),
        _section("Verification", _table(random)),
    )


def symptom(plan: Plan, subject: KnownIssue) -> str:
    """One symptom: what an observer of this known issue sees, without naming it."""
    random = Random(f"{plan.seed}:symptom:{subject.slug}")
    failure, service = subject.failure, subject.service
    gaps = _gaps(random, service, random.choice(plan.services), datetime(2025, 6, 1, 9, 30))  # noqa: DTZ001
    front = {
        "title": failure.symptom.format(service=service.id),
        "audience": "public",
        "signatures": [failure.signature.format(service=service.id)],
        "alerts": [failure.alert],
        "services": [service.id],
        "owner": service.owner,
        "last_reviewed": LAST_REVIEWED - timedelta(days=random.randrange(300)),
        "review_in": "1 year",
    }
    return _article(
        front,
        _sentences(random, words.SUMMARY, 2, gaps),
        _section(
            "How to confirm",
            f"1. {_said(random, random.choice(words.TIMELINE), gaps)}.\n"
            f"2. Look for this line in the log of `{service.id}`:",
            f"    ```text\n    {_error(random, failure, service)}\n    ```",
            _sentences(random, words.NARRATIVE, 3, gaps),
        ),
    )


def runbook(plan: Plan, number: int) -> str:
    """One runbook, for the known issues that it serves."""
    subject = plan.known_issues[2 * number]
    random = Random(f"{plan.seed}:runbook:{number}")
    failure, service = subject.failure, subject.service
    gaps = _gaps(random, service, random.choice(plan.services), datetime(2025, 6, 1, 9, 30))  # noqa: DTZ001
    front = {
        "id": plan.runbooks[number],
        "title": f"{failure.alert} on {service.id}",
        "audience": "public",
        "services": [service.id],
        "alerts": [failure.alert],
        **({"symptoms": list(subject.symptoms[:1])} if subject.symptoms else {}),
        "owner": service.owner,
        "last_reviewed": LAST_REVIEWED - timedelta(days=random.randrange(300)),
        "review_in": "6 months",
    }
    meaning = failure.symptom.format(service=service.id)
    return _article(
        front,
        _section("Meaning", f"{meaning}. {_sentences(random, words.NARRATIVE, 2, gaps)}"),
        _section("Impact", _sentences(random, words.IMPACT, 2, gaps)),
        _section("Diagnosis", _table(random), _sentences(random, words.NARRATIVE, 2, gaps)),
        _section("Mitigation", f"{failure.cause} This is {subject.id}.", _command(failure, service)),
    )


def maintenance(plan: Plan, number: int) -> tuple[str, str]:
    """One planned change: its path relative to the articles' folder, and its text."""
    random = Random(f"{plan.seed}:maintenance:{number}")
    service = plan.services[number % len(plan.services)]
    begin = datetime(2020, 1, 5, 21) + timedelta(days=number * 2185 // plan.maintenances)  # noqa: DTZ001
    end = begin + timedelta(hours=random.randrange(1, 4))
    window = {"from": f"{begin:%Y-%m-%d %H:%M}", "to": f"{end:%Y-%m-%d %H:%M}"}
    front = {
        "id": f"MNT-{begin.year}-{number + 1:04}",
        "title": f"Upgrade of {service.id} to {random.randrange(2, 9)}.{random.randrange(20)}",
        "audience": "public",
        "planned": window,
        "actual": window,
        "announced": f"{begin - timedelta(days=7):%Y-%m-%d}",
        "emergency": False,
        "services": [{"id": service.id, "level": "degraded"}],
        "status": "completed",
    }
    gaps = _gaps(random, service, random.choice(plan.services), begin)
    path = f"maintenance/{begin.year}/{begin:%Y-%m-%d}-{service.id}-{number + 1}.md"
    return path, _article(front, _sentences(random, words.NARRATIVE, 3, gaps))


def _gaps(random: Random, service: Service, other: Service, moment: datetime) -> dict[str, str]:
    return {
        "service": service.id,
        "other": other.id,
        "team": service.owner,
        "region": random.choice(words.REGIONS),
        "host": f"{service.id}-{random.randrange(16**5):05x}",
        "version": f"{random.randrange(1, 9)}.{random.randrange(30)}.{random.randrange(10)}",
        "clock": f"{moment:%H:%M}",
    }


def _said(random: Random, text: str, gaps: dict[str, str]) -> str:
    """Fill the gaps of a sentence, its numbers anew each time."""
    return text.format(
        **gaps,
        count=f"{random.randrange(20, 9000):,}",
        share=random.randrange(2, 98),
        minutes=random.randrange(3, 90),
        code=random.choice((429, 500, 502, 503, 504)),
    )


def _error(random: Random, failure: words.Failure, service: Service) -> str:
    """Fill a signature as a real message would: like its values, with other digits."""
    line = failure.signature.format(service=service.id)
    for value in failure.values:
        digits = "".join(random.choice("123456789") if sign.isdigit() else sign for sign in value)
        line = line.replace("<*>", digits, 1)
    return line


def _log(random: Random, subject: Incident, lines: int) -> str:
    moments = sorted(random.randrange(3600) for _ in range(lines))
    service = subject.service
    return "\n".join(
        f"{subject.detected + timedelta(seconds=second):%Y-%m-%dT%H:%M:%S} "
        f"{service.id}-{random.randrange(16**6):06x} ERROR {_error(random, subject.failure, service)}"
        for second in moments
    )


def _table(random: Random) -> str:
    rows = "\n".join(
        f"| {region} | {random.randrange(10, 5000)} | {random.randrange(1, 99)} % |" for region in words.REGIONS
    )
    return f"| Region | Errors per minute | Share |\n| --- | ---: | ---: |\n{rows}"


def _sentences(random: Random, pool: Sequence[str], count: int, gaps: dict[str, str]) -> str:
    return " ".join(_said(random, text, gaps) for text in random.sample(pool, count))


def _list(random: Random, pool: Sequence[str], count: int, gaps: dict[str, str]) -> str:
    return "\n".join(f"- {_said(random, text, gaps)}" for text in random.sample(pool, count))


def _section(heading: str, *paragraphs: str) -> str:
    return "\n\n".join((f"## {heading}", *paragraphs))


def _command(failure: words.Failure, service: Service) -> str:
    return f"```console\n$ {failure.command.format(service=service.id)}\n```"


def _article(front: dict[str, Any], *parts: str) -> str:
    return f"---\n{_yaml(front)}---\n\n" + "\n\n".join(parts) + "\n"


def _yaml(value: dict[str, Any]) -> str:
    text: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return text
