"""What an appended event is stored as: the reverse of what `rows` and `codec` read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from leftfold.model.edits import Append
from leftfold.model.errors import Refused
from leftfold.model.event import Undecodable
from leftfold.model.json import Json, JsonObject
from leftfold.model.times import time_text
from leftfold.store.codec import Stored, as_bytes, as_given, read_json
from leftfold.store.eventsourcing_state import encode_state
from leftfold.store.forms import DocumentForm
from leftfold.store.layout import DocumentColumn, Layout, TextPart
from leftfold.store.rows import TypeNames
from leftfold.store.ruby_types import with_types
from leftfold.store.tables import Kind
from leftfold.store.writing import stored_text


class Like(Protocol):
    """What is stored already, to make an event like it."""

    def types(self) -> Sequence[Stored]:
        """The types of the stream's events, as they are stored."""

    def documents(self, kind: bytes) -> Sequence[Stored]:
        """Payload, metadata … of an event of a type as they are stored; nothing where there is no such event."""


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
            "recorded_at": self._time(event.recorded_at),
            **self._documents(event, metadata, kind, like),
        }

    def _documents(self, event: Append, metadata: JsonObject, kind: str | bytes, like: Like) -> dict[str, Any]:
        note, data = metadata, event.data
        match self.data.form:
            case DocumentForm.EVENTSOURCING:
                state = encode_state(data, event.recorded_at, self._model(event.type, kind, like))
                return {"data": state, "metadata": None}
            case DocumentForm.ANY:
                _payload, *others = self._any_model(kind, like)
                if self.metadata is not None and others[0] is not None:
                    note = with_types(note, data, _json(others[0]))
        return {
            "data": self._document(data, self.data),
            "metadata": None if self.metadata is None else self._document(note, self.metadata),
        }

    def _model(self, shown: str, kind: str | bytes, like: Like) -> bytes:
        found = like.documents(as_bytes(kind))
        if not found or found[0] is None:
            raise Refused(f"There is no event {shown} in the store to make another like it; nothing was changed.")
        return found[0]

    def _any_model(self, kind: str | bytes, like: Like) -> Sequence[Stored]:
        """The documents of an event of this type, or else of the stream, that an application keeps as JSON.

        Raises `Refused` where it keeps them otherwise.
        """
        given = [as_bytes(kind), *reversed([one for one in like.types() if one is not None])]
        models = (like.documents(one) for one in dict.fromkeys(given))
        model = next((one for one in models if one and one[0] is not None), None)
        # Leftfold reads compressed JSON too, but writes what it can tell for certain that the application reads.
        if model is None or isinstance(read_json(model[0]), Undecodable):
            raise Refused(
                "The events of this store are not kept as plain JSON, which is all that Leftfold can write here; "
                "append through the application instead. Nothing was changed."
            )
        return model

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


def _json(raw: bytes) -> Json:
    found = read_json(raw)
    return None if isinstance(found, Undecodable) else found


def encoding_of(layout: Layout, kinds: Mapping[str, Kind], names: TypeNames, dialect: str) -> Encoding:
    """How a store of a layout keeps events."""
    here = layout.events
    return Encoding(here.data, here.metadata.document, kinds, names, here.event_type, dialect)
