"""Names that become others in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.renaming import Renaming, Unreadable, replaced, replacements

RENAMING = Renaming(
    ids={"INC-NEW": "INC-2026-0042", "KI-NEW-pool": "KI-0008"},
    symptoms={"ki-new-pool-requests-hang": "ki-0008-requests-hang"},
)
TEXT = """---
# INC-NEW until it has a number
title: "Süd: INC-NEW, INC-NEW-other and KI-NEW-pool"  # INC-NEW
aliases: [incidents/INC-NEW/]
links: [{title: INC-NEW, url: https://example.org/INC-NEW}]
symptoms:
  - ki-new-pool-requests-hang
  - x-ki-new-pool-requests-hang
extra:
  note: |
    INC-NEW
  other: &a KI-NEW-pool
  again: *a
---
## Of INC-NEW

_INC-NEW_ and `INC-NEW`, [INC-NEW](INC-NEW.md), [x](../id/INC-NEW/),
<https://example.org/INC-NEW>, XINC-NEW, INC-NEW-.
[y](../symptoms/ki-new-pool-requests-hang.md) ki-new-pool-requests-hang

```
INC-NEW
```
"""


def rename(text: str, renaming: Renaming = RENAMING, *, article: bool = True) -> str:
    content = text.encode()
    return replaced(content, replacements("incidents/a.md", content, renaming, article=article)).decode()


def test_references_become_others_and_all_else_stays() -> None:
    """Comments, code, file names, former addresses, addresses elsewhere and longer names."""
    after = rename(TEXT)
    pairs = zip(TEXT.split("\n"), after.split("\n"), strict=True)
    assert [new for old, new in pairs if new != old] == [
        'title: "Süd: INC-2026-0042, INC-NEW-other and KI-0008"  # INC-NEW',
        "links: [{title: INC-2026-0042, url: https://example.org/INC-NEW}]",
        "  - ki-0008-requests-hang",
        "    INC-2026-0042",
        "  other: &a KI-0008",
        "## Of INC-2026-0042",
        "_INC-2026-0042_ and `INC-NEW`, [INC-2026-0042](INC-NEW.md), [x](../id/INC-2026-0042/),",
        "[y](../symptoms/ki-0008-requests-hang.md) ki-new-pool-requests-hang",
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_stay(end: str, mark: str) -> None:
    """As the editor of the author has left them."""
    assert rename(mark + TEXT.replace("\n", end)) == mark + rename(TEXT).replace("\n", end)


@given(st.lists(st.sampled_from([*TEXT.split("\n"), "INC-NEW", "  KI-NEW-pool`", "```", "INC-NEW: x"]), max_size=30))
def test_renaming_twice_is_renaming_once_and_nothing_else_changes(lines: list[str]) -> None:
    """Whatever the text: with the names put back it is what it was."""
    text = "---\ntitle: x\n---\n" + "\n".join(lines)
    after = rename(text)
    assert rename(after) == after
    back = after
    for name, by in {**RENAMING.ids, **RENAMING.symptoms}.items():
        back = back.replace(by, name)
    assert back == text


def test_an_ordinary_page_needs_no_front_matter() -> None:
    """Its prose refers to articles all the same."""
    assert rename("See INC-NEW.", article=False) == "See INC-2026-0042."


def test_its_own_name_is_its_own_but_in_other_keys() -> None:
    """Where several articles have that name, their front matter means another, and nobody can tell which."""
    text = "---\nid: INC-NEW\ntitle: x\nrelated: [INC-NEW]\n---\nINC-NEW began.\n"
    own = Renaming(unclear=["INC-NEW"], own="INC-NEW", becomes="INC-2026-0043")
    found = replacements("incidents/a.md", text.encode(), own, article=True)
    assert [(one.line, one.column, one.by) for one in found] == [
        (2, 5, "INC-2026-0043"),
        (4, 11, ""),
        (6, 1, "INC-2026-0043"),
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"---\ntitle: [x\n---\nINC-NEW", "its front matter is broken"), (b"---\n---\nINC-NEW \xff", "it is not UTF-8")],
)
def test_a_text_that_cannot_be_read_for_certain_is_refused(content: bytes, why: str) -> None:
    """Unless it names nothing that is renamed."""
    with pytest.raises(Unreadable, match=why):
        replacements("incidents/a.md", content, RENAMING, article=True)
    assert replacements("incidents/a.md", content.replace(b"INC", b""), RENAMING, article=True) == []
