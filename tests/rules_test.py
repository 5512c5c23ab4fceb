"""The rules: each is documented, and each has a book in which it finds what is marked and one in which it is silent.

`tests/rules/<offence>/wrong` and `…/right` are books. In them a finding is expected at the lines that end in the code
as a comment, `# KB309` in YAML and `<!-- KB309 -->` in Markdown, which is taken away before the rules see the book.
Where a line cannot end in a comment, a file `expected` beside the book says `incidents/a.md:3 KB309`. What a file of
text cannot hold is made in `rules/odd_books.py`.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from incidentbook import rules as package
from incidentbook.diagnostics import CODES
from incidentbook.project import Project, check_book
from incidentbook.rule_texts import GROUPS, HEADINGS, explanation
from incidentbook.rules import Rule, rule, rules
from incidentbook.settings import Settings
from tests.rules.odd_books import ODD

BOOKS = Path(__file__).parent / "rules"
MODULES = Path(package.__file__).parent
NOT_RULES = {"__init__", "parts", "subject"}
OPTIONS = {"audience": "restricted", "zone": "Europe/London", "as_of": "2026-06-01"}
_MARK = re.compile(rb"[ \t]*(?:# *(?P<yaml>KB\d{3}(?:,? KB\d{3})*)|<!-- (?P<body>KB\d{3}(?:,? KB\d{3})*) -->)[ \t]*$")

Place = tuple[str, int]


class Case(NamedTuple):
    """A book and where its rule finds something."""

    code: str
    files: Mapping[str, bytes]
    expected: set[Place]
    options: dict[str, object]


def cases(which: str) -> Iterator[Case]:
    """Yield the books of all rules that are to be wrong, or right."""
    for code, known in CODES.items():
        folder = BOOKS / known.name.replace("-", "_")
        if (folder / which).is_dir():
            yield written(code, folder, which)
        elif code in ODD:
            odd = ODD[code]
            texts = odd.wrong if which == "wrong" else odd.right
            files = {path: text.encode() if isinstance(text, str) else text for path, text in texts.items()}
            yield Case(code, files, set(odd.expected) if which == "wrong" else set(), dict(odd.options))


def written(code: str, folder: Path, which: str) -> Case:
    """Return a book of files, with its marks taken away."""
    files, expected = {}, set[Place]()
    for file in sorted((folder / which).rglob("*")):
        if file.is_file():
            path = file.relative_to(folder / which).as_posix()
            files[path], lines = without_marks(file.read_bytes(), code)
            expected |= {(path, line) for line in lines}
    beside = folder / "expected"
    if which == "wrong" and beside.is_file():
        for place in beside.read_text(encoding="utf-8").split("\n"):
            at, _, said = place.partition(" ")
            if said == code:
                path, _, line = at.rpartition(":")
                expected.add((path, int(line)))
    options = folder / "settings.yml"
    return Case(code, files, expected, yaml.safe_load(options.read_text()) if options.is_file() else {})


def without_marks(content: bytes, code: str) -> tuple[bytes, list[int]]:
    """Return a file as its author would have written it, and the lines that were marked with a code."""
    lines, marked = [], []
    for number, line in enumerate(content.split(b"\n"), 1):
        mark = _MARK.search(line)
        if mark is not None and code.encode() in (mark["yaml"] or mark["body"]):
            marked.append(number)
        lines.append(line if mark is None else line[: mark.start()])
    return b"\n".join(lines), marked


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def found_in(case: Case, folder: Path) -> set[Place]:
    """Return where a case's rule finds something in its book, as `check` does."""
    for path, content in case.files.items():
        file = folder / "kb" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if content.startswith(b"-> "):
            file.symlink_to(content[3:].decode())
        else:
            file.write_bytes(content)
    project = Project(folder, folder / "kb", {})
    settings = Settings.model_validate({**OPTIONS, **case.options})
    found = [check_book(project, settings).diagnostics for _ in range(2)]
    assert found[0] == found[1], "what is remembered is what was found"
    return {(one.path, one.line) for one in found[0] if one.code == case.code}


def code_of(case: Case) -> str:
    return f"{case.code}-{CODES[case.code].name}"


@pytest.mark.parametrize("case", list(cases("wrong")), ids=code_of)
def test_a_rule_finds_what_is_marked_and_nothing_else(case: Case, tmp_path: Path) -> None:
    """At the very line, and again from memory."""
    assert case.expected, "mark the lines with the code"
    assert found_in(case, tmp_path) == case.expected


@pytest.mark.parametrize("case", list(cases("right")), ids=code_of)
def test_a_rule_is_silent_where_nothing_is_wrong(case: Case, tmp_path: Path) -> None:
    """In a book that comes near to it."""
    assert case.expected == set()
    assert found_in(case, tmp_path) == set()


def test_every_rule_has_a_book_in_which_it_finds_something_and_one_in_which_it_does_not() -> None:
    for which in ("wrong", "right"):
        missing = CODES.keys() - {case.code for case in cases(which)}
        assert missing == set(), f"add a book {which} in tests/rules/<offence>/{which}"


def test_every_code_has_one_module_named_after_the_offence() -> None:
    """And every module has a code."""
    names = {known.name.replace("-", "_") for known in CODES.values()}
    assert {path.stem for path in MODULES.glob("*.py")} - NOT_RULES == names
    assert {code: rule(code).code for code in CODES} == {code: code for code in CODES}


def test_books_are_those_of_rules() -> None:
    """A folder that no rule has would never be looked at."""
    names = {known.name.replace("-", "_") for known in CODES.values()}
    assert {path.name for path in BOOKS.iterdir() if path.is_dir() and path.name != "__pycache__"} <= names


def test_codes_are_never_used_again() -> None:
    """`codes.txt` only grows: what stands in articles and in old logs keeps its meaning."""
    said = dict(line.split() for line in (BOOKS / "codes.txt").read_text(encoding="utf-8").splitlines())
    assert {code: CODES[code].name for code in said if code in CODES} == {
        code: name for code, name in said.items() if code in CODES
    }
    assert CODES.keys() - said.keys() == set(), "add them to tests/rules/codes.txt"
    assert len(said) == len(set(said.values()))


def test_every_code_belongs_to_a_group() -> None:
    """The codes of each are in order in the table."""
    assert {code[2] for code in CODES} <= set(GROUPS)
    assert list(CODES) == sorted(CODES)


@pytest.mark.parametrize("one", rules(), ids=lambda one: one.code)
def test_every_rule_is_documented(one: Rule) -> None:
    """A sentence, then what, why, an example and what to write instead; both with code."""
    said = explanation(one)
    assert re.fullmatch(r"[A-Z].{10,90}\.", said.summary), said.summary
    assert "|" not in said.summary
    assert tuple(said.sections) == HEADINGS
    assert all(said.sections.values())
    for heading in ("Example", "Instead"):
        assert re.search(r"^(`{3,})\w*\n.+^\1$", said.sections[heading], re.MULTILINE | re.DOTALL), heading


@pytest.mark.parametrize("one", rules(), ids=lambda one: one.code)
def test_a_rule_names_only_its_own_code(one: Rule) -> None:
    """What it yields is what it says of itself: its constant `CODE`, and no other code in a literal."""
    tree = ast.parse((MODULES / f"{one.name.replace('-', '_')}.py").read_text(encoding="utf-8"))
    docstring = tree.body[0]
    literals = {
        node.value
        for statement in tree.body
        if statement is not docstring
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"KB\d{3}", node.value)
    }
    assert literals == {one.code}
