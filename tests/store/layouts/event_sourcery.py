"""Event Sourcery's store."""

from __future__ import annotations

from typing import Any

from tests.store.layouts.library import ODD, Library, Stored, at, insert, moment

ONE, OTHER = (f"00000000-0000-0000-0000-00000000000{digit}" for digit in "ab")
SCHEMA = (
    (
        "CREATE TABLE events (id bigserial PRIMARY KEY, uuid uuid NOT NULL DEFAULT gen_random_uuid(), "
        "aggregate_id uuid NOT NULL, type varchar(255) NOT NULL, body json NOT NULL, version bigint NOT NULL, "
        "correlation_id uuid, causation_id uuid, "
        "created_at timestamp without time zone NOT NULL DEFAULT (now() AT TIME ZONE 'utc'))"
    ),
    "CREATE UNIQUE INDEX events_aggregate_id_version_index ON events (aggregate_id, version)",
    "CREATE TABLE aggregates (aggregate_id uuid PRIMARY KEY, version bigint DEFAULT 1)",
)


def _event(place: int, aggregate: str, version: int, type_: str, body: object, **more: Any) -> str:
    values: dict[str, Any] = {
        "id": place,
        "uuid": _uuid(place),
        "aggregate_id": aggregate,
        "version": version,
        "type": type_,
    }
    return insert("events", **values, body=body, created_at=at(place), **more)


def _uuid(place: int) -> str:
    return f"00000000-0000-0000-0000-{place:012d}"


EVENT_SOURCERY = Library(
    layout="event-sourcery",
    database="postgresql",
    schema=SCHEMA,
    rows=(
        insert("aggregates", aggregate_id=ONE, version=2),
        insert("aggregates", aggregate_id=OTHER, version=1),
        _event(1, ONE, 1, "todo_added", {"title": ODD}, correlation_id=_uuid(70), causation_id=_uuid(71)),
        _event(2, OTHER, 1, "todo_added", {"title": None}),
        _event(5, ONE, 2, "todo_completed", {}),
    ),
    streams={
        f"aggregate/{ONE}": (
            Stored(
                1,
                "todo_added",
                {"title": ODD},
                {"uuid": _uuid(1), "correlation_id": _uuid(70), "causation_id": _uuid(71)},
                moment(1),
                1,
            ),
            Stored(2, "todo_completed", {}, {"uuid": _uuid(5)}, moment(5), 5),
        ),
        f"aggregate/{OTHER}": (Stored(1, "todo_added", {"title": None}, {"uuid": _uuid(2)}, moment(2), 2),),
    },
    table="events",
    needed="body",
    number="version",
)
