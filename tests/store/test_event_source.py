"""The events of a store are read as one table, whatever tables they lie in."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from leftfold.store.counting import Counts
from leftfold.store.dialects import Dialect
from leftfold.store.event_source import Sources
from leftfold.store.layout import Layout
from leftfold.store.layout_files import load_layout, parse_layout
from leftfold.store.store import Store
from tests.store.found_layouts import as_found, run
from tests.store.made_layouts import JOINED, JOINED_TOML, make_joined
from tests.store_builders import opened

A, B, C = StreamId("cart", "a"), StreamId("dog", "b"), StreamId("cart", "c")

PLAIN = """
key = "plain"
title = "Plain"
databases = ["sqlite"]
first_version = 1
[events]
table = "log"
aggregate_type = { value = "thing" }
aggregate_id = "id"
version = "version"
position = "position"
event_type = "type"
data = { column = "payload", form = "json" }
[absent]
append = "No."
"soft delete" = "No."
restore = "No."
"""
ROWS = """
CREATE TABLE log (position INTEGER PRIMARY KEY, id, version, type, payload, at, note);
INSERT INTO log (id, version, type, payload, at, note) VALUES
    ('x-1', 1, 'made', '{"kind":"box.small","by":{"name":"me"},"t":1714550400}', 1714550400000, 'first'),
    ('y-2', 1, 'made', '{"kind":"bag"}', NULL, NULL),
    ('x-1', 2, 'moved', '{"n":2}', 1714550401000, 'second');
"""


def sources(layout: Layout) -> Sources:
    instance = as_found(layout)
    return Sources(instance.layout.events, instance.kinds, Dialect("sqlite"))


def events(store: Store, stream: StreamId) -> list[Event]:
    index = store.index(stream)
    return list(store.events(index).read(1, len(index)))


def shown(store: Store) -> list[str]:
    return sorted(str(one.stream) for one in store.aggregates())


@pytest.fixture
def joined(tmp_path: Path) -> tuple[Path, str]:
    """A store with joined tables, and the path of its layout."""
    (tmp_path / "joined.toml").write_text(JOINED_TOML, "utf-8")
    return make_joined(tmp_path / "s.db"), str(tmp_path / "joined.toml")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return run(tmp_path / "s.db", ROWS)


def layout(folder: Path, **changed: str) -> str:
    """The path of the plain layout with other TOML values under some keys; an empty one leaves the key out."""
    kept = [line for line in PLAIN.strip().splitlines() if line.partition(" ")[0] not in changed]
    more = [f"{key} = {value}" for key, value in changed.items() if value]
    at = kept.index("[absent]")
    (folder / "plain.toml").write_text("\n".join((*kept[:at], *more, *kept[at:])), "utf-8")
    return str(folder / "plain.toml")


def test_a_store_with_one_table_is_read_from_that() -> None:
    here = sources(load_layout("native"))
    source = here.events()
    assert str(source.source) == "events"
    assert (str(source.version), str(source.payload)) == ("events.version", "events.payload")
    assert not here.streams(source).is_own
    assert here.streams(source).source is source.source


def test_a_store_with_several_is_read_from_a_select_of_them() -> None:
    here = sources(JOINED)
    source = here.events()
    assert str(source.version) == "events.version"
    assert len(source.documents) == 4
    streams = here.streams(source)
    assert (streams.is_own, streams.source.description) == (True, "streams")
    assert (str(streams.id.value), str(streams.type.value)) == ("streams.stream_id", "streams.stream_type")


def test_joined_tables_are_read_as_one(joined: tuple[Path, str]) -> None:
    path, where = joined
    with opened(path, layout=where) as store:
        assert shown(store) == ["cart/a", "cart/c", "dog/b"]
        assert store.types() == ("cart", "dog")
        assert [one.stream for one in store.aggregates(type="cart")] == [A, C]
        assert store.counts() == Counts(events=4, aggregates=3, soft_deleted=0, snapshots=0, last_position=4)
        assert [(event.version, event.position) for event in events(store, A)] == [(1, 2), (2, 3)]
        assert [one.metadata for one in events(store, B)] == [{"owner": "you"}]
        everything = store.projection_index(StreamId("all", "*"), ("cart", "dog"))
        assert [event.stream for event in store.projected(everything).read(1, 4)] == [C, A, A, B]


def test_rows_that_are_no_events_are_not_there(joined: tuple[Path, str]) -> None:
    path, where = joined
    with opened(path, layout=where) as store:
        assert "told" not in {one.stream.id for one in store.aggregates()}
        assert len(list(store.search("{"))) == 4


def test_events_that_the_library_passes_over_are_marked(joined: tuple[Path, str]) -> None:
    path, where = joined
    run(path, "UPDATE messages SET is_archived = 1 WHERE stream_id = 'a' AND stream_position = 1")
    with opened(path, layout=where) as store:
        assert [event.deleted for event in events(store, A)] == [True, False]
        assert store.outline(A).deleted == {1}
        assert [event.deleted for event in store.search("{")] == [False, True, False, False]


def test_optional_columns_that_are_not_there_are_left_out(joined: tuple[Path, str]) -> None:
    path, where = joined
    run(path, "UPDATE messages SET message_id = 'm' || global_position; ALTER TABLE stream_names DROP COLUMN owner")
    with opened(path, layout=where) as store:
        assert [event.metadata for event in events(store, A)] == [{"message_id": "m2"}, {"message_id": "m3"}]


def test_rows_may_count_by_what_they_have_and_by_what_they_have_not(plain: Path, tmp_path: Path) -> None:
    for where, versions in (('{ type = "made" }', [1]), ('{ type = { not = "made" } }', [2])):
        with opened(plain, layout=layout(tmp_path, where=where)) as store:
            assert [event.version for event in events(store, StreamId("thing", "x-1"))] == versions
    with opened(plain, layout=layout(tmp_path, where="{ version = { column = 'position' } }")) as store:
        assert shown(store) == ["thing/x-1"]


def test_where_no_version_is_stored_events_are_counted(plain: Path, tmp_path: Path) -> None:
    with opened(plain, layout=layout(tmp_path, version="")) as store:
        x, y = StreamId("thing", "x-1"), StreamId("thing", "y-2")
        assert [(event.version, event.position) for event in events(store, x)] == [(1, 1), (2, 3)]
        assert [event.type for event in store.events(store.index(x)).read(2, 2)] == ["moved"]
        assert [(event.version, event.position) for event in events(store, y)] == [(1, 2)]
        assert (store.summary(x).version, store.outline(x).last) == (2, 2)


def test_where_there_is_no_order_each_stream_has_its_own(plain: Path, tmp_path: Path) -> None:
    with opened(plain, layout=layout(tmp_path, position="")) as store:
        assert [(event.version, event.position) for event in events(store, StreamId("thing", "x-1"))] == [
            (1, None),
            (2, None),
        ]
        assert not store.capability("global order").allowed


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ('{ column = "payload", key = "kind" }', ["bag/y-2", "box.small/x-1"]),
        ('{ column = "payload", key = "kind", before = "." }', ["bag/y-2", "box/x-1"]),
        ('{ column = "payload", key = "kind", before_last = "." }', ["box/x-1", "y-2"]),
        ('{ column = "id", before = "-" }', ["x/x-1", "y/y-2"]),
        ('{ column = "id", after = "-" }', ["1/x-1", "2/y-2"]),
        ('{ value = "thing" }', ["thing/x-1", "thing/y-2"]),
    ],
)
def test_a_type_is_read_from_the_first_event(plain: Path, tmp_path: Path, part: str, names: list[str]) -> None:
    with opened(plain, layout=layout(tmp_path, aggregate_type=part)) as store:
        assert shown(store) == names
        for name in names:
            stream = store.resolve(name)
            assert (str(stream), store.summary(stream).events) == (name, len(events(store, stream)))


def test_a_row_that_is_no_json_hides_no_other(plain: Path, tmp_path: Path) -> None:
    run(plain, "INSERT INTO log (id, version, type, payload) VALUES ('z', 1, 'odd', '{bad')")
    with opened(plain, layout=layout(tmp_path, aggregate_type='{ column = "payload", key = "kind" }')) as store:
        assert shown(store) == ["bag/y-2", "box.small/x-1", "z"]


@pytest.mark.parametrize(
    ("time", "seconds"),
    [
        ('{ column = "at", unit = "ms" }', [1714550400, 1714550401]),
        ('{ data = ["t"], unit = "s" }', [1714550400, None]),
        ("", [None, None]),
    ],
)
def test_a_time_is_read_where_it_is(plain: Path, tmp_path: Path, time: str, seconds: list[int | None]) -> None:
    with opened(plain, layout=layout(tmp_path, recorded_at=time)) as store:
        found = [event.recorded_at for event in events(store, StreamId("thing", "x-1"))]
        assert [at and at.timestamp() for at in found] == seconds
        assert store.capability("times").allowed is bool(time)


def test_documents_may_lie_inside_others(plain: Path, tmp_path: Path) -> None:
    inside = layout(
        tmp_path,
        data='{ column = "payload", form = "json", path = ["by"] }',
        metadata='{ column = "payload", form = "json", path = ["by", "name"], columns = ["note", "not there"] }',
    )
    with opened(plain, layout=inside) as store:
        first, second = events(store, StreamId("thing", "x-1"))
        assert (first.data, second.data) == ({"name": "me"}, None)
        assert second.metadata == {"note": "second"}


def test_a_payload_may_be_in_another_column_instead(plain: Path, tmp_path: Path) -> None:
    over = '{ column = "payload", form = "any", over = "note" }'
    run(plain, """UPDATE log SET note = CASE version WHEN 2 THEN '{"over":1}' END""")
    with opened(plain, layout=layout(tmp_path, data=over)) as store:
        assert [event.data for event in events(store, StreamId("thing", "x-1"))][1] == {"over": 1}
        assert [event.version for event in store.search("over")] == [2]
    run(plain, "ALTER TABLE log DROP COLUMN note")
    with opened(plain, layout=layout(tmp_path, data=over)) as store:
        assert [event.data for event in events(store, StreamId("thing", "x-1"))][1] == {"n": 2}


def test_an_id_of_several_columns_is_shown_as_one(plain: Path, tmp_path: Path) -> None:
    several = '{ columns = ["note", "id"], sign = "/", unsaid = "*" }'
    run(plain, "UPDATE log SET note = CASE id WHEN 'x-1' THEN '*' ELSE 'shop' END")
    with opened(plain, layout=layout(tmp_path, aggregate_id=several)) as store:
        assert shown(store) == ["thing/shop/y-2", "thing/x-1"]
        assert store.resolve("shop/y-2") == StreamId("thing", "shop/y-2")
        assert [event.version for event in events(store, StreamId("thing", "x-1"))] == [1, 2]
        (first,) = store.aggregates(limit=1)
        assert len(store.aggregates(after=first.stream)) == 1


def test_the_made_layouts_are_read() -> None:
    assert parse_layout(PLAIN, "plain.toml").key == "plain"
    assert JOINED.events.streams == "streams"
