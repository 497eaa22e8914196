"""The event at the cursor as the one that another begins as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leftfold.domain.definition import Domain
from leftfold.model.errors import Refused
from leftfold.model.event import Event
from leftfold.model.json import JsonObject
from leftfold.replay.masking import covers
from leftfold.ui.document import Document
from leftfold.ui.tasks import Job, Lane, Request


@dataclass(frozen=True, slots=True)
class Original:
    """What a new event takes over."""

    version: int
    type: str
    data: JsonObject
    is_stored: bool
    """Whether it stands in the store; what is only proposed has no place of its own yet."""


def read_original(
    document: Document, key: str, done: Callable[[Original], None], failed: Callable[[str], None]
) -> None:
    """Read the event at the cursor; `failed` hears, as a sentence, why it cannot be copied."""
    shown, ordinal = document.shown, document.selection.ordinal
    if shown is None or not ordinal:
        return
    domain, source, is_stored = shown.replay.domain, shown.history.source, ordinal <= len(shown.replay.index)

    def work(_job: Job) -> Original:
        event = next(iter(source.read(ordinal, ordinal)))
        return Original(event.version, event.type, _copied(domain, event), is_stored)

    document.tasks.run(Request(lane=Lane.ROWS, key=key, work=work, done=done, failed=lambda error: failed(str(error))))


def _copied(domain: Domain[Any], event: Event) -> JsonObject:
    if not isinstance(event.data, dict):
        raise Refused(f"The payload of event {event.version} is no JSON object and cannot be copied.")
    if covers(domain, event.data):
        raise Refused(f"The payload of event {event.version} has personal fields; reveal them to copy it.")
    return event.data
