"""Nothing of what an audience may not see is in the book."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta

import pytest
from pydantic import BaseModel

from incidentbook.articles import Audience
from incidentbook.book import Book
from tests.books import Texts, article, incident, issue, opened, runbook

CANARIES = ("canary", "2026-0099", "0099")

# Of every kind one that only some may read, and a public one that says everything it could of all of them.
WITHHELD: Texts = {
    "incidents/2026/canary-outage.md": incident(
        "services: [canary-db]\nsymptoms: [canary-symptom]\nknown_issues: [KI-0099]",
        "canary ![x](canary.png)",
        id="INC-2026-0099",
    ),
    "incidents/2026/canary-new.md": incident("", "canary", id="INC-NEW-canary"),
    "known-issues/canary-issue.md": issue(
        "symptoms: [{text: Canary sings, signatures: [canary <*>]}, {text: x, id: canary-named}]\nalerts: [CanaryDown]",
        id="KI-0099",
    ),
    "known-issues/canary-unnumbered.md": article("title: Canary"),
    "symptoms/canary-symptom.md": article("title: Canary\nsignatures: [canary]"),
    "runbooks/canary-book.md": runbook("aliases: [canary/former/]", id="RB-0099"),
    "maintenance/canary-work.md": article("id: MNT-2026-0099\ntitle: Canary"),
    "notes/canary-page.md": article("title: Canary", "canary"),
    "incidents/2026/canary-empty.md": "",
    "incidents/2026/canary-broken.md": "---\naudience: public\ntitle: [canary\n---\ncanary",
}
OF_ALL = """
KI-0099, INC-2026-0099, `RB-0099`, MNT-2026-0099, INC-NEW-canary, kI-0099-x.
[a](canary-outage.md) [b](../../known-issues/canary-issue.md "canary") ![c](../../symptoms/canary-symptom/)
[d][1] [e](../../symptoms/ki-0099-canary-sings.md) [f](../../symptoms/canary-named.md) [g](../../services/canary-db.md)
[h](/id/KI-0099/) [i](https://x.org/runbooks/canary-book/) [j](../../canary/former/) `kb/notes/canary-page.md`
<a href="../../../notes/canary-page/">k</a> <img src="../canary-outage/">

[1]: ../../maintenance/canary-work.md "canary"
"""
SHOWN: Texts = {
    "incidents/2026/a.md": incident(
        "audience: public\n"
        "services: [canary-db, {id: canary.example.org, level: down}, checkout]\n"
        "symptoms: [canary-symptom, ki-0099-canary-sings, canary-named]\n"
        "known_issues: [KI-0099, {id: canary-unnumbered}, {id: KI-0001, fix: worked}]\n"
        "runbooks: [{id: RB-0099}]\n"
        "related: [MNT-2026-0099]\n"
        "duplicate_of: INC-2026-0099\n"
        "continues: INC-NEW-canary\n"
        "provider: {service: canary-db}\n"
        "impact: like INC-2026-0099\n"
        "links: [{title: x, url: /id/KI-0099/}]\n"
        "extra: {KI-0099: x}",
        OF_ALL,
    ),
    "known-issues/a.md": issue(
        "audience: public\n"
        "symptoms: [canary-symptom, {text: Hangs, services: [canary-db]}]\n"
        "runbooks: RB-0099\n"
        "superseded_by: KI-0099"
    ),
    "runbooks/a.md": runbook("audience: public\nsymptoms: [canary-named]\nservices: canary-db"),
    "index.md": article(
        "audience: public", OF_ALL.replace("../../", "").replace("canary-outage", "incidents/2026/canary-outage")
    ),
    "services.yml": (
        "checkout: {audience: public, depends_on: [canary-db, canary.example.org]}\n"
        "canary-db: {name: Canary, owner: canary, aliases: [canary.example.org], audience: AUDIENCE}\n"
    ),
    "sla.yml": "targets: [{severity: sev1, service: canary-db, response: 5m}]\n"
    "availability: [{service: canary-db, objective: 99 %}]",
    "incidents/2026/canary.png": b"",
}


def strings(value: object) -> Iterator[str]:
    """Yield every string in a value, keys and names of fields included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from strings(dict(value))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if not (isinstance(value, Book) and field.name == "read"):
                yield from strings(getattr(value, field.name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from strings(key)
            yield from strings(one)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for one in value:
            yield from strings(one)
    else:
        assert value is None or isinstance(value, (int, float, datetime, timedelta)), f"look into {type(value)} too"


def book_of(audience: str) -> Texts:
    """Return the book with an audience for what not all may read."""
    said = {
        path: text if isinstance(text, bytes) else text.replace("---\n", f"---\naudience: {audience}\n", 1)
        for path, text in WITHHELD.items()
    }
    broken = {path: WITHHELD[path] for path in WITHHELD if "empty" in path or "broken" in path}
    services = str(SHOWN["services.yml"]).replace("AUDIENCE", audience)
    return {**said, **broken, **SHOWN, "services.yml": services}


@pytest.mark.parametrize(
    ("audience", "readers"),
    [("internal", "public"), ("restricted", "public"), ("restricted", "internal"), ("secrte", "internal")],
)
def test_nothing_is_left_of_what_is_withheld(audience: str, readers: Audience) -> None:
    """No word in any value of the book, its links and what is said of it, however deep; the rest is there."""
    found = opened(book_of(audience), readers)
    left = [
        one
        for part in (found.book, found.graph)
        for one in strings(part)
        if any(word in one.lower() for word in CANARIES)
    ]
    assert left == []
    assert found.book.withheld == len(WITHHELD)
    assert [one.path for one in found.book.articles()] == ["incidents/2026/a.md", "known-issues/a.md", "runbooks/a.md"]
    assert list(found.book.services) == ["checkout"]
    assert not {"KB301", "KB302", "KB303", "KB306", "KB308"} & set(found.codes)
    assert found.graph.occurrences["KI-0001"][0].fix == "worked"


def test_to_those_who_may_read_it_all_is_there() -> None:
    """The canaries sing."""
    found = opened(book_of("internal"), "internal")
    text = " ".join(strings(found.book)).lower()
    assert all(word in text for word in CANARIES)
    assert found.book.withheld == 2
    assert [len(found.graph.occurrences[name]) for name in ("KI-0099",)] == [1]


def test_a_name_that_is_also_shown_stays() -> None:
    """The same slug may be a withheld article's file and a service, a factor, another article."""
    texts: Texts = {
        "runbooks/checkout.md": runbook("audience: restricted", id="RB-0009"),
        "known-issues/config.md": article("title: x\naudience: restricted"),
        "symptoms/slow.md": article("title: Slow\naudience: public"),
        "known-issues/b.md": issue("audience: restricted\nsymptoms: [{text: x, id: slow}]"),
        "incidents/a.md": incident(
            "audience: public\nservices: [checkout]\nfactors: [config]\nsymptoms: [slow]\nalerts: [checkout]",
            "checkout config slow",
        ),
        "services.yml": "checkout: {audience: public}",
    }
    fields = opened(texts, "public").book.incidents[0].fields
    assert (fields.services[0].id, fields.factors, fields.symptoms, fields.alerts) == (
        "checkout",
        ("config",),
        ("slow",),
        ("checkout",),
    )
    assert opened(texts, "public").book.incidents[0].body == "checkout config slow"


def test_files_that_only_withheld_articles_link_to_are_not_named() -> None:
    """Those that a shown one links to as well are, and others."""
    texts: Texts = {
        "a.md": article("audience: restricted", "![x](one.png) ![y](two.png) <img src='../three.png'>"),
        "b.md": article("audience: public", "![y](two.png)"),
        "one.png": b"",
        "two.png": b"",
        "three.png": b"",
        "four.png": b"",
    }
    assert opened(texts, "public").book.files == {"two.png", "four.png"}
    assert opened(texts, "restricted").book.files == {"one.png", "two.png", "three.png", "four.png"}


def test_services_of_a_broken_catalogue_are_withheld_unless_they_say_otherwise() -> None:
    """What could not be read may have said who may see them."""
    text = "a: {owner: x}\nb: {audience: public}\nc: {audience: publik}\nd: {Audience: public}\ne: ["
    assert list(opened({"services.yml": text}, "internal").book.services) == ["b"]
    assert list(opened({"services.yml": text.replace("e: [", "e:")}, "internal").book.services) == ["a", "b", "e"]
