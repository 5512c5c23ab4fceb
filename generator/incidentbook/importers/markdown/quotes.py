"""What a known issue looks like: what its section on symptoms says first, and the error messages that it quotes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from incidentbook.importers.imported import Written
from incidentbook.importers.markdown.documents import Line
from incidentbook.plain_text import plain
from incidentbook.signatures import GAP, compile_signature
from incidentbook.text import shortened

_NOTE = re.compile(r">\s*\[!\w+\]")
_ESCAPED = re.compile(r"\\([\[\]_*<>#])")
_FENCE = re.compile(r"\s*(?:```|~~~)+\s*(?P<info>[\w+-]*)")
_OUTPUT = frozenset(("", "output", "text", "txt", "console", "log", "error", "none"))
_PLACEHOLDER = re.compile(
    r"\\?<[^<>\n]{1,60}\\?>|%[.\d]*[sdluX]{1,3}\b|%\d\b|\{[\w.]{1,30}\}"
    r"|(?<![\w*\\])\*(?![*\s])[^*\n]{1,40}\*(?![\w*])|(?<![\w\\])_[A-Za-z][A-Za-z ]{1,30}_(?!\w)"
)
_STAMP = re.compile(r"\[?\d{1,4}[-/]\d{1,2}[-/]\d{1,4}[T ]\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?Z?\]?[\s:|-]*", re.ASCII)
_QUOTED = re.compile(r"(?:\*\*|[\"“”])(?P<said>[^\"“”*\n]{16,300})(?:\*\*|[\"“”])")
_SPEAKS_OF_ERRORS = re.compile(r"\b(?:error|message|fail\w*|exception|warning|event)\b", re.IGNORECASE)
_LABEL = re.compile(r"(?:\S+ ){0,2}\S*[^\s.!?。…]")
"""Up to three words that are no sentence: what stands between two quotations ("or", "Error message 2")."""
_LONGEST, _MOST = 300, 20


def symptoms_of(lines: Sequence[Line]) -> Written:
    """Return the symptom that a section describes: a text and signatures; nothing for an empty section."""
    paragraphs = [said for said in _paragraphs(lines) if not said.endswith((":", "："))]
    signatures = list(dict.fromkeys(_signatures(lines)))[:_MOST]
    sentences = (said for said in paragraphs if not _LABEL.fullmatch(said))
    text = next(chain(sentences, (said.replace(GAP, "…") for said in signatures), paragraphs), None)
    if text is None:
        return []
    symptom: dict[str, Written] = {"text": shortened(text, limit=_LONGEST)}
    if signatures:
        symptom["signatures"] = [*signatures]
    return [symptom]


def _paragraphs(lines: Iterable[Line]) -> Iterator[str]:
    held: list[str] = []
    for line in lines:
        stripped = line.prose.strip()
        if (
            stripped
            and not line.level
            and stripped[:1] not in (">", "|", "<", "!")
            and not (held and stripped[:1] in "-*+")
        ):
            held.append(re.sub(r"^[-*+]\s+", "", line.text.strip()))
        elif held:
            yield plain(" ".join(held))
            held = []
    if held:
        yield plain(" ".join(held))


def _signatures(lines: Sequence[Line]) -> Iterator[str]:
    for quoted in _quoted(lines):
        said = _STAMP.sub("", quoted.strip(), count=1) if _STAMP.match(quoted.strip()) else quoted
        line = " ".join(_PLACEHOLDER.sub(GAP, said).split())
        line = _ESCAPED.sub(r"\1", line)
        line = re.sub(r"(?:<\*>[ .,;:]*){2,}", f"{GAP} ", line).strip(" *`_")
        if len(line) <= _LONGEST and compile_signature(line).parts:
            yield line


def _quoted(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the lines of block quotes and of blocks of output, then what is quoted where errors are spoken of."""
    in_note, output, quoting = False, False, False
    for line in lines:
        stripped = line.text.strip()
        fence = _FENCE.match(line.text) if not line.prose.strip() else None
        if fence is not None:
            output = not output and fence["info"].lower() in _OUTPUT
        elif output and not line.prose.strip():
            yield stripped
        elif stripped.startswith(">") or (quoting and stripped and not in_note):
            quoting = True
            in_note = in_note or _NOTE.match(stripped) is not None
            if not in_note:
                yield stripped.lstrip("> ").replace("**", "").replace("`", "").replace("&nbsp;", " ")
        else:
            in_note = quoting = False
            if _SPEAKS_OF_ERRORS.search(line.prose):
                quoted = (match["said"] for match in _QUOTED.finditer(line.text))
                yield from (said for said in quoted if said.count(" ") > 2)
