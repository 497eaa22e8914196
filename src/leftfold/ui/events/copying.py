"""An event as it is copied: the JSON that `leftfold events --json` prints of it, over several lines."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from leftfold.domain.definition import Domain
from leftfold.model.event import Document, Undecodable
from leftfold.model.json import Json, JsonObject, indented
from leftfold.model.step import Step
from leftfold.model.times import time_text
from leftfold.replay.narrative import sentence


def event_json(domain: Domain[Any], step: Step[Any]) -> str:
    """The event as JSON; what cannot be read is kept as base64."""
    event = step.event
    row: JsonObject = {
        "version": event.version,
        "position": event.position,
        "type": event.type,
        "data": _document(event.data),
        "metadata": _document(event.metadata),
        "recorded_at": None if event.recorded_at is None else time_text(event.recorded_at),
        "deleted": event.deleted,
        "sentence": sentence(domain, step),
    }
    for key, document in (("undecodable", event.data), ("undecodable_metadata", event.metadata)):
        if isinstance(document, Undecodable):
            row[key] = {"reason": document.reason, "base64": b64encode(document.raw).decode()}
    return indented(row)


def _document(value: Document) -> Json:
    return None if isinstance(value, Undecodable) else value
