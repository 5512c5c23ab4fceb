"""Signatures are found in texts, line by line, in linear time."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidentbook import signatures
from incidentbook.signatures import GAP, Match, Signatures, compile_signature, matches

LAW = settings(deadline=None, max_examples=150)
POOL = "Connection is not available, request timed out after <*>ms"


def found(signature: str, text: str) -> int | None:
    return matches(compile_signature(signature), text)


@pytest.mark.parametrize(
    ("signature", "text", "line"),
    [
        (POOL, "Connection is not available, request timed out after 30001ms", 1),
        (POOL, "ok\nERROR [pool-1] Connection is not available, request timed out after 30001ms (active=50)", 2),
        (POOL, "Connection is not available, request timed out after ms", 1),
        (POOL, "Connection is not available, request timed out after\n30001ms", None),
        (POOL, "Connection is available, request timed out after 30001ms", None),
        ("a <*> b is not reachable", "a b is not reachable", 1),
        ("could not reach <*>", "Could not reach", 1),
        ("<*> could not be reached", "could not be reached", 1),
        ("<*>: could not be reached", "could not be reached", None),
        ("first <*> second <*> lastword", "second first lastword", None),
        ("first <*> second <*> lastword", "second first second x lastword", 1),
    ],
)
def test_a_gap_stands_for_anything_within_a_line(signature: str, text: str, line: int | None) -> None:
    """For nothing, too; and what stands between gaps comes in its order."""
    assert found(signature, text) == line


@pytest.mark.parametrize(
    ("signature", "text", "line"),
    [
        ("No space left on device", "NO SPACE LEFT ON DEVICE", 1),
        ("no  space\tleft on device ", "no space left   on\tdevice", 1),
        ("no space left on device", "no space\N{NO-BREAK SPACE}left on device", 1),
        ("no space left on device", "nospace left on device", None),
        ("Verbindung unterbrochen: ÄÖÜ", "verbindung unterbrochen: äöü", None),
        ("Verbindung unterbrochen: ÄÖÜ", "VERBINDUNG UNTERBROCHEN: ÄÖÜ", 1),
        ("(a+)+$ .* [x] \\d{1,9}", "(a+)+$ .* [x] \\d{1,9}", None),
        ("timeout (a+)+$ .* [x]", "timeout (a+)+$ .* [x]", 1),
        ("timeout (a+)+$ .* [x]", "timeout aaaa x x", None),
    ],
)
def test_case_and_spaces_do_not_matter_and_every_other_sign_is_itself(
    signature: str, text: str, line: int | None
) -> None:
    """The third to last is too short: its letters and digits are five."""
    assert found(signature, text) == line


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_system(end: str) -> None:
    """And what ends a paragraph elsewhere is not the end of a line."""
    assert found("no space left", end.join(["one", "two", "no space left"])) == 3
    assert found("no space was <*> left", "no space was \u2028 \x85 \x0b left") == 1


@pytest.mark.parametrize(
    ("signature", "text", "line"),
    [
        ("failed with exit code 1", "failed with exit code 137", None),
        ("failed with exit code 1", "failed with exit code 137, failed with exit code 1.", 1),
        ("ORA-000600", "BORA-000600 then ORA-0006001", None),
        ("ORA-000600", "BORA-000600 then ORA-0006001 then (ORA-000600)", 1),
        ("failed with exit code <*>", "failed with exit code137", None),
        ("failed with exit code<*>", "failed with exit code137", 1),
        ("<*>OutOfMemoryError", "java.lang.OutOfMemoryError: heap", 1),
        ("OutOfMemoryError", "java.lang.OutOfMemoryError: heap", 1),
        ("OutOfMemoryError", "MyOutOfMemoryErrors", None),
        ("<*>OutOfMemoryError<*>", "MyOutOfMemoryErrors", 1),
        ("接続がタイムアウトしました", "エラー:接続がタイムアウトしました。", 1),
    ],
)
def test_a_word_at_an_end_is_a_whole_word_unless_a_gap_is_there(signature: str, text: str, line: int | None) -> None:
    """Scripts that put no spaces between words are not held to it."""
    assert found(signature, text) == line


@pytest.mark.parametrize(
    "signature", ["", " ", GAP, f"{GAP} {GAP}", "error", "error 42", f"{GAP}: error", "a<*>b<*>c<*>d<*>e<*>f<*>g<*>h"]
)
def test_what_would_be_found_everywhere_is_found_nowhere(signature: str) -> None:
    """Not even in itself."""
    assert found(signature, f"{signature}\nerror a b c d e f g h") is None
    assert len(Signatures([signature])) == 0
    assert Signatures([signature]).found_in(signature) == ()


def test_of_several_lines_the_one_with_the_longest_fixed_part_counts() -> None:
    """A stack trace was pasted as it is."""
    assert (
        found("Traceback:\nValueError: the pool is exhausted after <*>", "x\nValueError: the pool is exhausted after 3")
        == 2
    )


def test_many_signatures_are_found_each_on_its_first_line() -> None:
    """In the order of the lines, whatever order they come in; the line is shown as it was written."""
    known = [POOL, "no space left on device", "never seen anywhere", "<*>OutOfMemoryError<*>", POOL]
    last = "at MyOutOfMemoryErrors, connection is not available, request timed out after 3ms"
    text = f"x\n  No SPACE left\ton device é\nno space left on device\n{last}"
    wanted = (
        Match("no space left on device", 2, "No SPACE left on device é"),
        Match("<*>OutOfMemoryError<*>", 4, last),
        Match(POOL, 4, last),
    )
    assert Signatures(known).found_in(text) == wanted
    assert Signatures(reversed(known)).found_in(text) == wanted
    assert Signatures(known).digest == Signatures(reversed(known)).digest != Signatures(known[1:4]).digest
    assert len(Signatures(known)) == 4


def test_a_text_that_is_no_unicode_is_read_all_the_same() -> None:
    """A lone half of a pair, as an escape in YAML can make one."""
    assert found("no space left on <*> \ud800", "no space left on / \ud800") == 1
    assert Signatures(["no space left on <*>"]).found_in("no space left on \ud800")[0].line == 1


# Words of few letters, so that parts come again and overlap.
WRITTEN = st.text(st.sampled_from("aAb :é7\t"), max_size=12)
ANY = st.text(st.characters(exclude_characters="\r\n", exclude_categories=()), max_size=12)


@LAW
@given(st.lists(WRITTEN, min_size=1, max_size=4), st.data())
def test_a_signature_is_found_where_its_gaps_are_filled_with_anything(parts: list[str], data: st.DataObject) -> None:
    """Among other words, in other lines, and shouted."""
    parts[data.draw(st.integers(0, len(parts) - 1))] += "connection"
    signature = compile_signature(GAP.join(parts))
    filled = parts[0] + "".join(data.draw(WRITTEN | ANY) + part for part in parts[1:])
    assert matches(signature, filled) == 1
    assert matches(signature, f"x\n{data.draw(ANY)} {filled} {data.draw(ANY)}") == 2
    shouted = "".join(sign.upper() if sign.isascii() else sign for sign in filled)
    assert [match.line for match in Signatures([signature.text]).found_in(f"\n\n{shouted}\n")] == [3]


def as_a_pattern(signature: str) -> re.Pattern[str]:
    """Return what a signature means, as a regular expression that may take for ever."""
    parts = [r"\s+".join(map(re.escape, part.split(" "))) for part in signature.strip().lower().split(GAP)]
    begin = r"(?<![a-z0-9])" if parts[0][:1].isalnum() and parts[0][:1].isascii() else ""
    end = r"(?![a-z0-9])" if parts[-1][-1:].isalnum() and parts[-1][-1:].isascii() else ""
    return re.compile(begin + ".*".join(parts) + end)


PLAIN = st.text(st.sampled_from("ab:é"), min_size=1, max_size=3)


@LAW
@given(st.lists(PLAIN, min_size=1, max_size=4), st.lists(st.text(st.sampled_from("ab:é"), max_size=9), max_size=6))
def test_it_is_found_where_a_regular_expression_would_find_it(parts: list[str], lines: list[str]) -> None:
    """One that tries everything."""
    written = GAP.join(["error of connection", *parts, ""][: len(parts) + 1])
    text = "\n".join(f"{line} error of connection {line}{''.join(parts)}" for line in lines)
    wanted = next((at for at, line in enumerate(text.split("\n"), 1) if as_a_pattern(written).search(line)), None)
    assert found(written, text) == wanted


@LAW
@given(
    st.lists(st.lists(st.sampled_from(["<*>", " ", "aaaaaaaa", "b", "aaaaaaaa bbbbbbbb", ":", "é"]), max_size=5)), ANY
)
def test_many_at_once_find_what_each_finds_alone(known: list[list[str]], more: str) -> None:
    """The words that they are filed under hide nothing."""
    written = ["".join(pieces) for pieces in known]
    text = "\n".join(
        [one.replace(GAP, more, 1).replace(GAP, "b") for one in written] + ["aaaaaaaa é bbbbbbbb b: aaaaaaaa"]
    )
    wanted = {one: line for one in written if (line := found(one, text)) is not None}
    at_once = Signatures(reversed(written)).found_in(text)
    assert {match.signature: match.line for match in at_once} == wanted


class Counted(bytes):
    """Bytes that count how many of them are looked at."""

    steps = 0

    def find(self, part: bytes, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        until = len(self) if end is None else end
        at = super().find(part, start, until)
        Counted.steps += (at + len(part) if at >= 0 else until) - start
        return at

    def rfind(self, part: bytes, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        until = len(self) if end is None else end
        at = super().rfind(part, start, until)
        Counted.steps += until - max(at, start)
        return at


HARD = [
    ("connection <*> connection <*> connection <*> refused", "connection " * 40 + "\n"),
    ("connection <*> connection <*> connection <*> refused", "connection "),
    ("a<*>" * 30 + "connection refused", "a" * 50 + "connection refuse\n"),
    ("a a a a a a a a a", "a a a a a a a a ab "),
    ("aaaaaaaaaaaaaaaa b", "aaaaaaaaaaaaaaaa a"),
    ("connection refused", "xconnection refused "),
    ("connection refused 1", "connection refused 11\n"),
]
"""Signatures, and lines of texts in which they nearly stand."""


@pytest.mark.parametrize(("signature", "line"), HARD)
def test_the_work_grows_with_the_text_and_no_faster(signature: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In many lines or a long one that all begin well: twice the text, twice the bytes looked at."""
    in_order = signatures._in_order

    def counted(line: bytes) -> bytes:
        Counted.steps += len(line)
        return Counted(in_order(line))

    monkeypatch.setattr(signatures, "_in_order", counted)
    ready, steps = compile_signature(signature), []
    for times in (100, 200, 400):
        Counted.steps = 0
        text = Counted((line * times).encode())
        assert signatures._place(ready, text) is None
        steps.append(Counted.steps)
        assert Counted.steps <= (len(signature) + 4) * len(text)
    assert steps[2] - steps[1] <= 2 * (steps[1] - steps[0]) + 100
