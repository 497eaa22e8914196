"""Paths into JSON documents: the keys and indexes from the root to a value."""

from __future__ import annotations

import re
from typing import TypeAlias

from leftfold.model.json import Json

Path: TypeAlias = tuple[str | int, ...]

MISSING = object()
"""What `value_at` gives where a document has nothing at a path: None is a JSON value."""

_PLAIN_KEY = re.compile(r"[^\W\d][\w-]*\Z")


def path_text(path: Path) -> str:
    """The path as a person writes it: `lastQuiz.score`, `items[2]`, `["odd key"].x`; empty for the root."""
    parts: list[str] = []
    for key in path:
        if isinstance(key, int):
            parts.append(f"[{key}]")
        elif _PLAIN_KEY.match(key):
            parts.append(f".{key}" if parts else key)
        else:
            escaped = key.replace("\\", "\\\\").replace('"', '\\"')
            parts.append(f'["{escaped}"]')
    return "".join(parts)


def value_at(document: object, path: Path) -> object:
    """The value at a path of a document, or `MISSING`."""
    for key in path:
        document = _member(document, key)
    return document


def _member(document: object, key: str | int) -> object:
    if isinstance(document, dict):
        return document.get(key, MISSING)
    if isinstance(document, list) and isinstance(key, int) and -len(document) <= key < len(document):
        return document[key]
    return MISSING


def json_at(document: Json, path: Path) -> Json:
    """The value at a path of a document, None where there is none."""
    found = value_at(document, path)
    return None if found is MISSING else found  # type: ignore[return-value]
