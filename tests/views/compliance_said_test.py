"""Compliance against objectives: of one target, of several, and what the unknown verdicts decide."""

from incidentbook.judgements import Compliance, Judgement, Verdict
from incidentbook.policies import Target
from incidentbook.views.compliance_said import Cell, cell
from incidentbook.views.figures_said import compliance_said


def target(severity: str = "sev1", objective: float | None = 0.95, service: str | None = None) -> Target:
    return Target(severity=severity, service=service, objective=objective)


def judged(verdict: Verdict, of: Target | None) -> Judgement:
    return Judgement(
        clock="response", verdict=verdict, target=of, target_seconds=900, hours="always", least_seconds=0,
        most_seconds=0, due=None, why="", start="detected", end="acknowledged", start_at=None, end_at=None,
    )  # fmt: skip


def said(*counts: tuple[Target | None, int, int, int]) -> Cell:
    """Return the cell of so many met, missed and unknown verdicts by each target."""
    verdicts: tuple[Verdict, ...] = ("met", "missed", "unknown")
    found = [
        judged(verdict, of)
        for of, *each in counts
        for verdict, count in zip(verdicts, each, strict=True)
        for _ in range(count)
    ]
    return cell(found, {"shop": "Checkout"})


def test_an_objective_is_reached_or_not() -> None:
    """19 of 20 are 95 %, 18 of 20 are not."""
    reached, failed = said((target(), 19, 1, 0)), said((target(), 18, 2, 0))
    assert (reached.aim, reached.said.reached, reached.sure) == ("objective 95 % reached", True, True)
    assert (failed.aim, failed.said.reached, failed.sure) == ("objective 95 % not reached", False, False)


def test_it_is_said_where_the_unknown_decide() -> None:
    """19 of 20, with one unknown, are 19 of 21 at worst; 18 of 20, with 20 unknown, 38 of 40 at best."""
    assert said((target(), 19, 1, 1)).aim == "objective 95 % reached, unless the unknown were missed"
    assert said((target(), 18, 2, 20)).aim == "objective 95 % not reached, unless the unknown were met"
    assert not said((target(), 19, 1, 1)).sure


def test_a_share_below_the_objective_does_not_look_like_it() -> None:
    """94.9 % would be 95 % without a decimal; the objective has its own decimals."""
    assert compliance_said(Compliance(met=949, missed=51), 0.95).share == "94.9 %"
    assert compliance_said(Compliance(met=949, missed=51)).share == "95 %"
    assert compliance_said(Compliance(met=95, missed=5, unknown=1), 0.95).worst == "94 %"
    assert compliance_said(Compliance(met=1, missed=3), 0.95).share == "25 %"


def test_of_different_objectives_those_that_were_not_reached_are_named() -> None:
    """Two of three of sev2 are too few, whatever all together are."""
    found = said((target("sev1"), 20, 0, 0), (target("sev2", 0.9), 2, 1, 0), (target("sev3", None), 0, 5, 0))
    assert [tuple(one) for one in found.below] == [("sev2", 2, 3, "90 %")]
    assert (found.aim, found.said.reached) == ("", False)


def test_where_all_of_different_objectives_were_reached_that_is_said() -> None:
    """Those without an incident do not matter."""
    found = said((target("sev1"), 20, 0, 0), (target("sev2", 0.5), 1, 1, 0), (target("sev3", 0.9), 0, 0, 0))
    assert (found.aim, found.below, found.sure) == ("all objectives reached", (), True)


def test_of_different_objectives_it_is_said_where_the_unknown_decide() -> None:
    """One of sev2, one of sev3 without other verdicts, one whose target is not known; not one that changes nothing."""
    unsure = "all objectives reached, unless the unknown were missed"
    alone = (target("sev1"), 20, 0, 0)
    assert said(alone, (target("sev2", 0.5), 1, 1, 1)).aim == unsure
    assert said(alone, (target("sev3", 0.9), 0, 0, 3)).aim == unsure
    assert said(alone, (target("sev2", 0.5), 1, 1, 0), (None, 0, 0, 1)).aim == unsure
    assert said(alone, (target("sev2", 0.5), 9, 1, 1)).aim == "all objectives reached"


def test_a_target_of_a_service_has_an_objective_of_its_own() -> None:
    """It is named as the service is."""
    found = said((target("sev1", 0.5), 1, 1, 0), (target("sev1", 0.99, "shop"), 1, 1, 0))
    assert [(one.scope, one.objective) for one in found.below] == [("sev1, Checkout", "99 %")]


def test_a_service_is_one_whatever_its_targets_call_it() -> None:
    """One of two by the key, one of one by the name: two of three."""
    by_key, by_name = target("sev1", 0.99, "shop"), target("sev1", 0.99, "Checkout")
    found = said((target("sev1", 0.5), 1, 0, 0), (by_key, 1, 1, 0), (by_name, 1, 0, 0))
    assert [(one.scope, one.met, one.judged) for one in found.below] == [("sev1, Checkout", 2, 3)]


def test_without_an_objective_nothing_is_said_of_one() -> None:
    """Nor without a verdict, nor where no target is known."""
    assert said((target("sev1", None), 1, 1, 0)).aim == ""
    assert said((target(), 0, 0, 2)).aim == ""
    assert said((None, 0, 0, 2)).aim == ""
    assert cell((), {}).said.judged == 0
