"""Findings as SARIF 2.1.0, which GitHub, GitLab, Azure DevOps and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from collections import Counter
from typing import Any
from urllib.parse import quote

from incidentbook import __version__
from incidentbook.diagnostics import CODES, Diagnostic
from incidentbook.formats.outcome import Outcome
from incidentbook.rule_texts import explanation
from incidentbook.rules import rule
from incidentbook.text import digest

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
Json = dict[str, Any]


def written(outcome: Outcome) -> str:
    """Write a log of one run, with the explanations of the rules that found something."""
    codes = sorted({found.code for found in outcome.findings})
    alike = Counter[str]()
    results = []
    for found in outcome.findings:
        same = digest(found.path, found.code, found.message)
        alike[same] += 1
        results.append(_result(outcome, found, codes.index(found.code), f"{same}:{alike[same]}"))
    driver = {"name": "incidentbook", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _rule(code: str) -> Json:
    said = explanation(rule(code))
    text = "\n\n".join(f"{title}\n\n{section}" for title, section in said.sections.items())
    markdown = "\n\n".join(f"## {title}\n\n{section}" for title, section in said.sections.items())
    return {
        "id": code,
        "name": CODES[code].name,
        "shortDescription": {"text": said.summary},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": CODES[code].severity},
    }


def _result(outcome: Outcome, found: Diagnostic, index: int, fingerprint: str) -> Json:
    place = {
        "artifactLocation": _location(outcome.placed(found.path)),
        "region": {"startLine": found.line, "startColumn": found.column},
    }
    return {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": found.severity,
        "message": {"text": f"{found.message}. {found.hint}".rstrip()},
        "locations": [{"physicalLocation": place}],
        # Without the line, so that a finding stays the same one when lines are added above it.
        "partialFingerprints": {"finding/v1": fingerprint},
    }


def _location(path: str) -> Json:
    """Say where a file is: as seen from the repository's root, or where the disk has it if it is in none."""
    if path.startswith("/"):
        return {"uri": f"file://{quote(path)}"}
    return {"uri": quote(path), "uriBaseId": "%SRCROOT%"}
