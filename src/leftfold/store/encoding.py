"""What an appended event is stored as: the reverse of what `rows` and `codec` read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from leftfold.model.edits import Append
from leftfold.model.errors import Refused
from leftfold.model.json import JsonObject
from leftfold.model.times import time_text
from leftfold.store.codec import Stored, as_bytes, as_given
from leftfold.store.eventsourcing_state import encode_state
from leftfold.store.forms import DocumentForm
from leftfold.store.layout import DocumentColumn, Layout, TextPart
from leftfold.store.rows import TypeNames
from leftfold.store.tables import Kind
from leftfold.store.writing import stored_text


class Like(Protocol):
    """What is stored already, to make an event like it."""

    def types(self) -> Sequence[Stored]:
        """The types of the stream's events, as they are stored."""

    def payload(self, kind: bytes) -> bytes | None:
        """The payload of an event of a type as it is stored; None where there is none."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one store keeps what an event is made of."""

    data: DocumentColumn
    metadata: DocumentColumn | None
    kinds: Mapping[str, Kind]
    names: TypeNames
    event_type: TextPart
    dialect: str

    def columns(self, event: Append, metadata: JsonObject, like: Like) -> dict[str, Any]:
        """What an event is stored as, by what a statement binds. Raises `Refused` where Leftfold cannot make it."""
        kind = self._type(event.type, like.types())
        return {
            "event_type": kind,
            "data": self._data(event, kind, like),
            "metadata": None if self.metadata is None else self._document(metadata, self.metadata),
            "recorded_at": self._time(event.recorded_at),
        }

    def _data(self, event: Append, kind: str | bytes, like: Like) -> str | bytes:
        if self.data.form is not DocumentForm.EVENTSOURCING:
            return self._document(event.data, self.data)
        model = like.payload(as_bytes(kind))
        if model is None:
            raise Refused(f"There is no event {event.type} in the store to make another like it; nothing was changed.")
        return encode_state(event.data, event.recorded_at, model)

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
