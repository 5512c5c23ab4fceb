"""The garbage collector, told to rest where many values are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_FROZEN_AT_START = gc.get_freeze_count()
"""Nothing; in Python 3.12 what is immortal."""


@contextmanager
def resting() -> Iterator[None]:
    """Keep the collector from looking through what was just made, again and again: a third of a load's time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_freeze_count() <= _FROZEN_AT_START:  # else somebody keeps something apart, which must stay there
                # Together they put everything that is new among what is old, without looking at any of it. It is
                # collected with that if it is garbage one day; a first look now would cost as much as was saved.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
