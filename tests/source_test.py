"""From the bytes of a file to its parts."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.source import Source, read_source, read_yaml
from tests.books import incident

FAULTS = {
    # what: bytes, then code, line and column of what is said
    "no front matter": (b"Some text\n", ["KB101 1:1"]),
    "no line before the keys": (b"title: x\nid: INC-2026-0001\n\nbody\n", ["KB101 1:1"]),
    "no line before the keys, blank line first": (b"\ntitle: x\n---\nbody\n", ["KB101 2:1"]),
    "too few hyphens": (b"--\ntitle: x\n---\nbody\n", ["KB101 1:1"]),
    "typographic dashes": ("—-\ntitle: x\n---\nbody\n".encode(), ["KB101 1:1"]),
    "never closed": (b"---\ntitle: x\n\nbody\n", ["KB102 1:1"]),
    "never closed, to the end": (b"---\ntitle: x", ["KB102 1:1"]),
    "never closed, a rule in the body": (
        b"---\ntitle: x\n\n## Summary\n\nSome: text, and more\n\n---\n\nmore\n",
        ["KB102 1:1"],
    ),
    "indented": (b" ---\n title: x\n ---\nbody\n", ["KB103 1:2"]),
    "not on the first line": (b"\n\n---\ntitle: x\n---\nbody\n", ["KB103 3:1"]),
    "tab": (b"---\ntitle: x\ntimes:\n\tdetected: 2026\n---\n", ["KB104 4:1"]),
    "tabs": (b"---\ntitle: x\ntimes:\n\tdetected: 2026\n  \tstarted: 2026\n---\n", ["KB104 4:1", "KB104 5:3"]),
    "byte order mark": (b"\xef\xbb\xbf---\ntitle: x\n---\n", ["KB105 1:1"]),
    "latin-1": ("---\ntitle: caf\u00e9 ü\n---\n".encode("latin-1"), ["KB106 2:11"]),
    "latin-1 after other letters": ("---\ntitle: ää".encode() + b"\xe9\n---\n", ["KB106 2:10"]),
    "utf-16": ("---\ntitle: x\n---\n".encode("utf-16"), ["KB106 1:1"]),
    "empty": (b"", ["KB107 1:1"]),
    "blank": (b" \n\n\t\n", ["KB107 1:1"]),
    "malformed yaml": (b"---\ntitle: A: b\nid: [x\n---\n", ["KB109 2:9", "KB109 3:5"]),
    "duplicate key": (b"---\ntitle: x\nid: y\ntitle: z\n---\n", ["KB110 4:1"]),
    "duplicate key, nested": (b"---\ntitle: x\ntimes:\n  a: 1\n  b: 2\n  a: 3\n---\n", ["KB110 6:3"]),
    "a list": (b"---\n- a\n- b\n---\n", ["KB111 2:1"]),
    "carriage returns": (b"---\r\ntitle: x\r\n---\r\nbody\r\n", ["KB113 1:1"]),
    "old carriage returns": (b"---\rtitle: x\r---\rbody\r", ["KB113 1:1"]),
    "code block left open": (b"---\ntitle: x\n---\na\n\n```\nb\n", ["KB114 6:1"]),
    "html left open": (b"---\ntitle: x\n---\na <div> b\n", ["KB115 4:3"]),
    "control character": (b"---\ntitle: x\n---\nab\x02c\n", ["KB116 4:3"]),
    "nested too deep": (b"---\ntitle: " + b"[" * 60 + b"]" * 60 + b"\n---\n", ["KB118 2:47"]),
}


def said(source: Source) -> list[str]:
    return [f"{found.code} {found.line}:{found.column}" for found in source.diagnostics]


@pytest.mark.parametrize(("content", "found"), FAULTS.values(), ids=FAULTS.keys())
def test_each_fault_has_a_code_and_a_place_of_its_own(content: bytes, found: list[str]) -> None:
    """And nothing else is said."""
    assert said(read_source("a.md", content)) == found


READABLE = {
    "no line before the keys",
    "no line before the keys, blank line first",
    "too few hyphens",
    "typographic dashes",
    "never closed",
    "never closed, a rule in the body",
    "indented",
    "not on the first line",
    "tab",
    "byte order mark",
    "utf-16",
    "duplicate key",
    "carriage returns",
    "old carriage returns",
    "code block left open",
    "html left open",
}


@pytest.mark.parametrize("what", sorted(READABLE))
def test_a_fault_does_not_hide_what_can_be_read(what: str) -> None:
    """The title is known all the same."""
    assert read_source("a.md", FAULTS[what][0]).data["title"] == "x"


@pytest.mark.parametrize(
    "content",
    [
        b"---\ntitle: x\n---\nbody\n",
        b"---\ntitle: x\n---\n\nbody\n",
        b"---  \ntitle: x\n-----\n\n\nbody\n",
        b"---\n\ntitle: x\n\n---\nbody\n",
        b"---\r\ntitle: x\r\n---\r\nbody\r\n",
        b"\xef\xbb\xbf---\ntitle: x\n---\nbody\n",
        b"title: x\n\nbody\n",
        b"title: x\n---\nbody\n",
        b"title: x\n\nid: y\n---\nbody\n",
        b"---\ntitle: x\n\nbody\n",
        b"\n ---\n title: x\n ---\nbody\n",
        b"--\ntitle: x\n---\n\nbody\n",
    ],
)
def test_the_places_of_keys_and_of_the_body_are_those_of_the_file(content: bytes) -> None:
    """Whatever stands around the front matter."""
    source = read_source("a.md", content)
    lines = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    line, column = source.place_of(("title",), of_key=True)
    indent = len(lines[line - 1]) - len(lines[line - 1].lstrip())
    assert lines[line - 1][column - 1 + indent :].startswith("title")
    first = next(at for at, text in enumerate(source.body.split("\n")) if text.strip())
    assert lines[source.body_line - 1 + first] == "body"


def test_a_body_is_kept_as_it_was_written() -> None:
    """To the last blank; only what it leaves open is closed behind it."""
    body = "## A\n\ntext  \n\n- b\n\n---\n\nc <b>d</b>\n"
    assert read_source("a.md", incident(body=body).encode()).body == body
    mended = read_source("a.md", incident(body="a <b>c\n\n```\nd\n").encode())
    assert mended.body == "a <b>c\n\n```\nd\n```\n\n</b>\n"


def test_the_scan_of_a_body_is_that_of_the_mended_one() -> None:
    """Places of mentions count in it."""
    source = read_source("a.md", incident(body="a <nope> b\n\n```\nc\n").encode())
    assert len(source.seen.prose) == len(source.body)
    assert source.seen.open_fence is None
    assert "c" not in source.seen.prose.partition("```")[2]


@pytest.mark.parametrize(
    "content", [b"---\n\nA rule first\n", b"---\nA rule, and one more\n---\nText\n", b"Text\n", b"# Title\n\n---\n"]
)
def test_an_ordinary_page_needs_no_front_matter(content: bytes) -> None:
    """It may begin with a rule."""
    source = read_source("a.md", content, front_matter=False)
    assert (source.diagnostics, source.data, source.body) == ([], {}, content.decode())


@pytest.mark.parametrize(
    "content",
    [
        b"---\n# who may read this\naudience: restricted\n---\n",
        b"---\n\naudience: restricted\n",
        b" ---\n audience: restricted\n ---\n",
    ],
)
def test_the_front_matter_of_an_ordinary_page_is_never_taken_for_text(content: bytes) -> None:
    """It may say that nobody is to see the page."""
    assert read_source("a.md", content, front_matter=False).data["audience"] == "restricted"


def test_a_file_of_yaml_needs_no_lines_of_hyphens() -> None:
    """It may begin with one, be empty or hold nothing but comments."""
    for content in (b"a: b\n", b"---\na: b\n", b"# c\n\na: b"):
        source = read_yaml("s.yml", content)
        assert (source.data, source.diagnostics) == ({"a": "b"}, [])
    for content in (b"", b"\n\n", b"# c\n", b"---\n"):
        source = read_yaml("s.yml", content)
        assert (source.data, source.diagnostics) == ({}, [])
    assert said(read_yaml("s.yml", b"\xef\xbb\xbfa: [b\nc: d: e\n\tf: g\n")) == [
        "KB105 1:1",
        "KB104 3:1",
        "KB109 1:4",
        "KB109 2:5",
    ]


def test_a_file_of_any_size_is_read_in_its_beginning() -> None:
    """In little time."""
    begin = time.process_time()
    source = read_source("a.md", incident(body="word " * 2_000_000).encode())
    assert said(source) == ["KB112 1:1"]
    assert time.process_time() - begin < 5


PIECES = st.lists(
    st.sampled_from(
        [
            b"---",
            b"\n",
            b"---\n",
            b" ",
            b"\t",
            b"title: x\n",
            b"a: [",
            b"\xff",
            b"\xef\xbb\xbf",
            b"\r",
            b"## H\n",
            b"```",
            b"<div>",
            b"key: v\n",
            b"\x00",
            b"- a\n",
        ]
    ),
    max_size=25,
).map(b"".join)


@given(PIECES, st.booleans())
def test_any_bytes_are_read_and_every_finding_is_in_the_file(content: bytes, required: bool) -> None:
    """Never with an exception; the body is the end of the file, but for what has been mended."""
    source = read_source("a.md", content, front_matter=required)
    lines = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert all(1 <= found.line <= len(lines) and found.column >= 1 for found in source.diagnostics)
    assert 1 <= source.body_line <= len(lines) + 1
