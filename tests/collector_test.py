"""The garbage collector at rest."""

import gc

import pytest

from incidentbook.collector import resting


@resting()
def _fail_at_rest() -> None:
    assert not gc.isenabled()
    raise KeyError


def test_it_goes_on_afterwards_whatever_happened() -> None:
    """Also after an error, and not where it was off before."""
    with pytest.raises(KeyError):
        _fail_at_rest()
    assert gc.isenabled()
    gc.disable()
    try:
        with resting():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
