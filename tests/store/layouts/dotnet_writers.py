"""Stores of Eventuous and SQLStreamStore with one stream each, and the functions by which they append to it."""

from __future__ import annotations

from typing import Any, Final

from leftfold.model.json import JsonObject
from tests.store.layouts.library import ODD, Library, Stored, at, insert, moment

STREAM: Final = f"Booking-{ODD}"
_IDS: Final = tuple(f"00000000-0000-0000-0000-{place:012d}" for place in (1, 2))
_DATA: Final[tuple[JsonObject, ...]] = ({"by": ODD}, {"by": "other"})
_HASHED: Final = "A" * 40


def _streams(type_: str, id_name: str) -> dict[str, tuple[Stored, ...]]:
    def stored(place: int) -> Stored:
        meta: dict[str, Any] = {id_name: _IDS[place], "traced": place}
        return Stored(place, f"V{place}.Booked", _DATA[place], meta, moment(place), place + 1)

    return {f"{type_}/{STREAM}": (stored(0), stored(1))}


_EVENTUOUS: Final = """
CREATE FUNCTION {s}append_events(
    _stream_name varchar, _expected integer, _created timestamptz, _messages {s}stream_message[],
    _enable_delay boolean DEFAULT FALSE
) RETURNS TABLE (new_version integer, global_position bigint) LANGUAGE plpgsql AS $$
DECLARE
    _id integer;
    _version integer;
BEGIN
    SELECT s.stream_id, s.version INTO _id, _version FROM {s}streams s WHERE s.stream_name = _stream_name;
    IF _id IS NULL AND _expected = -1 THEN
        INSERT INTO {s}streams (stream_name, version) VALUES (_stream_name, -1) RETURNING stream_id, version
        INTO _id, _version;
    ELSIF _version IS DISTINCT FROM _expected THEN
        RAISE EXCEPTION 'WrongExpectedVersion %, current version %', _expected, _version;
    END IF;
    INSERT INTO {s}messages (message_id, message_type, stream_id, stream_position, json_data, json_metadata, created)
    SELECT m.message_id, m.message_type, _id, _version + 1, m.json_data, m.json_metadata, _created
    FROM unnest(_messages) m ON CONFLICT DO NOTHING;
    UPDATE {s}streams SET version = (SELECT max(m.stream_position) FROM {s}messages m WHERE m.stream_id = _id)
    WHERE stream_id = _id;
    RETURN QUERY SELECT m.stream_position, m.global_position FROM {s}messages m
        WHERE m.stream_id = _id ORDER BY m.global_position DESC LIMIT 1;
END $$
"""
_SQLSTREAMSTORE: Final = """
CREATE FUNCTION public.append_to_stream(
    _id char(42), _original varchar, _metadata_id char(42), _expected integer, _created timestamp,
    _messages public.new_stream_message[]
) RETURNS TABLE (current_version integer, current_position bigint, json_data varchar) LANGUAGE plpgsql AS $$
DECLARE
    _internal integer;
BEGIN
    SELECT id_internal INTO _internal FROM public.streams WHERE id = _id;
    INSERT INTO public.messages (message_id, stream_id_internal, stream_version, created_utc, type, json_data,
                                 json_metadata)
    SELECT m.message_id, _internal, _expected + 1, _created, m.type, m.json_data, m.json_metadata
    FROM unnest(_messages) m ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'WrongExpectedVersion';
    END IF;
    UPDATE public.streams SET version = _expected + 1, position = currval('messages_seq') WHERE id_internal = _internal;
    RETURN QUERY SELECT _expected + 1, currval('messages_seq'), NULL::varchar;
END $$
"""


def _eventuous(database: str, messages: str, streams: str, schema: tuple[str, ...]) -> Library:
    def row(place: int) -> str:
        values = {"message_id": _IDS[place], "message_type": f"V{place}.Booked", "stream_position": place}
        documents = {"json_data": _DATA[place], "json_metadata": {"traced": place}, "stream_id": 1}
        return insert(messages, database=database, **values, **documents, created=at(place))

    return Library(
        layout=f"eventuous-{database}",
        database=database,
        schema=schema,
        rows=(insert(streams, database=database, stream_name=STREAM, version=1), row(0), row(1)),
        streams=_streams("Booking", "message_id"),
        table=messages,
        needed="stream_position",
        number="stream_position",
    )


EVENTUOUS_POSTGRESQL: Final = _eventuous(
    "postgresql",
    "eventuous.messages",
    "eventuous.streams",
    (
        "CREATE SCHEMA eventuous",
        (
            "CREATE TABLE eventuous.streams (stream_name varchar(1000) NOT NULL UNIQUE, "
            "stream_id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY, version integer NOT NULL DEFAULT -1)"
        ),
        (
            "CREATE TABLE eventuous.messages (message_id uuid NOT NULL, message_type varchar NOT NULL, "
            "stream_id integer NOT NULL REFERENCES eventuous.streams, stream_position integer NOT NULL, "
            "global_position bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, json_data jsonb NOT NULL, "
            "json_metadata jsonb, created timestamp NOT NULL, UNIQUE (stream_id, stream_position), "
            "UNIQUE (stream_id, message_id))"
        ),
        (
            "CREATE TYPE eventuous.stream_message AS (message_id uuid, message_type varchar(128), json_data jsonb, "
            "json_metadata jsonb)"
        ),
        _EVENTUOUS.format(s="eventuous."),
    ),
)
EVENTUOUS_SQLITE: Final = _eventuous(
    "sqlite",
    "eventuous_messages",
    "eventuous_streams",
    (
        (
            "CREATE TABLE eventuous_streams (stream_id INTEGER PRIMARY KEY AUTOINCREMENT, "
            "stream_name TEXT NOT NULL UNIQUE, version INTEGER NOT NULL DEFAULT(-1))"
        ),
        (
            "CREATE TABLE eventuous_messages (global_position INTEGER PRIMARY KEY AUTOINCREMENT, "
            "message_id TEXT NOT NULL, message_type TEXT NOT NULL, "
            "stream_id INTEGER NOT NULL REFERENCES eventuous_streams(stream_id), "
            "stream_position INTEGER NOT NULL, json_data TEXT NOT NULL, json_metadata TEXT, created TEXT NOT NULL, "
            "UNIQUE(stream_id, stream_position), UNIQUE(stream_id, message_id))"
        ),
        "CREATE TABLE eventuous_checkpoints (id TEXT PRIMARY KEY, position INTEGER)",
    ),
)


def _sqlstreamstore(database: str, event_id: str, schema: tuple[str, ...]) -> Library:
    def row(place: int) -> str:
        values = {event_id: _IDS[place], "stream_id_internal": 1, "stream_version": place, "position": place + 1}
        documents = {"json_data": _DATA[place], "json_metadata": {"traced": place}, "type": f"V{place}.Booked"}
        return insert("messages", database=database, **values, **documents, created_utc=at(place))

    stream = {"id": _HASHED, "id_original": STREAM, "id_internal": 1, "version": 1, "position": 2}
    return Library(
        layout="sqlstreamstore",
        database=database,
        schema=schema,
        rows=(insert("streams", database=database, **stream), row(0), row(1)),
        streams=_streams("stream", event_id),
        table="messages",
        needed="stream_version",
        number="stream_version",
    )


SQLSTREAMSTORE_POSTGRESQL: Final = _sqlstreamstore(
    "postgresql",
    "message_id",
    (
        (
            "CREATE TABLE streams (id char(42) NOT NULL UNIQUE, id_original varchar(1000) NOT NULL, "
            "id_internal serial PRIMARY KEY, version integer NOT NULL DEFAULT -1, position bigint NOT NULL DEFAULT -1, "
            "max_age integer, max_count integer)"
        ),
        "CREATE SEQUENCE messages_seq START 0 MINVALUE 0",
        (
            "CREATE TABLE messages (stream_id_internal integer NOT NULL REFERENCES streams, "
            "stream_version integer NOT NULL, position bigint PRIMARY KEY DEFAULT nextval('messages_seq'), "
            "message_id uuid NOT NULL, created_utc timestamp NOT NULL, type varchar(128) NOT NULL, "
            "json_data varchar NOT NULL, json_metadata varchar, UNIQUE (stream_id_internal, stream_version), "
            "UNIQUE (stream_id_internal, message_id))"
        ),
        (
            "CREATE TYPE new_stream_message AS (message_id uuid, type varchar(128), json_data varchar, "
            "json_metadata varchar)"
        ),
        _SQLSTREAMSTORE,
    ),
)
SQLSTREAMSTORE_SQLITE: Final = _sqlstreamstore(
    "sqlite",
    "event_id",
    (
        (
            "CREATE TABLE streams (id text NOT NULL UNIQUE, id_original text NOT NULL, "
            "id_internal integer NOT NULL PRIMARY KEY AUTOINCREMENT, version integer NOT NULL DEFAULT -1, "
            "position integer NOT NULL DEFAULT -1, max_age integer, max_count integer)"
        ),
        (
            "CREATE TABLE messages (event_id char(36) NOT NULL, stream_id_internal integer NOT NULL, "
            "stream_version integer NOT NULL, position integer NOT NULL PRIMARY KEY, created_utc datetime NOT NULL, "
            "type char(128) NOT NULL, json_data text NOT NULL, json_metadata text, "
            "FOREIGN KEY (stream_id_internal) REFERENCES streams (id_internal), "
            "UNIQUE (stream_id_internal, stream_version), UNIQUE (stream_id_internal, event_id))"
        ),
    ),
)
DOTNET_WRITERS: Final = (EVENTUOUS_POSTGRESQL, EVENTUOUS_SQLITE, SQLSTREAMSTORE_POSTGRESQL, SQLSTREAMSTORE_SQLITE)
