"""Events and what a reducer says of itself, to and from the JSON of the protocol."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, TypeVar

from leftfold.domain.definition import Command, Decision, Domain, EventType, Field, Kind, NewEvent, Rejection
from leftfold.model.event import Document, Event, Undecodable
from leftfold.model.event_rows import bytes_row
from leftfold.model.json import Json, JsonObject
from leftfold.model.stream import StreamId
from leftfold.model.times import NO_TIME, time_or_none

T = TypeVar("T")


def event_out(event: Event) -> JsonObject:
    """An event as a reducer hears it: what is stored of it, and of what it is an event."""
    row: JsonObject = {
        "type": event.type,
        "data": None if isinstance(event.data, Undecodable) else event.data,
        "metadata": None if isinstance(event.metadata, Undecodable) else event.metadata,
        "version": event.version,
        "position": event.position,
        "recorded_at": time_or_none(event.recorded_at),
        "at": None if event.at == NO_TIME else event.at,
        "deleted": event.deleted,
        "aggregate": {"type": event.stream.type, "id": event.stream.id},
    }
    if unreadable := event.unreadable:
        row["unreadable"] = {name: bytes_row(document) for name, document in unreadable.items()}
    return row


def event_in(row: Mapping[str, Any]) -> Event:
    """The event that `event_out` gave as this."""
    aggregate, unreadable = row["aggregate"], row.get("unreadable", {})
    return Event(
        StreamId(aggregate["type"], aggregate["id"]),
        row["version"],
        row["type"],
        _document(row["data"], unreadable.get("payload")),
        _document(row["metadata"], unreadable.get("metadata")),
        NO_TIME if row["at"] is None else row["at"],
        row["position"],
        row["deleted"],
    )


def _document(document: Json, unreadable: Mapping[str, str] | None) -> Document:
    return document if unreadable is None else Undecodable(b64decode(unreadable["base64"]), unreadable["reason"])


def new_events_out(events: tuple[NewEvent, ...] | None) -> Json:
    """Events decided on, or None."""
    return None if events is None else [{"type": event.type, "data": event.data} for event in events]


def new_events_in(rows: Any) -> tuple[NewEvent, ...] | None:
    """The events that `new_events_out` gave as these rows."""
    return None if rows is None else tuple(NewEvent(row["type"], row.get("data") or {}) for row in rows)


def decision_out(decision: Decision) -> JsonObject:
    """What came of a command: events, or why there are none."""
    if isinstance(decision, Rejection):
        return {"rejection": decision.reason}
    return {"events": new_events_out(decision)}


def decision_in(row: Any) -> Decision:
    """The decision that `decision_out` gave as this."""
    if isinstance(row, dict) and "rejection" in row:
        return Rejection(str(row["rejection"]))
    return new_events_in(row["events"]) or ()


def description_out(domain: Domain[Any]) -> JsonObject:
    """What a domain has, without its functions."""
    return {
        "name": domain.name,
        "title": domain.title,
        "aggregate_types": list(domain.aggregate_types),
        "scope": str(domain.scope),
        "event_types": [_kind_out(kind.name, kind.title, kind.fields) for kind in domain.event_types],
        "commands": [_kind_out(command.name, command.title, command.fields) for command in domain.commands],
        "tracks": [{"name": track.name, "title": track.title} for track in domain.tracks],
        "invariants": [{"name": one.name, "title": one.title} for one in domain.invariants],
        "show": True,
        "sentence": True,
        "trace": True,
        "compensate": domain.compensate is not None,
        "restore": domain.restore is not None,
    }


def _kind_out(name: str, title: str, fields: tuple[Field, ...]) -> JsonObject:
    return {"name": name, "title": title, "fields": [asdict(field) for field in fields]}


def event_types_in(rows: Any) -> tuple[EventType, ...]:
    """The event types of a description."""
    return tuple(EventType(*named(row), _fields(row)) for row in rows or ())


def commands_in(rows: Any, decider: Callable[[str], Callable[[T, Any], Decision]]) -> tuple[Command[T], ...]:
    """The commands of a description, each decided by what `decider` gives for its name."""
    return tuple(Command(*named(row), _fields(row), decider(row["name"])) for row in rows or ())


def named(row: Mapping[str, Any]) -> tuple[str, str]:
    """The name and the title of what a description lists; without a title the name stands for it."""
    return str(row["name"]), str(row.get("title") or row["name"])


def _fields(row: Mapping[str, Any]) -> tuple[Field, ...]:
    return tuple(
        Field(
            *named(field),
            Kind(field.get("kind", "json")),
            required=bool(field.get("required", True)),
            help=str(field.get("help", "")),
        )
        for field in row.get("fields") or ()
    )
