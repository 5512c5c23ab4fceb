"""The alerts of Prometheus rule files, each with its place: files of `groups`, `PrometheusRule` manifests, lists of
them, and what the API of Prometheus answers. Whatever a file holds, something is read and every fault is said.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from incidentbook.diagnostics import MAX_CHARACTERS, Diagnostic, in_order
from incidentbook.text import shortened
from incidentbook.yaml_text import Bounds, Data, YamlText, documents

MALFORMED = "malformed-rules"
"""What is found where a rule file cannot be read as one."""
BOUNDS = Bounds(characters=8_000_000, nodes=300_000, items=50_000, lenient=True)
"""Enough for every rule of a large cluster in one file."""
_TOO_LARGE = f"This has more than {BOUNDS.characters:,} characters", "Split it into several files."
_RULE = re.compile(r"""^[ \t\-{"']*alert["']?[ \t]*:""", re.MULTILINE)
_HELM = re.compile(r"\{\{-|-\}\}|\{\{[ \t]*(?:\.|include\b|if\b|range\b|with\b|template\b|toYaml\b|end\b)")
_NOT_RULES = frozenset(("KB111",))
"""A list at the top, or a word: a file of something else."""
_UNHARMED = frozenset(("KB116", "KB119"))


class AlertRule(NamedTuple):
    """One alerting rule; lines and columns count from 1."""

    name: str
    path: str
    """The file, as it was named."""
    line: int
    column: int
    group: str
    severity: str
    """Its label of that name; empty where it has none."""
    runbook_url: str
    """Its annotation of that name, as written; empty where it has none."""
    url_line: int
    url_column: int


class AlertRules(NamedTuple):
    """What rule files hold."""

    rules: tuple[AlertRule, ...] = ()
    """In the order of the files and in them."""
    paths: tuple[str, ...] = ()
    """All files that were read."""
    faults: tuple[Diagnostic, ...] = ()
    """What could not be read, in order of place."""

    @property
    def holding(self) -> frozenset[str]:
        """The files that hold alerts."""
        return frozenset(rule.path for rule in self.rules)


def read_rules(files: Iterable[tuple[str, bytes]]) -> AlertRules:
    """Read rule files, each with its name. What holds no alerts is passed over, whatever else it is."""
    rules: list[AlertRule] = []
    faults: list[Diagnostic] = []
    paths = []
    for path, content in files:
        paths.append(path)
        text = _decoded(path, content, faults)
        for line, document in documents(text):
            if _says_something(document):
                rules += _rules(path, line, document, faults)
    return AlertRules(tuple(rules), tuple(paths), tuple(in_order(faults)))


def _decoded(path: str, content: bytes, faults: list[Diagnostic]) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"  # as PowerShell redirects
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        text = content.decode(encoding, "replace")
        if _RULE.search(text):
            line = content.count(b"\n", 0, error.start) + 1
            faults.append(_fault(path, line, 1, "This is not UTF-8", "Save the file with the encoding UTF-8."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _says_something(document: str) -> bool:
    """Whether there is more than comments and directives."""
    return any(line.lstrip()[:1] not in ("", "#", "%") for line in document.split("\n"))


def _rules(path: str, line: int, document: str, faults: list[Diagnostic]) -> Iterator[AlertRule]:
    read = YamlText(document, BOUNDS)
    if read.faults and _RULE.search(document):
        hint = "It looks like a Helm template: render it with `helm template`, and name what that gives."
        helm = hint if _HELM.search(document) else ""
        for code, place, message, said in read.faults:
            what, instead = _TOO_LARGE if code == "KB112" else (message, said)
            if code not in _NOT_RULES | _UNHARMED:
                faults.append(_fault(path, place.line + line + 1, place.column + 1, what, helm or instead))
    for location, group in _groups(read.data, ()):
        for at, rule in enumerate(_entries(group, "rules")):
            name = _name(rule)
            if name:
                yield _rule(path, line, read, (*location, "rules", at), name, _word(group, "name"), rule)


def _groups(said: Data, location: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Data]]:
    """Yield each group of rules with its location: those of a file, of a manifest, of each entry of a list."""
    if not isinstance(said, dict):
        return
    for keys in ((), ("spec",), ("data",)):
        inner = said if not keys else said.get(keys[0])
        for at, group in enumerate(_entries(inner, "groups")):
            yield (*location, *keys, "groups", at), group
    if not location:
        for at, item in enumerate(_entries(said, "items")):
            yield from _groups(item, ("items", at))


def _rule(
    path: str, line: int, read: YamlText, location: tuple[str | int, ...], name: str, group: str, rule: Data
) -> AlertRule:
    annotations, labels = _value(rule, "annotations"), _value(rule, "labels")
    key = "alert" if isinstance(rule, dict) and "alert" in rule else "name"
    at = read.place_of((*location, key))
    url = _word(annotations, "runbook_url")
    there = read.place_of((*location, "annotations", "runbook_url")) if url else at
    return AlertRule(
        name, path, at.line + line + 1, at.column + 1, group, _word(labels, "severity"),
        url, there.line + line + 1, there.column + 1,
    )  # fmt: skip


def _name(rule: Data) -> str:
    """Return the name of an alerting rule; nothing for a recording rule. The API of Prometheus says it in its way."""
    return _word(rule, "alert") or (_word(rule, "name") if _word(rule, "type") == "alerting" else "")


def _entries(said: Data, key: str) -> list[Data]:
    value = _value(said, key)
    return value if isinstance(value, list) else []


def _word(said: Data, key: str) -> str:
    value = _value(said, key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _value(said: Data, key: str) -> Data:
    """Return what a mapping has for a key, or else what it takes over with `<<`."""
    if not isinstance(said, dict):
        return None
    if key in said or "<<" not in said:
        return said.get(key)
    others = said["<<"]
    for other in others if isinstance(others, list) else [others]:
        if isinstance(other, dict) and key in other:
            return other[key]
    return None


def _fault(path: str, line: int, column: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic(path, line, column, MALFORMED, "error", shortened(message, limit=MAX_CHARACTERS), hint)
