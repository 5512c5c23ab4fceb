"""Versions of articles as sources could tell them, for laws about importing."""

from hypothesis import strategies as st

from incidentbook.merging import SectionName, Told
from incidentbook.text import CONTROL

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=20).filter(
    lambda text: CONTROL.search(text) is None
)
_KEYS = ("title", "severity", "services", "times", "impact", "alerts", "zone")
_SUBKEYS = ("started", "detected", "resolved", "summary", "no", "a: b")
_VALUES = st.one_of(
    TEXT,
    st.sampled_from(["2026-03-04 10:12", "no", "2.10", "~", "", "x # y", "a\nb\n", "- x", "[x]"]),
    st.lists(st.one_of(TEXT, st.dictionaries(st.sampled_from(_SUBKEYS), TEXT, min_size=1)), min_size=1, max_size=4),
    st.dictionaries(st.sampled_from(_SUBKEYS), st.one_of(TEXT, st.lists(TEXT, min_size=1)), min_size=1),
)
FRONT_MATTER = st.dictionaries(st.sampled_from(_KEYS), _VALUES, min_size=1)
_PROSE = st.sampled_from(
    ["One sentence.", "- 10:12 it began\n- 10:15 it went on", "```\n## no heading\n```", "Two\n\nparagraphs.", "`"]
)
_TITLES = ("Summary", "Timeline", "What went well")
SECTIONS = st.tuples(st.one_of(st.none(), _PROSE), st.dictionaries(st.sampled_from(_TITLES), _PROSE)).map(
    lambda said: {
        **({SectionName(""): said[0]} if said[0] is not None else {}),
        **{SectionName(title): f"## {title}\n\n{text}" for title, text in said[1].items()},
    }
)
TOLD = st.builds(Told, FRONT_MATTER, SECTIONS)


def body_of(told: Told) -> str:
    """Return the Markdown of a version."""
    return "\n\n".join(told.sections.values())
