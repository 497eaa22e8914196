"""Values in words: on one line of bounded length, as whole JSON text, and as bytes where they are no JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from leftfold.model.json import Json, indented

BRIEF: Final = 120
"""Characters of a value on one line: more than a panel is wide."""
SHORT: Final = 44
"""Characters up to which an object or list is shown whole beside its name."""
_LEAST: Final = 3
"""Characters that one more item takes at least."""
DUMPED: Final = 4096
"""Bytes shown of what is no JSON: enough to recognise it by."""
_ACROSS: Final = 8
"""Bytes of one line of a dump: as many as a narrow panel has room for."""

_PLAIN_KEY: Final = re.compile(r"[^\W\d][\w-]*\Z")


def brief(value: object, limit: int = BRIEF) -> str:
    """The value on one line, much as JSON has it, cut where it is longer than the limit."""
    text = ""
    for piece in _pieces(value, limit):
        text += piece
        if len(text) > limit:
            return text[: limit - 1] + "…"
    return text


def summary(value: object) -> str:
    """The value on one line; an object or list that is not short by how much it holds."""
    if not isinstance(value, (dict, list)):
        return brief(value)
    count = len(value)
    if count <= SHORT // _LEAST:
        text = brief(value, SHORT)
        if not text.endswith("…"):
            return text
    what = "field" if isinstance(value, dict) else "item"
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def whole(value: Json) -> str:
    """All of the value as a person copies it: a text as it is, anything else as JSON."""
    return value if isinstance(value, str) else indented(value)


def dump(raw: bytes) -> str:
    """The first bytes in hexadecimal and as ASCII, much as `hexdump -C` has them."""
    shown = raw[:DUMPED]
    lines = [_dump_line(place, shown[place : place + _ACROSS]) for place in range(0, len(shown), _ACROSS)]
    if len(raw) > DUMPED:
        lines.append(f"… {len(raw) - DUMPED:,} more bytes")
    return "\n".join(lines)


def _dump_line(place: int, row: bytes) -> str:
    characters = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
    return f"{place:06x}  {row.hex(' '):<{3 * _ACROSS - 1}}  {characters}"


def _pieces(value: object, limit: int) -> Iterator[str]:
    match value:
        case dict():
            yield from _object(value, limit)
        case list():
            yield "["
            for place, item in enumerate(value):
                yield ", " if place else ""
                yield from _pieces(item, limit)
            yield "]"
        case str():
            yield json.dumps(value[: limit + 1], ensure_ascii=False)
        case None | True | False:
            yield json.dumps(value)
        case _:
            yield repr(value)


def _object(value: dict[str, Json], limit: int) -> Iterator[str]:
    yield "{"
    for place, (key, item) in enumerate(value.items()):
        yield ", " if place else ""
        yield key if _PLAIN_KEY.match(key) else json.dumps(key[:limit], ensure_ascii=False)
        yield ": "
        yield from _pieces(item, limit)
    yield "}"
