"""What an appended event is stored as: the reverse of what `rows` and `codec` read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from leftfold.model.edits import Append
from leftfold.model.errors import Refused
from leftfold.model.json import JsonObject
from leftfold.model.times import time_text
from leftfold.store.codec import Stored, as_given
from leftfold.store.forms import DocumentForm
from leftfold.store.layout import DocumentColumn, Layout, TextPart
from leftfold.store.rows import TypeNames
from leftfold.store.tables import Kind
from leftfold.store.writing import stored_text


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one store keeps what an event is made of."""

    data: DocumentColumn
    metadata: DocumentColumn | None
    kinds: Mapping[str, Kind]
    names: TypeNames
    event_type: TextPart
    dialect: str

    def columns(self, event: Append, metadata: JsonObject, known: Sequence[Stored]) -> dict[str, Any]:
        """What an event is stored as, by what a statement binds; `known` are the types that its stream has stored."""
        return {
            "event_type": self._type(event.type, known),
            "data": self._document(event.data, self.data),
            "metadata": None if self.metadata is None else self._document(metadata, self.metadata),
            "recorded_at": self._time(event.recorded_at),
        }

    def _document(self, document: JsonObject, where: DocumentColumn) -> str | bytes:
        if where.form is not DocumentForm.JSON or where.path:
            raise Refused(f"What is stored in {where.column} cannot be written by Leftfold; nothing was changed.")
        text = stored_text(document)
        return text.encode() if self.kinds[where.column] is Kind.BYTES else text

    def _type(self, shown: str, known: Sequence[Stored]) -> str | bytes:
        """The type as it is stored, where but a part of that is shown: as an event has it, or beside another."""
        if self.event_type.whole:
            return shown
        for raw in known:
            if self.names[raw] == shown:
                return as_given(raw)
        sign = self.event_type.after
        if not known or not sign or self.event_type.before or self.event_type.before_last:
            raise Refused(f'How "{shown}" is stored cannot be told from the events there are; nothing was changed.')
        beside = str(as_given(known[0]))
        return f"{beside.partition(sign)[0]}{sign}{shown}"

    def _time(self, at: datetime) -> str | datetime:
        # A server has a type of its own for times.
        return time_text(at) if self.dialect == "sqlite" else at.astimezone(UTC)


def encoding_of(layout: Layout, kinds: Mapping[str, Kind], names: TypeNames, dialect: str) -> Encoding:
    """How a store of a layout keeps events."""
    here = layout.events
    return Encoding(here.data, here.metadata.document, kinds, names, here.event_type, dialect)
