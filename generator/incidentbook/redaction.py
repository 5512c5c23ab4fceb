"""Taking out of a readable article what it says of one that its readers may not see."""

import posixpath
import re
from collections.abc import Set as AbstractSet

from incidentbook.markdown_text import scan
from incidentbook.mentions import ID_LIKE, prose_of
from incidentbook.parsing import Parsed
from incidentbook.yaml_text import Data

INSTEAD = "(not public)"
_LINK = re.compile(r"!?\[(?P<text>[^\]\n]*)\]\(\s*<?(?P<target>[^()\s<>]+)>?[^()\n]*\)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?(?P<target>[^\s>]+)>?.*$", re.MULTILINE)


def redacted(path: str, parsed: Parsed, ids: AbstractSet[str], paths: AbstractSet[str]) -> Parsed:
    """Return the file without the names `ids` and without links to the files `paths` (relative to the book)."""
    folder = posixpath.dirname(path)

    def hidden(target: str) -> bool:
        plain = target.partition("#")[0].partition("?")[0]
        joined = posixpath.normpath(posixpath.join(folder, plain))
        return {joined, f"{joined}.md", f"{joined}/index.md"}.isdisjoint(paths) is False

    def unlinked(match: re.Match[str]) -> str:
        return match["text"] if hidden(match["target"]) else match[0]

    def undefined(match: re.Match[str]) -> str:
        return "" if hidden(match["target"]) else match[0]

    def without_ids(text: str) -> str:
        return ID_LIKE.sub(lambda match: INSTEAD if match[0] in ids else match[0], text)

    def pruned(value: Data) -> Data:
        if isinstance(value, str):
            return without_ids(value)
        if isinstance(value, list):
            return [pruned(item) for item in value if not _names_hidden(item, ids)]
        if isinstance(value, dict):
            return {
                key: pruned(item)
                for key, item in value.items()
                if not (isinstance(item, str) and item in ids)
            }
        return value

    body = _DEFINITION.sub(undefined, _LINK.sub(unlinked, parsed.body))
    data = pruned({key: value for key, value in parsed.data.items() if key != "audience"})
    assert isinstance(data, dict)
    if "audience" in parsed.data:
        data["audience"] = parsed.data["audience"]
    body = without_ids(body)
    if body == parsed.body and data == parsed.data:
        return parsed
    return parsed._replace(data=data, body=body, prose=prose_of(body, scan(body)))


def _names_hidden(item: Data, ids: AbstractSet[str]) -> bool:
    name = item.get("id") if isinstance(item, dict) else item
    return isinstance(name, str) and name in ids
