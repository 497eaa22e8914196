"""A layout that uses what a layout can say: joined tables, conditions, a table of streams, optional columns, a mark."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from leftfold.store.layout_files import parse_layout
from tests.store.found_layouts import run

JOINED_TOML: Final = """
key = "joined"
title = "Messages beside streams"
databases = ["sqlite"]
first_version = 1

[events]
table = "messages"
where = { message_kind = "E" }
streams = "streams"
aggregate_type = "streams.stream_type"
aggregate_id = "stream_id"
version = "stream_position"
position = "global_position"
event_type = "message_type"
data = { column = "message_data", form = "json" }
metadata = { column = "message_metadata", form = "json", columns = ["message_id", "streams.owner"] }
recorded_at = "created"
deleted = "is_archived"

[[events.joins]]
name = "streams"
table = "stream_names"
on = { stream_id = { column = "stream_id" } }

[absent]
append = "Append through the application instead."
"soft delete" = "No."
restore = "No."
"""
JOINED: Final = parse_layout(JOINED_TOML, "joined.toml")


def make_joined(path: Path, events: str = "") -> Path:
    """A store of the layout, with streams of which one has no events and one only a command; gives the path back.

    `events` are further rows of stream id, version, type, payload, whether it is archived, and time, as SQL has them.
    """
    return run(
        path,
        f"""
        CREATE TABLE stream_names (stream_id PRIMARY KEY, stream_type, owner);
        CREATE TABLE messages (global_position INTEGER PRIMARY KEY, stream_id, stream_position,
            message_kind DEFAULT 'E', message_type DEFAULT 'made', message_data DEFAULT '{{}}', message_metadata,
            message_id, is_archived DEFAULT 0, created, UNIQUE (stream_id, stream_position));
        INSERT INTO stream_names VALUES ('c', 'cart', 'me'), ('a', 'cart', NULL), ('b', 'dog', 'you'),
            ('none', 'cart', ''), ('told', 'cart', '');
        INSERT INTO messages (stream_id, stream_position, created) VALUES
            ('c', 1, 'x'), ('a', 1, 'y'), ('a', 2, 'z'), ('b', 1, NULL);
        INSERT INTO messages (stream_id, stream_position, message_kind) VALUES ('told', 1, 'C');
        {events}
        """,
    )
