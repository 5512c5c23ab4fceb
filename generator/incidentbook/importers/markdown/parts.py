"""A document as its parts: what stands below each heading and each label that is one in all but form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from incidentbook.importers.converters.times import told
from incidentbook.importers.markdown.documents import Line
from incidentbook.importers.markdown.labels import Labels, heading_goes
from incidentbook.importers.markdown.mapping import SECTION, Goes

TIMELINE = f"{SECTION}Timeline"


@dataclass
class Part:
    """Some lines below a heading, or below a label that stands for one; the first part of a document has neither."""

    title: str = ""
    """As the source has it."""
    goes: tuple[Goes, ...] = ()
    """Where the mapping says it goes; nowhere if it does not know it."""
    opening: tuple[Line, ...] = ()
    """The lines of the heading, or of the label."""
    level: int = 0
    """Of the heading; 0 for a label."""
    beside: str = ""
    """What stands in the label's own line."""
    lines: list[Line] = field(default_factory=list)

    @property
    def section(self) -> str:
        """The title of the section it becomes, or nothing."""
        return next((one.to.removeprefix(SECTION) for one in self.goes if one.to.startswith(SECTION)), "")

    @property
    def is_timeline(self) -> bool:
        """Whether its lines are those of a timeline."""
        return any(one.to == TIMELINE for one in self.goes)

    @property
    def is_label(self) -> bool:
        """Whether it began with a label."""
        return bool(self.opening) and self.level == 0


def parts_of(lines: Sequence[Line], headings: Mapping[str, tuple[Goes, ...]], labels: Labels) -> list[Part]:
    """Cut a document into parts. Subheadings stay in the part of the heading above them."""
    parts = [Part()]
    for line in lines:
        current = parts[-1]
        if line.level == 7:
            if current.opening and not current.lines:
                current.opening += (line,)
            else:
                current.lines.append(line)
        elif line.level:
            goes = heading_goes(line.title, headings)
            if _begins_part(line, current, goes):
                parts.append(Part(line.title, goes or (), (line,), line.level))
            else:
                current.lines.append(line)
        elif (part := _label_part(line, current, labels)) is not None:
            parts.append(part)
        else:
            current.lines.append(line)
    return parts


def _begins_part(line: Line, current: Part, goes: tuple[Goes, ...] | None) -> bool:
    if current.is_timeline and goes is None and _is_time(line.title):
        return False
    if current.level == 0 or line.level <= current.level:
        return True
    return goes is not None and not current.goes


def _is_time(title: str) -> bool:
    try:
        said = told(title)
    except ValueError:
        return True  # of a time that cannot be read with certainty
    return said is not None and not said.coarse


def _label_part(line: Line, current: Part, labels: Labels) -> Part | None:
    """Return the part that a label begins: a section by the mapping, or one that looks like the label before it."""
    label = labels.of(line)
    if label is None or label.indent > 3:
        return None
    known = label.goes is not None and any(one.to.startswith(SECTION) for one in label.goes)
    alike = label.goes is None and label.bold and current.is_label and label.indent == 0 and _bulleted(line, current)
    if not known and not alike:
        return None
    return Part(label.name, label.goes or (), (line,), 0, label.value)


def _bulleted(line: Line, current: Part) -> bool:
    opened = current.opening[0].text.lstrip()
    return line.text[:1] in "-*+" and opened[:1] == line.text[:1] and opened[1:2] == " " == line.text[1:2]


def dedented(lines: Sequence[str]) -> list[str]:
    """Return lines without the indentation of the first of them, where they have it, too."""
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip())]
    return [line.removeprefix(indent) if line.strip() else "" for line in lines]
