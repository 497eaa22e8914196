"""Values as SQL has them in its text: whatever is in them, they stay one value, and cannot steer who reads the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from leftfold.model.errors import Refused
from leftfold.model.times import time_text

_HIDDEN: Final = re.compile(
    "[\x01-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
"""What would break a line, turn the reading direction round, or not be seen by the one who looks through a script."""
_MOST_PARTS: Final = 100
"""So many pieces are put together to a text in SQLite, which takes no expression of more than a thousand."""


def literal(value: object, dialect: str) -> str:
    """A value as a literal. Raises `Refused` for a text that no database can hold."""
    if value is None or isinstance(value, bool):
        return {None: "NULL", True: "TRUE", False: "FALSE"}[value]
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, bytes):
        return f"X'{value.hex()}'" if dialect == "sqlite" else f"decode('{value.hex()}', 'hex')"
    if isinstance(value, datetime):
        at = text_literal(time_text(value), dialect)
        return at if dialect == "sqlite" else f"CAST({at} AS timestamptz)"
    return text_literal(str(value), dialect)


def text_literal(text: str, dialect: str) -> str:
    """A text as a literal, what cannot be seen in it being written out. Raises `Refused`."""
    if "\0" in text or text != text.encode(errors="replace").decode():
        raise Refused(f"{text!r} has a sign that is no character and cannot be stored; there is no script of it.")
    return _sqlite_text(text) if dialect == "sqlite" else _postgresql_text(text)


def remark(text: str) -> str:
    """A text as a remark, which ends with its line."""
    return f"-- {_HIDDEN.sub(_named, text)}".rstrip()


def _named(found: re.Match[str]) -> str:
    return " " if found[0] in "\n\r\t" else f"\\u{ord(found[0]):04x}"


def _sqlite_text(text: str) -> str:
    parts = list(_sqlite_parts(text))
    if len(parts) > _MOST_PARTS:
        return f"CAST(X'{text.encode().hex()}' AS TEXT)"
    return parts[0] if len(parts) == 1 else f"({' || '.join(parts)})"


def _sqlite_parts(text: str) -> Iterator[str]:
    at = 0
    for found in _HIDDEN.finditer(text):
        if found.start() > at:
            yield _quoted(text[at : found.start()])
        yield f"char({ord(found[0])})"
        at = found.end()
    if at < len(text) or not text:
        yield _quoted(text[at:])


def _postgresql_text(text: str) -> str:
    # In this form, and in no other, a backslash means the same whatever the session is set to.
    escaped = _HIDDEN.sub(lambda found: f"\\U{ord(found[0]):08x}", text.replace("\\", "\\\\"))
    return _quoted(text) if escaped == text else f"E{_quoted(escaped)}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
