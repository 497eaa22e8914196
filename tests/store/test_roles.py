"""Columns give themselves away by their names."""

from __future__ import annotations

import pytest

from leftfold.model.errors import BadRequest
from leftfold.store.roles import IN_ORDER, REQUIRED, Role, likeness, role_named


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.DATA, ("payload", "event_payload", "EventData", "data", "json-body", "body", "content", "state")),
        (Role.EVENT_TYPE, ("event_type", "MessageType", "type", "EventName", "event", "topic")),
        (Role.AGGREGATE_ID, ("aggregate_id", "StreamId", "originator_id", "stream_name", "student_id", "OrderGuid")),
        (Role.VERSION, ("version", "stream_position", "sequence_nr", "playhead", "event_number")),
        (
            Role.RECORDED_AT,
            ("recorded_at", "created_on", "timestamp", "event_time", "at", "inserted_time", "last_date"),
        ),
        (Role.POSITION, ("global_position", "position", "ordering", "id", "rowid")),
        (Role.AGGREGATE_TYPE, ("aggregate_type", "StreamType", "stream_category")),
        (Role.METADATA, ("metadata", "meta", "headers", "context")),
        (Role.DELETED, ("deleted", "is_deleted", "archived", "deleted_at")),
    ],
)
def test_names_of_each_role(role: Role, names: tuple[str, ...]) -> None:
    assert [likeness(role, name) is not None for name in names] == [True] * len(names)


def test_the_likelier_name_comes_first() -> None:
    assert likeness(Role.AGGREGATE_ID, "aggregate_id") == 0
    better, worse = likeness(Role.AGGREGATE_ID, "student_id"), likeness(Role.AGGREGATE_ID, "correlation_id")
    assert better is not None
    assert worse is not None
    assert better < worse
    for own in ("event_id", "message_uuid", "id", "colour"):
        assert likeness(Role.AGGREGATE_ID, own) is None


def test_a_role_is_named_with_anything_between_its_words() -> None:
    for name in ("aggregate id", "aggregate-id", "Aggregate_ID"):
        assert role_named(name) is Role.AGGREGATE_ID
    with pytest.raises(BadRequest, match=r'^There is no role "colour" for a column; the roles are data, event-type, '):
        role_named("colour")


def test_each_role_is_asked_for() -> None:
    assert sorted(IN_ORDER) == sorted(Role)
    assert set(REQUIRED) < set(Role)
