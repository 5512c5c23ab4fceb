"""How a benchmark ends."""

from collections.abc import Iterable


def verdict(missed: Iterable[str]) -> int:
    """Print each target that was missed, a sentence each; return the exit status: 1 if there is one."""
    status = 0
    for sentence in missed:
        print(f"MISSED: {sentence}")
        status = 1
    return status
