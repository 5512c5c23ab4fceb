"""Books for rules whose offence no file of text can hold, or not without being changed by an editor or by git."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.books import incident

Texts = Mapping[str, str | bytes]


class Odd(NamedTuple):
    """A book in which a rule finds something, where, and one in which it does not. `-> x` is a link to x."""

    wrong: Texts
    expected: tuple[tuple[str, int], ...]
    right: Texts
    options: Mapping[str, Any] = {}


def one(wrong: str | bytes, line: int, right: str | bytes = incident()) -> Odd:
    """Return books of one incident each."""
    return Odd({"incidents/a.md": wrong}, (("incidents/a.md", line),), {"incidents/a.md": right})


ODD: Mapping[str, Odd] = {
    "KB104": one(incident("services:\n\t- checkout"), 6, incident("services:\n  - checkout")),
    "KB105": one(b"\xef\xbb\xbf" + incident().encode(), 1),
    "KB106": one(incident("impact: Caf\N{LATIN SMALL LETTER E WITH ACUTE} is down").encode("latin-1"), 5),
    "KB107": one(" \n\n", 1),
    "KB108": Odd(
        {
            "incidents/a": incident(),
            "incidents/b.txt": incident(),
            "runbooks/PoolExhausted": "# PoolExhausted\n\n## Meaning\n\nNo connection is free.\n",
        },
        (("incidents/a", 1), ("incidents/b.txt", 1), ("runbooks/PoolExhausted", 1)),
        {
            "incidents/a.md": incident(),
            "incidents/log.txt": "10:12 timed out",
            "runbooks/OWNERS": "# Who looks after these\nplatform\n",
            "runbooks/.hidden": "# What\n## Is\nhidden\n",
        },
    ),
    "KB112": one(incident(f"impact: {'x' * 200_001}"), 1, incident(f"impact: {'x' * 199_000}")),
    "KB113": one(incident().replace("\n", "\r\n"), 1),
    "KB116": one(incident(body="ERROR\x1b[0m request timed out\n"), 6, incident(body="ERROR [0m request timed out\n")),
    "KB117": Odd(
        {"incidents/a.md": "-> /etc/hostname", "incidents/b\udcff.md": incident()},
        (("incidents/a.md", 1), ("incidents/b\ufffd.md", 1)),
        {"incidents/a.md": "-> b.md", "incidents/b.md": incident()},
    ),
    "KB118": one(incident(f"extra: {'[' * 41}1{']' * 41}"), 5, incident(f"extra: {{a: {'[' * 30}1{']' * 30}}}")),
    "KB120": one(
        incident(f"alerts: [{', '.join(f'A{number}' for number in range(1_001))}]"), 5,
        incident(f"alerts: [{', '.join(f'A{number}' for number in range(1_000))}]"),
    ),
}  # fmt: skip
