"""Code in colours: what Pygments works out for every block of code anew, and always with the same result, only once."""

from typing import Any

from pygments.formatters.html import HtmlFormatter  # type: ignore[import-untyped]

_TABLES = "_create_stylesheet"
"""Fills in what no formatter changes afterwards, the classes of tokens and the styles of classes, and takes longer than
highlighting a short block."""


def share_tables() -> None:
    """Have formatters of the same style share their tables. Without that method nothing changes."""
    make = getattr(HtmlFormatter, _TABLES, None)
    if make is None or hasattr(make, "shared"):
        return

    known: dict[tuple[object, str], tuple[Any, Any]] = {}

    def shared(formatter: Any) -> None:
        key = formatter.style, formatter.classprefix
        if key not in known:
            make(formatter)
            known[key] = formatter.ttype2class, formatter.class2style
        formatter.ttype2class, formatter.class2style = known[key]

    shared.shared = True  # type: ignore[attr-defined]
    setattr(HtmlFormatter, _TABLES, shared)
