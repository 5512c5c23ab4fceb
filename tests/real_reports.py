"""Reports that others have published, turned into articles as they are, mistakes included."""

import re
from pathlib import Path

DATA = Path(__file__).parents[2] / "shared/data"
CLOUD_PLATFORM = DATA / "moj-cloud-platform-incidents/source/incidents"
JENKINS = DATA / "jenkins-infra-status/content/issues"

_LABELS = {
    "Fault occurs": "started",
    "Fault detected": "detected",
    "First detected": "detected",
    "Team aware": "acknowledged",
    "Incident declared": "declared",
    "Repaired": "mitigated",
    "Resolved": "resolved",
}
_EVENT = re.compile(rf"^ +- (?P<label>{'|'.join(_LABELS)})(?: declared)?:? +(?P<at>\d.*)$", re.MULTILINE)
_STATED = re.compile(r"^- \*\*Time to (?P<what>repair|resolve)\*\*: *(?P<length>\d.*)$", re.MULTILINE)
_LENGTH = re.compile(r"(?:(\d+) ?d\w*)?,? *(?:(\d+) ?h\w*)?,? *(?:(\d+) ?m)?")
_TIME = re.compile(r"(?P<at>\d+-\d\d-\d\d(?: \d\d:\d\d)?)(?: ?(?:UTC|GMT|BST))?")


def cloud_platform() -> dict[str, str]:
    """Return the incidents of a platform team, by path: key events as times, stated durations, context as timeline."""
    return {
        f"incidents/{file.name.removesuffix('.html.md.erb')}.md": _report(number, file.read_text(encoding="utf-8"))
        for number, file in enumerate(sorted(CLOUD_PLATFORM.glob("20*")), 1)
    }


def _report(number: int, text: str) -> str:
    _, head, body = text.split("---\n", 2)
    lines = ["---", f"id: INC-2020-{number:04}", head.split("\n")[0], "zone: Europe/London", "times:"]
    times: dict[str, str] = {}
    for event in _EVENT.finditer(body):
        said = event["at"].strip()
        plain = _TIME.match(said)
        # What follows the time is a remark; in brackets it says that the time itself is not known.
        times.setdefault(_LABELS[event["label"]], plain["at"] if plain is not None and "(Time" not in said else said)
    lines += [f"  {name}: {at}" for name, at in times.items()]
    stated = {match["what"]: _LENGTH.match(match["length"]) for match in _STATED.finditer(body)}
    lines += ["stated:"] if stated else []
    for what, length in stated.items():
        days, hours, minutes = length.groups(default="0") if length is not None else ("0", "0", "0")
        lines.append(f"  {'mitigate' if what == 'repair' else 'resolve'}: {days}d {hours}h {minutes}m")
    timeline = re.sub(r"^- \*\*(?:Context|Timeline)\*\*:?", "## Timeline\n", body, flags=re.MULTILINE)
    return "\n".join([*lines, "---", timeline])


def jenkins() -> dict[str, str]:
    """Return the incidents of a status page, by path."""
    return {f"incidents/{file.name}": _status(file.read_text(encoding="utf-8")) for file in sorted(JENKINS.glob("*"))}


def _status(text: str) -> str:
    said = dict(re.findall(r"^(title|date|resolvedWhen): *(.+)$", text, re.MULTILINE))
    ended = f"\n  resolved: {_moment(said['resolvedWhen'])}" if "resolvedWhen" in said else ""
    title = said["title"].strip("'\" ").replace("'", "''")
    body = text.split("---", 2)[2]
    return f"---\ntitle: '{title}'\ntimes:\n  started: {_moment(said['date'])}{ended}\n---\n{body}"


def _moment(said: str) -> str:
    """Return a time as we read it: an hour of one digit, fractions and quotation marks are no fault here."""
    match = re.match(r"['\"]?(\d{4}-\d\d-\d\d)[T ](\d\d?):(\d\d)", said)
    return f"{match[1]} {match[2]:0>2}:{match[3]}Z" if match is not None else said
