"""The garbage collector at rest."""

import gc
import weakref

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


def test_what_becomes_garbage_is_collected_all_the_same() -> None:
    """Later, with what is old."""

    class Node:
        """Something that refers to itself."""

    frozen = gc.get_freeze_count()  # in Python 3.12 what is immortal
    with resting():
        node = Node()
        node.__dict__["itself"] = node
        seen = weakref.ref(node)
        del node
    assert gc.get_freeze_count() <= frozen
    gc.collect()
    assert seen() is None


def test_what_was_made_at_rest_is_old_afterwards() -> None:
    """So that it is not looked through at once; unless somebody keeps something apart, which stays there."""

    def made() -> bool:
        with resting():
            new = [[number] for number in range(5)]
        return any(one is new for one in gc.get_objects(generation=2))

    assert made()
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        assert not made()
        assert gc.get_freeze_count() >= frozen
    finally:
        gc.unfreeze()
