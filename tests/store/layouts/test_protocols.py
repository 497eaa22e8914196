"""What an append leaves in the tables is what the library's own code would have left there."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from sqlalchemy import create_engine, text

from leftfold.model.edits import Append, Because, ChangeSet
from leftfold.model.errors import Refused, StoreFailed
from leftfold.model.json import JsonObject
from leftfold.store.opening import open_store
from tests.store.layouts.commanded import COMMANDED_JSONB
from tests.store.layouts.emmett import CART, EMMETT_POSTGRESQL, EMMETT_SQLITE
from tests.store.layouts.event_sourcery import EVENT_SOURCERY
from tests.store.layouts.functions import FUNCTIONS
from tests.store.layouts.library import Library, Place
from tests.store.layouts.marten import CART as MARTEN_CART
from tests.store.layouts.marten import MARTEN
from tests.store.layouts.rails_event_store import ORDER, RAILS_JSON_SQLITE, RAILS_JSONB, RAILS_SQLITE
from tests.store.layouts.sqlstreamstore import SQLSTREAMSTORE

AT: Final = datetime(2024, 6, 1, 9, 30, tzinfo=UTC)
WHY: Final = Because("Ann", "put right")


def made(library: Library, place: Place, *further: str) -> str:
    own = FUNCTIONS.get(library.layout)
    return place.make(library.database, *library.schema, *library.rows, *((own,) if own else ()), *further)


def appended(target: str, stream: str, type_: str, data: JsonObject) -> None:
    with closing(open_store(target, write=True)) as store:
        found = store.resolve(stream)
        last = store.index(found).last_version
        store.commit(ChangeSet(found, last, (Append(type_, data, AT),), WHY))


def rows(target: str, query: str) -> list[tuple[Any, ...]]:
    url = target.replace("postgresql:", "postgresql+psycopg:", 1) if ":" in target else f"sqlite:///{target}"
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


@pytest.mark.parametrize("library", [RAILS_JSONB, RAILS_JSON_SQLITE], ids=str)
def test_rails_event_store_goes_on_with_positions_or_without(library: Library, place: Place) -> None:
    counted = (
        "SELECT setval('event_store_events_id_seq', 100)",
        "SELECT setval('event_store_events_in_streams_id_seq', 100)",
    )
    target = made(library, place, *(counted if library.database == "postgresql" else ()))
    appended(target, ORDER, "Paid", {"n": 2})
    appended(target, "log", "Paid", {"n": 3})
    positions = "SELECT position FROM event_store_events_in_streams WHERE stream = '{}' ORDER BY id"
    assert rows(target, positions.format(ORDER)) == [(0,), (1,), (2,)]
    assert rows(target, positions.format("log")) == [(None,), (None,), (None,)]
    created = rows(target, "SELECT created_at FROM event_store_events ORDER BY id DESC")[0][0]
    assert str(created).replace(".000000", "") == "2024-06-01 09:30:00"


def test_rails_event_store_keeps_the_ruby_types_beside_its_json(place: Place) -> None:
    types = '{"types": {"data": {"n": ["Symbol", "BigDecimal"]}, "metadata": {}}}'
    target = made(
        RAILS_JSON_SQLITE, place, f"UPDATE event_store_events SET metadata = '{types}' WHERE event_type = 'Paid'"
    )
    appended(target, ORDER, "Paid", {"n": "2.50"})
    query = "SELECT json_extract(CAST(metadata AS TEXT), '$.types') FROM event_store_events ORDER BY id DESC"
    assert rows(target, query)[0][0] == (
        '{"data":{"n":["Symbol","BigDecimal"]},'
        '"metadata":{"leftfold":["Symbol",{"author":["String","String"],"reason":["String","String"]}]}}'
    )


@pytest.mark.parametrize("library", [EVENT_SOURCERY, EMMETT_POSTGRESQL, *SQLSTREAMSTORE[1:2]], ids=str)
def test_a_store_without_its_library_s_function_says_so(library: Library, place: Place) -> None:
    target = place.make(library.database, *library.schema, *library.rows)
    stream = next(iter(library.streams))
    with pytest.raises(StoreFailed, match="lacks the function that its library appends by"):
        appended(target, stream, "Noted", {"n": 2})


def test_events_that_are_kept_as_yaml_are_not_appended_to(place: Place) -> None:
    target = made(RAILS_SQLITE, place)
    with pytest.raises(Refused, match="not kept as plain JSON"):
        appended(target, ORDER, "Paid", {"n": 2})
    assert rows(target, "SELECT count(*) FROM event_store_events") == [(4,)]


def test_commanded_links_an_event_into_its_stream_and_into_that_of_all(place: Place) -> None:
    target = made(COMMANDED_JSONB, place)
    (stream,) = (name.partition("/")[2] for name in COMMANDED_JSONB.streams)
    appended(target, stream, "Elixir.Bank.Opened", {"by": "x"})
    links = "SELECT stream_id, stream_version, original_stream_id, original_stream_version FROM stream_events"
    assert sorted(rows(target, links)) == [(0, 1, 1, 1), (0, 2, 1, 2), (1, 1, 1, 1), (1, 2, 1, 2)]
    assert sorted(rows(target, "SELECT stream_id, stream_version FROM streams")) == [(0, 2), (1, 2)]


def test_marten_counts_the_stream_on_and_names_the_type_as_before(place: Place) -> None:
    target = made(MARTEN, place, "SELECT setval('mt_events_sequence', 100)")
    appended(target, MARTEN_CART, "cart_opened", {"by": "x"})
    event = "SELECT seq_id, version, mt_dotnet_type, is_archived, tenant_id FROM mt_events ORDER BY seq_id DESC"
    assert rows(target, event)[0] == (101, 4, "Shop.CartOpened, Shop", False, "*DEFAULT*")
    assert rows(target, f"SELECT version FROM mt_streams WHERE id = '{MARTEN_CART}'") == [(4,)]


def test_emmett_counts_the_stream_on_and_repeats_where_the_event_is(place: Place) -> None:
    target = made(EMMETT_SQLITE, place)
    appended(target, CART, "Emptied", {"n": 1})
    event = (
        "SELECT stream_position, partition, message_kind, message_schema_version, "
        "json_extract(message_metadata, '$.streamPosition'), "
        "json_extract(message_metadata, '$.messageId') = message_id "
        "FROM emt_messages ORDER BY global_position DESC"
    )
    assert rows(target, event)[0] == (3, "emt:default", "E", "2", "3", 1)
    assert rows(target, "SELECT stream_position FROM emt_streams WHERE stream_position = 3") == [(3,)]
