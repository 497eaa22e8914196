"""Events mapped back to the commands that they came of."""

from __future__ import annotations

from leftfold.domain.asking import asked_by
from leftfold.domain.definition import Command, Field, Kind
from leftfold.model.event import Event
from leftfold.model.stream import StreamId

_ASKED = asked_by({"put": Command("put-in", "Put in", (Field("what", "What", Kind.TEXT),), lambda _state, _given: ())})


def _event(type_: str, data: object) -> Event:
    return Event(StreamId("box", "1"), 1, type_, data)  # type: ignore[arg-type]


def test_the_payload_is_the_commands_arguments() -> None:
    assert _ASKED(_event("put", {"what": "a pen", "by": "Mira"})) == ("put-in", {"what": "a pen"})
    assert _ASKED(_event("put", {})) == ("put-in", {})


def test_of_what_no_command_is_known_none_is_told() -> None:
    assert _ASKED(_event("taken", {"what": "a pen"})) is None
    assert _ASKED(_event("put", ["a pen"])) is None
