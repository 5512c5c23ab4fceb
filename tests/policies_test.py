"""The agreements of a book."""

from incidentbook.policies import SCALE, Policy


def test_without_a_word_there_is_a_usual_scale_and_one_calendar() -> None:
    """The clock on the wall."""
    assert Policy().severities == SCALE
    assert Policy().lists == {"severity": ("sev1", "sev2", "sev3", "sev4"), "calendar": ("always",)}
