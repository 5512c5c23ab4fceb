"""The page of definitions shows all of them, once, with what the book has settled."""

import ast
from collections import Counter
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from pydantic_core import to_json

import incidentbook
from incidentbook.definitions import Definition
from incidentbook.links import link
from incidentbook.load import load_text
from incidentbook.mkdocs_host.generated_blocks import anchors_in
from incidentbook.settings import Settings
from incidentbook.text import slug
from incidentbook.views.numbers import GROUPS, views
from incidentbook.views.view import Shown, View
from tests.views.list_book import AS_OF, incident, rendered

PACKAGE = Path(str(incidentbook.__file__)).parent
SLA = """
calendars:
  office: {zone: Europe/London, week: {mon-fri: "09:00-17:30"}, holidays: GB-ENG, closed: [2026-12-24]}
  unused: {zone: Europe/London, week: {sat: "09:00-12:00"}}
targets:
  - {severity: sev1, response: 15m, resolution: 36h}
  - {severity: sev2, service: shop, resolution: 36h, hours: office, objective: 99.5 %, from: 2026-01-01}
availability: [{service: shop, objective: 99.95 %}]
clocks: {resolution: {from: started, to: resolved}}
degraded_share: 25 %
reopen_within: 14 days
"""
BOOK = {"sla.yml": SLA, "services.yml": "checkout: {name: Checkout, aliases: [shop]}"}


def view_of(texts: Mapping[str, str], **options: object) -> View:
    settings = Settings.model_validate({"audience": "restricted", **options})
    book, diagnostics = load_text(texts, settings)
    assert diagnostics == []
    (view,) = views(Shown(book, link(book), settings, AS_OF))
    return view


def made_from(texts: Mapping[str, str], **options: object) -> bytes:
    """Return what the key of the page is made from."""
    view = view_of(texts, **options)
    return to_json([view.title, view.values, view.extra, view.depends])


def shown() -> list[Definition]:
    return [definition for group in GROUPS for definition in group.definitions]


def defining_modules() -> list[str]:
    """Name every module that assigns DEFINITIONS."""
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            named = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(isinstance(one, ast.Name) and one.id == "DEFINITIONS" for one in named):
                found.append(".".join(["incidentbook", *file.relative_to(PACKAGE).with_suffix("").parts]))
    return found


def section(text: str, name: str) -> str:
    """Return what the page says of one term."""
    return text.partition(f'<section class="ib-term-said" id="{name}"')[2].partition("</section>")[0]


def test_every_definition_of_every_module_is_shown() -> None:
    """A module with definitions is entered in GROUPS."""
    modules = defining_modules()
    assert len(modules) > 10
    defined = [definition for name in modules for definition in import_module(name).DEFINITIONS]
    assert Counter(shown()) == Counter(defined)
    page = rendered(view_of({}))
    for definition in defined:
        assert f'<section class="ib-term-said" id="{definition.name}"' in page
        assert f'<li><a href="#{definition.name}">{definition.title}</a></li>' in page


def test_no_two_definitions_share_a_name_or_a_title() -> None:
    """And no heading of a group has the anchor of one of them."""
    names = [definition.name for definition in shown()]
    anchors = [*names, *(f"{name}-title" for name in names), *(slug(group.title) for group in GROUPS)]
    assert [name for name, count in Counter(anchors).items() if count > 1] == []
    assert len({definition.title for definition in shown()}) == len(names)


def test_every_text_is_finished() -> None:
    """Each is one or more sentences, its settings are filled in, and its code is closed again."""
    view = view_of({})
    terms = [term for group in view.values["groups"] for term in group.terms]
    assert terms
    for term in terms:
        text = "`".join(term.parts)
        assert text.endswith("."), term.name
        assert "{" not in text, term.name
        assert len(term.parts) % 2 == 1, term.name
        assert "  " not in text, term.name


def test_other_pages_can_link_to_each_term() -> None:
    """The host, which does not read generated blocks, is told of their anchors."""
    assert {definition.name for definition in shown()} <= anchors_in(rendered(view_of({})))


def test_settings_stand_in_the_texts_and_below_them() -> None:
    """Thirty days instead of ninety, and where to change it."""
    said = section(rendered(view_of({}, repeat_window_days=30)), "repeat-rate")
    assert "began at most 30 days earlier" in said
    assert "<code>repeat_window_days</code></span> is <b>30</b>" in said
    assert "(mkdocs.yml)" in said
    page = rendered(view_of({}, zone="Asia/Kathmandu", durations="stated"))
    assert "in the site&#39;s time zone, Asia/Kathmandu" in section(page, "calendar-period")
    assert "now it is <code>stated</code>" in section(page, "stated")


def test_the_agreements_of_the_book_stand_where_they_matter() -> None:
    """Targets, calendars that something counts by, objectives, clocks and shares."""
    page = rendered(view_of(BOOK))
    targets = section(page, "targets")
    assert targets.count("<tr>") == 3
    assert "15 min" in targets
    assert "1 d 12 h" in targets, "by the clock on the wall there are days"
    assert "36 h" in targets, "in support hours there are none"
    assert '<a href="../services/checkout/">Checkout</a>' in targets
    assert "99.5 %" in targets
    assert "1 Jan 2026" in targets
    hours = section(page, "hours")
    assert "Mon–Fri 09:00–17:30" in hours
    assert "GB-ENG" in hours
    assert "24 Dec 2026" in hours
    assert "unused" not in hours
    assert "99.95 %" in section(page, "availability")
    assert "<b>from started to resolved</b>" in section(page, "support-clock")
    assert "<b>25 %</b>" in section(page, "downtime")
    assert "<b>14 d</b>" in section(page, "continuation")


def test_a_book_without_agreements_says_so() -> None:
    """No empty tables."""
    page = rendered(view_of({}))
    assert "<table" not in page
    for said in ("there are no targets", "every hour counts", "no service has an objective"):
        assert said in page


def test_a_service_that_only_the_agreement_names_is_no_link() -> None:
    """It has no page."""
    page = rendered(view_of({"sla.yml": "targets: [{severity: sev1, service: gone, response: 15m}]"}))
    assert "<td>gone</td>" in section(page, "targets")


def test_the_page_changes_with_the_agreements_and_not_with_incidents() -> None:
    """So that it is made again when it has to be."""
    first = made_from(BOOK)
    assert made_from({**BOOK, "incidents/1.md": incident("2026-0001")}) == first
    assert made_from({**BOOK, "sla.yml": SLA.replace("15m", "20m")}) != first
    assert made_from(BOOK, repeat_window_days=30) != first


def test_what_an_author_wrote_at_its_place_stands_above() -> None:
    """As on every generated page."""
    page = rendered(view_of({"numbers.md": "# Numbers\n\nRead this first.\n"}))
    assert page.index("Read this first.") < page.index('<nav class="ib-terms-list"')
