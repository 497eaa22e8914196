"""The contract of a domain's record."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from leftfold.domain.definition import EventType, Field
from leftfold.testing.record import check_record
from tests.testing.counter import BY, COUNTER

COMMAND = COUNTER.commands[0]


def test_a_sound_record_passes() -> None:
    check_record(COUNTER)


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ({"name": ""}, "The domain has no name or no title."),
        ({"event_types": COUNTER.event_types * 2}, "The name 'counted' is that of more than one event type."),
        ({"event_types": (EventType("counted", ""),)}, "The event type 'counted' has no title."),
        ({"event_types": (EventType("", "Counted"),)}, "The name of one event type is empty."),
        (
            {"commands": (COMMAND, replace(COMMAND, name="Count Up"))},
            "The name 'countup' is that of more than one command.",
        ),
        (
            {"commands": (replace(COMMAND, fields=(BY, BY)),)},
            "'by' is that of more than one field of the command",
        ),
        ({"tracks": COUNTER.tracks * 2}, "The name 'count' is that of more than one track."),
        ({"invariants": COUNTER.invariants * 2}, "The name 'least' is that of more than one invariant."),
        (
            {"event_types": (EventType("counted", "Counted", (replace(BY, title=""),)),)},
            "The field 'by' of the event type 'counted' has no title.",
        ),
        (
            {"commands": (replace(COMMAND, fields=(Field("by", "By", "int"),)),)},  # type: ignore[arg-type]
            "The field 'by' of the command 'count-up' has no kind, but 'int'.",
        ),
    ],
)
def test_what_is_wrong_is_said(broken: dict[str, Any], sentence: str) -> None:
    with pytest.raises(AssertionError, match=re.escape(sentence)):
        check_record(replace(COUNTER, **broken))
