"""Articles that try to break the book: the named cases as files, and strategies for any number more."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from incidentbook.kinds import KINDS
from tests.good_articles import GOOD
from tests.hostile_cases import BODIES, FILES, FRONT_MATTERS


class Broken(NamedTuple):
    """A file that nobody should have written."""

    path: str
    content: bytes


FOLDERS = ("incidents/2026", "known-issues", "symptoms", "runbooks", "maintenance", "notes")
_IDS = {
    "incidents/2026": "INC-2026-",
    "known-issues": "KI-",
    "runbooks": "RB-",
    "maintenance": "MNT-2026-",
}


def named_cases(folder: str, start: int = 2_000, *, audience: str = "public") -> Iterator[Broken]:
    """Yield every named case as a file of the folder."""
    for number, (name, body) in enumerate(BODIES.items(), start):
        identity = f"id: {_IDS[folder]}{number}\n" if folder in _IDS else ""
        times = "times: {detected: 2026-03-04 10:12}\n" if folder.startswith("incidents") else ""
        head = f"---\n{identity}title: Hostile {name}\naudience: {audience}\n{times}---\n\n"
        yield Broken(f"{folder}/body-{name}.md", (head + body).encode())
    for name, front_matter in FRONT_MATTERS.items():
        said = front_matter if "audience" in front_matter or name in _BARE else f"audience: {audience}\n{front_matter}"
        yield Broken(f"{folder}/front-{name}.md", f"---\n{said}\n---\n\nText of {name}.\n".encode())
    for name, content in FILES.items():
        yield Broken(f"{folder}/file-{name}.md", content)


_BARE = frozenset(
    {"directive", "alias-of-the-whole", "list-at-the-top", "scalar-at-the-top", "nothing", "unclosed-brace"}
)


def _keys_of(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[str]:
    """Yield every key that the model knows, at any depth."""
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        yield field.alias or name
        waiting: list[Any] = [field.annotation]
        while waiting:
            annotation = waiting.pop()
            if isinstance(annotation, type) and issubclass(annotation, BaseModel):
                yield from _keys_of(annotation, seen)
            waiting += getattr(annotation, "__args__", ())


KEYS: Mapping[str, tuple[str, ...]] = {kind.folder: tuple(kind.model.model_fields) for kind in KINDS.values()}
ALL_KEYS = tuple(sorted({key for kind in KINDS.values() for key in _keys_of(kind.model, set())}))

_WORDS = (
    *"public internal restricted checkout payments-db nope affected down sev1 resolved draft worked alert config".split(),
    *"INC-2026-0001 INC-2026-0666 INC-NEW KI-0001 KI-0777 RB-0001 MNT-2026-0001 good-symptom good-in-place".split(),
    *"permanent incident symptom Europe/London UTC 2026-03-04 2026-03 2026 2026-03-04T10:12Z 24:00 38m 34% 1e999".split(),
    *"0 -1 1.10 nan true null ~ .inf 0x1F".split(),
    "", " ", "2026-03-04 10:12", "~ 2026-03-04 10:12", "0001-01-01", "9999-12-31 23:59", "2026-02-30", "1h 30m",
    "34 %", "6 months", ">=2.3,<2.5", "https://example.org/", "http://[", "../../x", "a/b", "..", "<b>", "](x)",
    "\x02", "\x020\x03", "\x00", "\u2028", "\ufeff", "\U0001f600", "\u4e16\u754c", "x\n\ny", "---", "{{ x }}", "w" * 300,
)  # fmt: skip

_YAML_PIECES = (
    "\t", ":", ": ", "- ", "-", "? ", "[", "]", "{", "}", ",", "&a ", "*a", "*", "&", "!", "!!int ", "!!python/name:os ",
    "|", ">", "|-\n", "%", "@", "`", "'", '"', '"\\x02', '\\', "#", " #", "---", "\n---\n", "\n...\n", "\n", "\n\n", "  ",
    "\n  ", "\n    - ", "<<: ", "~", "null", "\u2028", "\x00", "\x02", "\x03", "\x85", "\ufeff", "\ud7ff", "\U0001f600",
    "title: ", "\nid: ", "\nid: INC-2026-0666", "\naudience: public", "\naudience: ", "\nkind: symptom", "\ntimes: ",
    "\nservices: ", "\nsymptoms: ", "\nrelated: ", "\nactions: [{do: ", "\naliases: ", "\nknown_issues: [{id: ", "10:12",
    "2026-03-04", "KI-0001", "INC-2026-0001", "[" * 50, "{a: " * 50, "- " * 50, "\r", "\r\n", "\xa0", "\\u0000",
)  # fmt: skip

_MARKDOWN_PIECES = (
    "word", " ", "\n", "\n\n", "\n\n\n", "    ", "\t", "  \n", "# ", "\n## ", "\n## Summary\n\n", "\n## Timeline\n\n", "=====\n", "-----\n",
    "* ", "- ", "1. ", "- [ ] ", "> ", "*", "**", "***", "_", "__", "`", "``", "```", "\n```\n", "\n```python\n", "~~~", "\n    ```\n",
    "[", "]", "(", ")", "](", "[a](b)", "[a][b]", "\n[b]: x\n", "![", "[^1]", "\n[^1]: ", "|", "\n| a | b |\n|---|---|\n", "\\", "\\|",
    "<", ">", "</", "<b>", "</b>", "<div>", "</div>", '<div markdown="1">', "<p>", "<br", "<a href=", "<a href='x'>", "<!--", "-->",
    "<![", "<![CDATA[", "]]>", "<!x", "<?", "?>", "<script>", "<style>", "<pre>", "<svg>", "<details>", "<summary>", "<x-y>", "<http://",
    "&", "&amp;", "&#", "&#0;", "{", "}", "{: ", "{: .x #y}", "{{", "}}", "{%", "%}", "{#", "{% raw %}", "\n!!! note\n", '\n!!! note "',
    "\n??? x\n", '\n=== "tab"\n', "\n:   ", "\n*[KI]: x\n", "KI-0001", "INC-2026-0001", "INC-2026-9999", "RB-0001", "http://", "www.",
    "javascript:", "../", "good-page.md", "#x", "--8<--", "+++", "---", "...", ":::", "$", "^", "~", "==", "++", "'", '"', "\x00", "\x02",
    "\x03", "\x0c", "\x85", "\u2028", "\x80", "\u202e", "\ufeff", "\U0001f600", "\u0301", "[TOC]", "- 10:12 [detected] x\n", "`#!python ",
)  # fmt: skip

_good_texts = st.sampled_from(
    [(path.rpartition("/")[0] or "notes", text) for path, text in GOOD.items() if path.endswith(".md")]
)
_small = st.integers(0, 4)


@st.composite
def _soups(draw: st.DrawFn, pieces: tuple[str, ...], largest: int) -> str:
    """Pieces in any order, some of them many times."""
    chosen = draw(st.lists(st.tuples(st.sampled_from(pieces), st.sampled_from((1, 1, 1, 2, 3, 40))), max_size=largest))
    return "".join(piece * times for piece, times in chosen)


@st.composite
def _mutated(draw: st.DrawFn, text: str, pieces: tuple[str, ...]) -> str:
    """A text with a few mistakes made in it."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        length = draw(st.sampled_from((0, 0, 0, 1, 2, 10, 60)))
        what = draw(st.sampled_from(("write", "write", "delete", "repeat", "cut")))
        if what == "write":
            text = text[:start] + draw(st.sampled_from(pieces)) + text[start + length :]
        elif what == "delete":
            text = text[:start] + text[start + length + 1 :]
        elif what == "repeat":
            text = text[:start] + text[max(start - length, 0) : start] * 3 + text[start:]
        else:
            text = text[:start]
    return text


def _values() -> st.SearchStrategy[Any]:
    words = st.sampled_from(_WORDS)
    return st.recursive(
        st.one_of(words, words, st.none(), st.integers(-3, 10**12), st.booleans()),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(ALL_KEYS), inner, max_size=4)
        ),
        max_leaves=5,
    )


@st.composite
def broken_bytes(draw: st.DrawFn) -> Broken:
    """Any bytes, or a good article with any bytes in it, or in another encoding."""
    folder, text = draw(_good_texts)
    how = draw(st.sampled_from(("bytes", "front matter", "inside", "encoding", "cut")))
    if how == "bytes":
        content = draw(st.binary(max_size=60))
    elif how == "front matter":
        content = b"---\ntitle: t\n" + draw(st.binary(max_size=40)) + b"\n---\n" + draw(st.binary(max_size=40))
    elif how == "inside":
        good = text.encode()
        at = draw(st.integers(0, len(good)))
        content = good[:at] + draw(st.binary(min_size=1, max_size=8)) + good[at + draw(_small) :]
    elif how == "encoding":
        content = text.encode(draw(st.sampled_from(("utf-16", "utf-16-be", "utf-32", "utf-8-sig", "utf-7", "cp037"))))
        content = content[draw(_small) :]
    else:
        content = text.encode("utf-16")[: draw(st.integers(0, 1_000))]
    return Broken(folder, content)


@st.composite
def broken_yaml(draw: st.DrawFn) -> Broken:
    """Front matter that is no YAML, or YAML of the wrong shape."""
    folder, text = draw(_good_texts)
    _, front_matter, body = text.split("---\n", 2)
    how = draw(st.sampled_from(("mutated", "mutated", "values", "values", "soup", "nested")))
    if how == "mutated":
        said = draw(_mutated(front_matter, _YAML_PIECES))
    elif how == "values":
        keys = (*KEYS.get(folder.partition("/")[0], ("title", "audience", "kind")), "nope")
        data = draw(st.dictionaries(st.sampled_from(keys), _values(), min_size=1, max_size=6))
        said = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=draw(st.booleans()))}" for key, value in data.items())
    elif how == "soup":
        said = draw(_soups(_YAML_PIECES, 12))
    else:
        depth = draw(st.integers(1, 120))
        opener = draw(st.sampled_from(("[", "{a: ", "- ", "? ", "\n" + " " * 2 + "x: ", "[&a ", "!!seq [")))
        said = f"title: t\n{draw(st.sampled_from(ALL_KEYS))}: {opener * depth}"
    return Broken(folder, f"---\n{said}\n---\n{body}".encode("utf-8", "surrogatepass"))


_OPENERS = (
    "---\n",
    "--- \n",
    " ---\n",
    "\t---\n",
    "----\n",
    "--\n",
    "+++\n",
    "",
    "\n---\n",
    "\ufeff---\n",
    "---\r\n",
    "---",
    "...\n",
    "```\n---\n",
    "<!--\n---\n",
)


@st.composite
def broken_structure(draw: st.DrawFn) -> Broken:
    """An article put together wrongly: its parts missing, repeated, indented, in the wrong place."""
    folder, text = draw(_good_texts)
    _, front_matter, body = text.split("---\n", 2)
    fences = st.sampled_from(_OPENERS)
    parts = [draw(fences), front_matter, draw(fences), body]
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(parts) - 1))
        change = draw(st.sampled_from(("drop", "repeat", "swap", "indent", "blank", "cr")))
        if change == "drop":
            parts[at] = ""
        elif change == "repeat":
            parts.insert(at, parts[at])
        elif change == "swap":
            parts.append(parts.pop(at))
        elif change == "indent":
            parts[at] = "".join(f"{'  ' if at % 2 else '    '}{line}\n" for line in parts[at].splitlines())
        elif change == "blank":
            parts.insert(at, "\n \n")
        else:
            parts[at] = parts[at].replace("\n", draw(st.sampled_from(("\r", "\r\n", "\n\r", "\x85", "\u2028"))))
    return Broken(folder, "".join(parts).encode())


@st.composite
def broken_markdown(draw: st.DrawFn) -> Broken:
    """A body that leaves open what it opens, nests what cannot be nested, and repeats what should stand once."""
    folder, text = draw(_good_texts)
    head, body = text[: text.index("---\n\n") + 5], text[text.index("---\n\n") + 5 :]
    body = draw(st.one_of(_soups(_MARKDOWN_PIECES, 14), _soups(_MARKDOWN_PIECES, 14), _mutated(body, _MARKDOWN_PIECES)))
    if draw(st.booleans()):
        head = "---\ntitle: t\naudience: public\n---\n"
    return Broken(folder, (head + body).encode())


_NAMES = (
    "a",
    "b",
    "index",
    "readme",
    "good-incident",
    "checkout",
    "x y",
    "\u4e16",
    "%2e",
    "#",
    "a.b",
    "a'b",
    'a"b',
    "<b>",
    "KI-0001",
    "-",
)
_ENDINGS = (".md", ".md", ".md", ".md", ".md", ".MD", ".markdown", ".txt", "", ".md.bak", "md")


@st.composite
def broken_articles(draw: st.DrawFn) -> Broken:
    """A broken article of any sort, under a path that is mostly an ordinary one."""
    broken = draw(st.one_of(broken_bytes(), broken_yaml(), broken_structure(), broken_markdown()))
    name, ending = "x", ".md"
    if draw(st.integers(0, 9)) == 0:
        name, ending = draw(st.sampled_from(_NAMES)), draw(st.sampled_from(_ENDINGS))
    return Broken(f"{broken.path}/{name}{ending}", broken.content)


def made(count: int, *, start_at: int | None = None) -> list[Broken]:
    """Let hypothesis make so many broken articles, no two alike, each under a path of its own.

    They are others every time, unless `start_at` says where to start.
    """
    contents: dict[bytes, str] = {}

    @settings(
        max_examples=4 * count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(broken_articles())
    def collect(broken: Broken) -> None:
        if len(contents) < count:
            contents.setdefault(broken.content, broken.path)
        else:
            raise _EnoughError

    with contextlib.suppress(_EnoughError):
        (seed(start_at)(collect) if start_at is not None else collect)()
    found = []
    for number, (content, path) in enumerate(contents.items()):
        folder, _, name = path.rpartition("/")
        found.append(Broken(f"{folder}/{number}-{name}", content))
    return found


class _EnoughError(Exception):
    """Ends what would go on making articles that nobody needs."""
