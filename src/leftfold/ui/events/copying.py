"""An event as it is copied: the JSON that `leftfold events --json` prints of it, over several lines."""

from __future__ import annotations

from typing import Any

from leftfold.domain.definition import Domain
from leftfold.model.event_rows import event_row, unreadable_row
from leftfold.model.json import indented
from leftfold.model.step import Step
from leftfold.replay.masking import masked_event
from leftfold.replay.narrative import sentence


def event_json(domain: Domain[Any], step: Step[Any]) -> str:
    """The event as JSON; what cannot be read is kept as base64."""
    event = masked_event(domain, step.event)
    return indented({**event_row(event, sentence(domain, step)), **unreadable_row(event)})
