"""The rules: one module each, named after the offence. Its docstring explains it, and it has a `check` where the
offence is looked for after loading; otherwise loading or linking finds it. Names and severities are in one table,
`diagnostics.CODES`, by which the modules are found.
"""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from incidentbook.articles import Article
from incidentbook.book import Finding
from incidentbook.diagnostics import CODES, Severity
from incidentbook.kinds import KINDS
from incidentbook.rules.parts import checks_of
from incidentbook.rules.subject import Criteria, Subject


class Rule(NamedTuple):
    """A rule as its module says it."""

    code: str
    name: str
    severity: Severity
    text: str
    """The module's docstring: a sentence, then What, Why, Example, Instead."""
    missing: bool
    """Whether it finds what is merely missing: a draft may still do without."""
    kinds: tuple[str, ...]
    """The kinds of articles that `check_article` is for."""
    check: Callable[[Subject], Iterator[Finding]] | None
    """Looks through a whole book."""
    check_article: Callable[[Article[Any], Criteria], Iterator[Finding]] | None
    """Looks at one article alone, so that what it found can be kept until the article changes."""


@cache
def rule(code: str) -> Rule:
    """Return the rule of a code, whose module is named as the code is."""
    name, severity = CODES[code]
    module = import_module(f"incidentbook.rules.{name.replace('-', '_')}")
    checks = checks_of(module)
    return Rule(
        code=module.CODE,
        name=name,
        severity=severity,
        text=module.__doc__ or "",
        missing=getattr(module, "MISSING", False),
        kinds=getattr(module, "KINDS", tuple(KINDS)),
        check=checks.book,
        check_article=checks.article,
    )


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, by code."""
    return tuple(rule(code) for code in sorted(CODES))
