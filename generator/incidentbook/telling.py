"""Of a long log, the lines that tell what is wrong: what is asked for when all of it would be too much.

The browser's script follows the same rules (`search/telling.js`), and `tests/tables/telling.json` holds cases for both:

1. A text of at most 40 different terms is taken as it is.
2. Of any other the lines are taken that have terms; of those that differ in numbers only, the first.
3. Lines with a word of those that errors are told with go first, each group in the order of the text.
4. The first is taken, and each of the others with which there are no more than 40 different terms.
"""

import re

from incidentbook.terms import terms, without_number

MOST_DIFFERENT = 40
"""Terms. More are not looked up anyway, and many of a log's are of no use."""
_LINE_END = re.compile("\r\n?|\n")
# Parts of words, too: in `NullPointerException`, in `failure`. ASCII, so that no other letter counts as one of these.
_OF_ERRORS = re.compile(
    "error|exception|fatal|fail|panic|critical|severe|emerg|alert|traceback|caused by|timeout|time-out|timed out"
    "|time limit|deadline|refused|rejected|denied|forbidden|unauthorized|unable|unavailable|unreachable|unexpected"
    "|unknown|unrecognized|unsupported|cannot|can't|can not|could not|couldn't|not found|no such|does not exist"
    "|missing|invalid|illegal|malformed|corrupt|mismatch|conflict|violat|abort|crash|killed|segfault|dump|terminated"
    "|broken|lost|reset by|closed by|expired|exceeded|exhausted|too many|too large|too long|overflow|out of|no space"
    "|deadlock|stuck",
    re.IGNORECASE | re.ASCII,
)


def telling(text: str) -> str:
    """Return the lines of a text that tell most, with LF between them, or all of a short one."""
    different: set[str] = set()
    first: list[tuple[str, list[str]]] = []
    others: list[tuple[str, list[str]]] = []
    seen = set()
    for line in _LINE_END.split(text):
        found = terms(line)
        different.update(found)
        alike = tuple(map(without_number, found))
        if alike and alike not in seen:
            seen.add(alike)
            (first if _OF_ERRORS.search(line) else others).append((line, found))
    if len(different) <= MOST_DIFFERENT:
        return text
    taken: list[str] = []
    said: set[str] = set()
    for line, found in first + others:
        if not taken or len(said.union(found)) <= MOST_DIFFERENT:
            taken.append(line)
            said.update(found)
    return "\n".join(taken)
