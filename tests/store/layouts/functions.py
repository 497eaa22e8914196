"""The functions by which some libraries append, as far as an append of one event goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_EMMETT: Final = """
CREATE FUNCTION emt_append_to_stream(
    ids text[], data jsonb[], metadata jsonb[], schema_versions text[], types text[], kinds text[],
    stream text, kind_of_stream text, expected bigint DEFAULT NULL, own_partition text DEFAULT 'none'
) RETURNS TABLE (success boolean, next_stream_position bigint, global_positions bigint[], transaction_id xid8)
LANGUAGE plpgsql AS $$
BEGIN
    IF expected = 0 THEN
        INSERT INTO emt_streams (stream_id, stream_position, partition, stream_type, stream_metadata)
        VALUES (stream, 1, own_partition, kind_of_stream, '{}');
    ELSE
        UPDATE emt_streams SET stream_position = expected + 1
        WHERE stream_id = stream AND stream_position = expected AND partition = own_partition AND NOT is_archived;
        IF NOT FOUND THEN
            RETURN QUERY SELECT FALSE, NULL::bigint, NULL::bigint[], NULL::xid8;
            RETURN;
        END IF;
    END IF;
    INSERT INTO emt_messages (stream_id, stream_position, partition, message_data, message_metadata,
                              message_schema_version, message_type, message_kind, message_id, transaction_id)
    VALUES (stream, expected + 1, own_partition, data[1], metadata[1], schema_versions[1], types[1], kinds[1], ids[1],
            pg_current_xact_id());
    RETURN QUERY SELECT TRUE, expected + 1, ARRAY[currval('emt_global_message_position')], pg_current_xact_id();
END $$
"""
_EVENT_SOURCERY: Final = """
CREATE FUNCTION writeEvents(
    aggregate uuid, types varchar[], expected int, bodies json[], times timestamp without time zone[], uuids uuid[],
    correlations uuid[], causations uuid[], lock_table boolean
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    found_version bigint;
BEGIN
    SELECT version INTO found_version FROM aggregates WHERE aggregate_id = aggregate;
    IF NOT FOUND AND expected = 0 THEN
        INSERT INTO aggregates VALUES (aggregate, 1);
    ELSE
        UPDATE aggregates SET version = version + 1 WHERE aggregate_id = aggregate AND version = expected;
        IF NOT FOUND THEN
            RAISE 'Concurrency conflict. Last known current version: %, expected version: %', found_version, expected;
        END IF;
    END IF;
    PERFORM pg_advisory_xact_lock(-1);
    INSERT INTO events (uuid, aggregate_id, type, body, version, correlation_id, causation_id, created_at)
    VALUES (uuids[1], aggregate, types[1], bodies[1], expected + 1, correlations[1], causations[1], times[1]);
    PERFORM pg_notify('new_event', currval('events_id_seq')::text);
END $$
"""
_MESSAGE_DB: Final = """
CREATE FUNCTION write_message(
    _id varchar, _stream_name varchar, _type varchar, _data jsonb, _metadata jsonb DEFAULT NULL,
    _expected_version bigint DEFAULT NULL
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    last bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext(split_part(_stream_name, '-', 1)));
    SELECT coalesce(max(position), -1) INTO last FROM messages WHERE stream_name = _stream_name;
    IF _expected_version IS NOT NULL AND _expected_version <> last THEN
        RAISE EXCEPTION 'Wrong expected version: % (Stream: %)', _expected_version, _stream_name;
    END IF;
    INSERT INTO messages (id, stream_name, position, type, data, metadata)
    VALUES (_id::uuid, _stream_name, last + 1, _type, _data, _metadata);
    RETURN last + 1;
END $$
"""
_ALL_STREAM: Final = """
UPDATE streams SET stream_version = (SELECT max(stream_version) FROM stream_events WHERE stream_id = 0)
WHERE stream_id = 0
"""
FUNCTIONS: Final[Mapping[str, str]] = {
    "commanded": _ALL_STREAM,
    "emmett-postgresql": _EMMETT,
    "event-sourcery": _EVENT_SOURCERY,
    "message-db": _MESSAGE_DB,
}
"""By the key of the layout: what a store of it needs so that its library can append."""
