"""What a kind of article is."""

import pytest

from incidentbook.kinds import BY_FOLDER, KINDS


@pytest.mark.parametrize(
    ("kind", "name", "fits"),
    [
        ("incident", "INC-2026-0042", True),
        ("incident", "INC-NEW", True),
        ("incident", "INC-NEW-checkout-pool", True),
        ("incident", "INC-2026-42", False),
        ("incident", "INC-2026-1234567", False),
        ("incident", "inc-2026-0042", False),
        ("incident", "KI-0042", False),
        ("known-issue", "KI-0007", True),
        ("known-issue", "KI-٠٠٠٧", False),
        ("runbook", "RB-123456", True),
        ("maintenance", "MNT-2026-0001", True),
        ("maintenance", "MNT-2026-0001 ", False),
        ("symptom", "checkout-504", True),
        ("symptom", "Checkout", False),
        ("symptom", "a--b", False),
        ("symptom", "../x", False),
        ("symptom", "", False),
    ],
)
def test_an_id_has_its_form(kind: str, name: str, fits: bool) -> None:
    """A prefix, perhaps a year, and a number; a symptom's name is a slug."""
    assert (KINDS[kind].id_pattern.fullmatch(name) is not None) == fits


def test_kinds_have_folders_and_prefixes_of_their_own() -> None:
    """And no heading means two sections of one kind."""
    assert len(BY_FOLDER) == len(KINDS) == 5
    assert len({kind.id_prefix for kind in KINDS.values()}) == 5
    for kind in KINDS.values():
        headings = [heading for accepted in kind.sections.values() for heading in accepted]
        assert len(set(headings)) == len(headings)
        assert all(heading == heading.lower() for heading in headings)
