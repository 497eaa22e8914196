"""What an appended event is stored as: the reverse of what `rows` and `codec` read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from leftfold.model.edits import Append
from leftfold.model.errors import Refused
from leftfold.model.event import Undecodable
from leftfold.model.json import JsonObject
from leftfold.model.times import time_text
from leftfold.store.codec import Stored, as_bytes, as_given, read_json
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
        if self.data.form is DocumentForm.EVENTSOURCING:
            model = like.payload(as_bytes(kind))
            if model is None:
                raise Refused(
                    f"There is no event {event.type} in the store to make another like it; nothing was changed."
                )
            return encode_state(event.data, event.recorded_at, model)
        if self.data.form is DocumentForm.ANY:
            self._check_any(kind, like)
        return self._document(event.data, self.data)

    def _check_any(self, kind: str | bytes, like: Like) -> None:
        """Raise `Refused` where an application that chooses the form does not store such an event as JSON."""
        given = [as_bytes(kind), *reversed([one for one in like.types() if one is not None])]
        models = (like.payload(one) for one in dict.fromkeys(given))
        model = next((one for one in models if one is not None), None)
        # Leftfold reads compressed JSON too, but writes what it can tell for certain that the application reads.
        if model is None or isinstance(read_json(model), Undecodable):
            raise Refused(
                "The events of this store are not kept as plain JSON, which is all that Leftfold can write here; "
                "append through the application instead. Nothing was changed."
            )

    def _document(self, document: JsonObject, where: DocumentColumn) -> str | bytes:
        if where.form not in (DocumentForm.JSON, DocumentForm.ANY) or where.path:
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
