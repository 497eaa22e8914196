"""Fields inferred from events."""

from __future__ import annotations

from typing import Any

from leftfold.domain.definition import Kind
from leftfold.draft.seen import SAMPLE, fields_of, seen_fields
from leftfold.model.event import Event
from tests.draft.piling import STREAM, index_of
from tests.replay.counting import Events


def _event(data: Any, *, version: int = 1, type_: str = "seen") -> Event:
    return Event(STREAM, version, type_, data, position=version)


def test_each_field_has_the_kind_of_its_values() -> None:
    payloads = [
        {"text": "a", "count": 1, "share": 1, "on": True, "list": [1], "mixed": 1, "never": None},
        {"text": "b", "count": 2, "share": 0.5, "on": False, "list": [], "mixed": "x", "never": None},
    ]
    found = {field.name: field.kind for field in fields_of(map(_event, payloads))}
    assert found == {
        "text": Kind.TEXT,
        "count": Kind.INTEGER,
        "share": Kind.NUMBER,
        "on": Kind.YES_NO,
        "list": Kind.JSON,
        "mixed": Kind.JSON,
        "never": Kind.JSON,
    }


def test_what_is_missing_somewhere_is_optional_and_what_was_seen_is_said() -> None:
    always, sometimes = fields_of([_event({"lessonId": 3, "by": "Mira"}), _event({"lessonId": 4}), _event("no object")])
    assert (always.title, always.required, always.help) == ("Lesson id", True, "as seen: 4")
    assert (sometimes.name, sometimes.required) == ("by", False)


def test_only_the_last_events_of_the_type_are_read() -> None:
    events = [_event({"old": 1}, version=n) for n in range(1, 10)]
    events += [_event({"other": 1}, version=n, type_="other") for n in range(10, 20)]
    events += [_event({"new": 1}, version=n) for n in range(20, 20 + SAMPLE)]
    source = Events(events)
    assert [field.name for field in seen_fields(source, index_of(events), "seen")] == ["new"]
    assert seen_fields(source, index_of(events), "unheard of") == ()
