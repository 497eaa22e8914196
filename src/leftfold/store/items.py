"""One event out of a row that holds several: the row's list, read, and the item of its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from leftfold.model.event import Document, Undecodable
from leftfold.model.json import compact
from leftfold.store.codec import Stored, read_documents, under
from leftfold.store.layout import DocumentColumn, TextPart

_WRAPPED: Final = "$values"
"""Under what .NET's JSON has a list, where it tells the list's own type, too."""


def read_items(numbered: Sequence[Stored], where: DocumentColumn) -> list[Document]:
    """The document of each item; given is its number, a colon and all that its row holds."""
    return [under(_item(one, where), where.path) for one in numbered]


def item_type(numbered: Stored, where: DocumentColumn, part: TextPart) -> str:
    """The text that an item has where the layout says; what it is otherwise, where it has none there."""
    item = _item(numbered, where)
    text = under(item, (*part.within, part.key))
    if not isinstance(text, str):
        return part.otherwise
    return (text.partition(part.before)[0] if part.before else text) or part.otherwise


def item_has(numbered: Stored, where: DocumentColumn, text: str) -> bool:
    """Whether an item has a text that is somewhere in its row; also where it cannot be told which item has it."""
    number, _colon, _stored = (numbered or b"").partition(b":")
    row = _row(numbered, where)
    if not isinstance(row, list):
        return True
    having = [at for at, item in enumerate(row) if text in compact(item)]
    return not having or int(number) in having


def _item(numbered: Stored, where: DocumentColumn) -> Document:
    if numbered is None:
        return read_documents([None], where.form)[0]
    number, _colon, stored = numbered.partition(b":")
    row = _row(numbered, where)
    if isinstance(row, Undecodable):
        return row
    if not isinstance(row, list) or int(number) >= len(row):
        return Undecodable(stored, "is no list of as many events as its row tells")
    return row[int(number)]


def _row(numbered: Stored, where: DocumentColumn) -> Document:
    _number, _colon, stored = (numbered or b"").partition(b":")
    (row,) = read_documents([stored], where.form)
    return row[_WRAPPED] if isinstance(row, dict) and _WRAPPED in row else row
