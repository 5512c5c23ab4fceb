"""Front matter written as YAML: as people write it where every reader takes it for what it is, else between quotation
marks, so that it reads back to the very same.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Value = str | None | Sequence["Value"] | Mapping[str, "Value"]
"""What there is nothing to say about is None."""

WIDTH = 120
_PLAIN = re.compile(r"(?:~ ?)?[\w/(](?:[^\n:#]|:(?=[^\s])|#(?<=\S#))*", re.ASCII)
_IN_FLOW = re.compile(r"[\[\]{},?]")


def key_lines(key: str, value: Value) -> list[str]:
    """Return the lines of a key and its value: a short list on one line, a mapping in a block of its own."""
    name = _scalar(key, in_flow=True)
    if value is None:
        return [f"{name}:"]
    if isinstance(value, str):
        return [f"{name}: {_scalar(value)}"]
    if isinstance(value, Mapping):
        return [f"{name}:", *_indented(_mapping_lines(value))] if value else [f"{name}: {{}}"]
    flow = f"{name}: {flow_text(value)}"
    if len(flow) <= WIDTH:
        return [flow]
    return [f"{name}:", *_indented(line for one in value for line in _item_lines(one))]


def flow_text(value: Value) -> str:
    """Return a value on one line, as it may stand in a list or mapping between brackets."""
    if value is None or isinstance(value, str):
        return _scalar(value, in_flow=True) if value is not None else "null"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_scalar(key, in_flow=True)}: {flow_text(one)}' for key, one in value.items())}}}"
    return f"[{', '.join(map(flow_text, value))}]"


def plain_text(text: str) -> str:
    """Return a text as the value of a key on one line."""
    return _scalar(text)


def _mapping_lines(value: Mapping[str, Value]) -> list[str]:
    return [line for key, one in value.items() for line in key_lines(key, one)]


def _item_lines(item: Value) -> list[str]:
    flow = f"- {_scalar(item) if isinstance(item, str) else flow_text(item)}"
    if isinstance(item, Mapping) and len(flow) + 2 > WIDTH:
        first, *others = _mapping_lines(item)
        return [f"- {first}", *_indented(others)]
    return [flow]


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _scalar(text: str, *, in_flow: bool = False) -> str:
    """Write a text as it is where every reader of YAML takes it for what it is, else between quotation marks."""
    plain = _PLAIN.fullmatch(text) is not None and text == text.strip() and not (in_flow and _IN_FLOW.search(text))
    return text if plain and _is_read_as_said(text) else json.dumps(text, ensure_ascii=False)


def _is_read_as_said(text: str) -> bool:
    try:
        read = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe one, in C where there is one
    except (yaml.YAMLError, ValueError):  # as of a date that there is not, or a number of thousands of digits
        return False
    return read == text or isinstance(read, date)
