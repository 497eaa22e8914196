"""An event as one JSON object: what the command line prints and exports, and what the window copies."""

from __future__ import annotations

from base64 import b64encode

from leftfold.model.event import Document, Event, Undecodable
from leftfold.model.json import Json, JsonObject
from leftfold.model.times import time_or_none


def event_facts(event: Event) -> JsonObject:
    """What is stored of an event; a document that cannot be read is null."""
    return {
        "version": event.version,
        "position": event.position,
        "type": event.type,
        "data": _readable(event.data),
        "metadata": _readable(event.metadata),
        "recorded_at": time_or_none(event.recorded_at),
        "deleted": event.deleted,
    }


def event_row(event: Event, sentence: str) -> JsonObject:
    """What is stored of an event, with what it says to a person."""
    return {**event_facts(event), "sentence": sentence}


def unreadable_row(event: Event) -> JsonObject:
    """What of an event could not be read, as its stored bytes; empty for an event that could."""
    row: JsonObject = {}
    for key, document in (("undecodable", event.data), ("undecodable_metadata", event.metadata)):
        if isinstance(document, Undecodable):
            row[key] = bytes_row(document)
    return row


def bytes_row(document: Undecodable) -> JsonObject:
    """What could not be read, as its stored bytes, and why."""
    return {"reason": document.reason, "base64": b64encode(document.raw).decode()}


def _readable(value: Document) -> Json:
    return None if isinstance(value, Undecodable) else value
