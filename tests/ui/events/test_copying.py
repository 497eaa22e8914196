"""An event as it is copied."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from leftfold.domains.progress import PROGRESS
from leftfold.model.event import Event, Undecodable
from leftfold.model.step import Standing
from leftfold.model.times import microseconds
from leftfold.replay.fold import take_step
from leftfold.ui.events.copying import event_json
from tests.ui.events.made import LISA

AT = datetime(2025, 3, 4, 10, 32, 7, tzinfo=UTC)


def copied(event: Event) -> dict[str, object]:
    found = json.loads(event_json(PROGRESS, take_step(PROGRESS, Standing(PROGRESS.initial), event)))
    assert isinstance(found, dict)
    return found


def test_all_of_an_event_is_copied_in_the_command_lines_words() -> None:
    assert copied(Event(LISA, 3, "placeStudent", {"lesson": 1}, {"by": "app"}, microseconds(AT), 17, deleted=True)) == {
        "version": 3,
        "position": 17,
        "type": "placeStudent",
        "data": {"lesson": 1},
        "metadata": {"by": "app"},
        "recorded_at": "2025-03-04T10:32:07.000000Z",
        "deleted": True,
        "sentence": "Soft-deleted: Placed at lesson 1, activity 1",
    }


def test_a_payload_that_cannot_be_read_is_kept_as_it_is_stored() -> None:
    odd = copied(Event(LISA, 3, "placeStudent", Undecodable(b"{", "is not JSON")))
    assert odd["data"] is None
    assert odd["undecodable"] == {"reason": "is not JSON", "base64": "ew=="}
    assert odd["recorded_at"] is None
