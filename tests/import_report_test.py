"""What is said of an import."""

from click import unstyle

from incidentbook.import_effects import Clash, Effects, Entry, Untouched
from incidentbook.import_report import MOST_REMARKS, effects_text, effects_values
from incidentbook.importers.imported import Remark
from incidentbook.merging import Conflict


def test_a_long_list_is_cut_and_counted() -> None:
    """`--json` has all of it."""
    remarks = [Remark("a.json", number, "It is odd") for number in range(MOST_REMARKS + 5)]
    services = [f"s{number}" for number in range(20)]
    effects = Effects(new=[Entry("k", "INC-NEW-k", "incidents/k.md")], remarks=remarks, services=services)
    lines = unstyle(effects_text(effects, "jira", "kb", dry_run=True, unnumbered="as you asked")).split("\n")
    assert lines[0] == "a.json: It is odd."
    assert lines[1] == "a.json:1: It is odd."
    assert lines[MOST_REMARKS] == "… and 5 more remarks; --json has them all."
    assert lines[MOST_REMARKS + 2 :] == [
        "1 article of jira: 1 new.",
        "New in kb/services.yml would be s0, s1, s2, s3, s4, s5, s6, s7 and 12 more; say there who owns them.",
        "New articles have no numbers yet: as you asked. `incidentbook assign-ids` gives them after the merge.",
        "Nothing was written.",
    ]
    assert len(effects_values(effects, "jira", dry_run=True)["remarks"]) == MOST_REMARKS + 5  # type: ignore[arg-type]


def test_what_is_left_to_decide_comes_first() -> None:
    """With both values, shortened to a line; one that is not there is said so."""
    effects = Effects(
        changed=[Entry("k", "INC-2026-0001", "incidents/k.md")],
        clashes=[Clash("incidents/k.md", 3, Conflict(("times", "detected"), None, "x\n" * 200))],
        untouched=[Untouched("incidents/l.md", "it is not UTF-8")],
    )
    lines = unstyle(effects_text(effects, "jira", ".", dry_run=False)).split("\n")
    assert lines[:2] == [
        "incidents/k.md:3: `times.detected` was changed here and at the source; what is here stays.",
        "    here:   (nothing)",
    ]
    assert lines[2].startswith("    source: x x x")
    assert len(lines[2]) < 180
    assert lines[3] == "incidents/l.md: left as it is, as it is not UTF-8. Mend it, and import again."
    assert effects.needs_a_person
    assert not Effects(remarks=[Remark("a", 0, "b")]).needs_a_person
    assert Effects(remarks=[Remark("a", 0, "b", lost=True)]).needs_a_person


def test_nothing_is_said_as_such() -> None:
    """In a sentence."""
    assert effects_text(Effects(), "jira", "kb", dry_run=False) == "0 articles of jira: nothing to import."


def test_nobody_is_asked_for_owners_that_the_source_told() -> None:
    """A catalogue knows them; one service without is enough for the question."""
    told = Effects(services=["cart", "shop"], owned=["cart", "shop"])
    assert "New in services.yml are cart and shop." in effects_text(told, "backstage", ".", dry_run=False)
    told.owned.remove("shop")
    assert "are cart and shop; say there who" in effects_text(told, "backstage", ".", dry_run=False)
