"""A commit writes what was previewed, all of it or nothing, and says why it could not."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from leftfold.model.edits import Append, Because, ChangeSet, Edit, Restore, SoftDelete
from leftfold.model.errors import CannotOpen, Conflict, Refused, StoreFailed
from leftfold.model.json import Json, JsonObject
from leftfold.model.stream import StreamId
from leftfold.store.opening import open_store
from leftfold.store.store import Store
from leftfold.store.writing import Committed
from tests.store.applications import append, application
from tests.store.made_layouts import JOINED_TOML, make_joined
from tests.store_builders import Streams, make_eventsourcing, make_native, opened, stream_id

CART = stream_id("cart/7")
WHY = Because("mira", "the score is not hers", "SUP-118")
AT = datetime(2026, 1, 1, 12, 30, 0, 123456, tzinfo=UTC)
NEW = Append("itemAdded", {"item": "x"}, AT)

Forbid = Callable[[Path], None]


CARTS: Streams = {"cart/7": [("made", {"n": 1}), ("made", {"n": 2})], "cart/8": [("made", {})]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_native(tmp_path / "s.db", CARTS)


@pytest.fixture
def either(place: str) -> str:
    """A store in each kind of database."""
    return make_native(place, CARTS)


def changes(
    *edits: Edit, base: int | None = 2, deleted: frozenset[int] = frozenset(), because: Because = WHY
) -> ChangeSet:
    return ChangeSet(CART, base, edits, because, deleted)


def content(path: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    """All that is in a store."""
    with opened(path) as store, store._database.connect() as connection:
        tables = ("events", "deletions", "audit")
        return {
            table: list(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1"))) for table in tables
        }


def refused(path: Path | str, change_set: ChangeSet, said: str, *, kind: type[Exception] = Refused) -> None:
    """Check that a commit is refused in these words, and that nothing is written."""
    before = content(path)
    with opened(path, write=True) as store, pytest.raises(kind, match=said):
        store.commit(change_set)
    assert content(path) == before


def test_an_event_is_appended_with_who_why_and_for_which_ticket(either: str) -> None:
    with opened(either, write=True) as store:
        edit = Append("itemAdded", {"item": "x"}, AT, {"source": "desk"})
        assert store.commit(changes(edit, NEW)) == Committed(4, (4, 5))
        first, second = store.events(store.index(CART)).read(3, 4)
    note: Json = {"author": "mira", "reason": "the score is not hers", "ticket": "SUP-118"}
    assert (first.version, first.type, first.data, first.recorded_at) == (3, "itemAdded", {"item": "x"}, AT)
    assert first.metadata == {"source": "desk", "leftfold": note}
    assert second.metadata == {"leftfold": note}


def test_the_audit_tells_what_a_commit_wrote(either: str) -> None:
    before = datetime.now(UTC)
    with opened(either, write=True) as store:
        store.commit(changes(NEW, SoftDelete(1), NEW))
        (entry,) = store.audit(CART)
        assert store.audit(stream_id("cart/8")) == ()
    assert entry.at is not None
    assert before <= entry.at <= datetime.now(UTC)
    assert (entry.because, entry.stream, entry.base_version, entry.version) == (WHY, CART, 2, 4)
    assert entry.edits == [
        {"edit": "append", "type": "itemAdded", "data": {"item": "x"}, "version": 3, "position": 4},
        {"edit": "delete", "version": 1, "position": 1, "type": "made"},
        {"edit": "append", "type": "itemAdded", "data": {"item": "x"}, "version": 4, "position": 5},
    ]


def test_a_soft_deleted_event_stays_stored_and_can_be_restored(either: str) -> None:
    stored = content(either)["events"]
    with opened(either, write=True) as store:
        store.commit(changes(SoftDelete(1)))
        assert store.index(CART).deleted.tolist() == [True, False]
        store.commit(changes(Restore(1), SoftDelete(2), deleted=frozenset({1})))
        assert store.index(CART).deleted.tolist() == [False, True]
        assert store.counts().soft_deleted == 1
    found = content(either)
    assert found["events"] == stored
    assert [row[1:3] + row[4:] for row in found["deletions"]] == [
        (position, action, "mira", "the score is not hers")
        for position, action in [(1, "delete"), (1, "restore"), (2, "delete")]
    ]


def test_a_stream_is_begun(either: str) -> None:
    with opened(either, write=True) as store:
        stream = StreamId("dog", "Über/1")
        assert store.commit(ChangeSet(stream, None, (NEW,), WHY)) == Committed(1, (4,))
        assert store.summary(stream).version == 1


def test_a_payload_of_16_mebibytes_is_written_and_read(either: str) -> None:
    big: JsonObject = {"text": "ä" * 8 * 2**20}
    with opened(either, write=True) as store:
        store.commit(changes(Append("big", big, AT)))
        (found,) = store.events(store.index(CART)).read(3, 3)
    assert found.data == big


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ((SoftDelete(1), SoftDelete(1)), "^Event 1 of cart/7 is already soft-deleted; nothing was changed"),
        ((Restore(1),), "^Event 1 of cart/7 is not soft-deleted; nothing was changed"),
        ((NEW, SoftDelete(9)), "^cart/7 has no event with version 9; nothing was changed"),
        ((SoftDelete(0),), "has no event with version 0;"),
        ((SoftDelete(-(10**30)),), "has no event with version -1000"),
        ((SoftDelete(10**30),), "has no event with version 1000"),
        ((SoftDelete(2), Restore(2), Restore(2)), "Event 2 of cart/7 is not soft-deleted"),
        ((), "^There is no edit to commit; propose one first"),
        ((Append("", {}, AT),), "^An event needs a type; name one. Nothing was changed"),
        ((Append("a\udcff", {}, AT),), r"^'a\\udcff' has a sign that is no character and cannot be stored; nothing"),
        ((Append("a", {"x": "\udcff"}, AT),), "^The event cannot be stored as JSON: .*; nothing was changed"),
        ((Append("a", {"x": 2**70}, AT),), "^The event cannot be stored as JSON"),
    ],
)
def test_what_cannot_be_done_is_refused_whole(either: str, edits: tuple[Edit, ...], said: str) -> None:
    refused(either, changes(*edits), said)


@pytest.mark.parametrize("levels", [251, 300])
def test_a_payload_too_deep_to_read_again_is_refused(either: str, levels: int) -> None:
    deep: Json = None
    for _ in range(levels):
        deep = [deep]
    refused(
        either, changes(Append("deep", {"in": deep}, AT)), r"(nests deeper than 250 levels|cannot be stored as JSON)"
    )


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_asked_for(either: str, reason: str) -> None:
    refused(either, changes(NEW, because=Because("mira", reason)), "^No reason was given; say why the store is changed")


def test_a_stream_whose_name_is_not_utf8_is_only_read(either: str) -> None:
    refused(
        either, ChangeSet(StreamId("cart", r"Jos\xe9"), None, (NEW,), WHY), "is not stored as UTF-8 text, so that it"
    )


def test_deleting_what_another_deleted_is_a_conflict(either: str) -> None:
    with opened(either, write=True) as store:
        store.commit(changes(SoftDelete(1)))
    said = "^cart/7 changed since the draft was made: event 1 soft-deleted. Nothing was written; preview it again"
    refused(either, changes(SoftDelete(1)), said, kind=Conflict)
    with opened(either, write=True) as store:
        store.commit(changes(Restore(1), SoftDelete(2), deleted=frozenset({1})))
    said = "event 2 soft-deleted and event 1 restored. Nothing"
    refused(either, changes(Restore(1), deleted=frozenset({1})), said, kind=Conflict)


@pytest.mark.parametrize(
    ("arrived", "said"),
    [
        (1, r"1 event arrived, byOther \(version 3\)\. Nothing was written; preview it again\.$"),
        (2, r"2 events arrived, byOther \(version 3\), byOther \(version 4\)\."),
        (8, r"8 events arrived, byOther \(version 3\), .*byOther \(version 7\) and 3 more\."),
    ],
)
def test_what_arrived_since_is_told_in_a_conflict(path: Path, arrived: int, said: str) -> None:
    with application(path) as other:
        for version in range(3, 3 + arrived):
            other.run(append("cart/7", version))
    refused(path, changes(NEW), rf"^cart/7 changed since the draft was made: {said}", kind=Conflict)


def test_a_stream_that_became_shorter_is_a_conflict(either: str) -> None:
    refused(either, changes(NEW, base=5), "changed since the draft was made: its last events are gone", kind=Conflict)
    refused(either, changes(NEW, base=None), r"2 events arrived, made \(version 1\), made \(version 2\)", kind=Conflict)


def test_only_an_unlocked_store_is_written(path: Path) -> None:
    with opened(path) as store, pytest.raises(Refused, match=r"^s\.db is open read-only; unlock it to write\.$"):
        store.commit(changes(NEW))


@pytest.mark.parametrize(("edit", "said"), [(SoftDelete(1), "no mark"), (Restore(1), "no soft deletion")])
def test_what_a_layout_does_not_know_is_refused_with_its_reason(tmp_path: Path, edit: Edit, said: str) -> None:
    path = make_eventsourcing(tmp_path / "bank.db", [("x", 1, "m:Dog.Born", b"{}")])
    with opened(path) as store, pytest.raises(Refused, match=said):
        store.commit(ChangeSet(StreamId("Dog", "x"), 1, (edit,), WHY))


def test_a_layout_that_does_not_say_how_events_are_appended_takes_none(tmp_path: Path) -> None:
    (tmp_path / "joined.toml").write_text(JOINED_TOML, "utf-8")
    path = make_joined(tmp_path / "s.db")
    with opened(path, layout=str(tmp_path / "joined.toml")) as store, pytest.raises(Refused, match="Append through"):
        store.commit(ChangeSet(StreamId("cart", "a"), 2, (NEW,), WHY))


@pytest.mark.usefixtures("impatient")
def test_a_locked_store_is_told(path: Path) -> None:
    with opened(path, write=True) as store, application(path) as other:
        other.run("BEGIN IMMEDIATE")
        with pytest.raises(StoreFailed, match=r"^s\.db is locked by another program; try again when it is done\.$"):
            store.commit(changes(NEW))
        other.run("ROLLBACK")
        assert store.commit(changes(NEW)).last_version == 3


def test_a_file_that_may_not_be_written_is_told(path: Path, forbid_writing: Forbid) -> None:
    with opened(path, write=True) as store:
        forbid_writing(path)
        with pytest.raises(CannotOpen, match=r"s\.db is read-only; allow writing to it, or copy it elsewhere"):
            open_store(str(path), write=True)
        # What was opened before may write on into its log; SQLite then cannot merge it.
        assert store.commit(changes(NEW)).last_version == 3
        assert len(store.index(CART)) == 3


def test_a_database_that_became_read_only_is_told(path: Path) -> None:
    with opened(path, write=True) as store:
        with store._database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(StoreFailed, match=r"^s\.db is read-only; allow writing to the file"):
            store.commit(changes(NEW))
    assert len(content(path)["events"]) == 3


def test_a_full_disk_is_told(path: Path) -> None:
    before = content(path)
    with opened(path, write=True) as store:

        def limit(connection: Connection) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")

        event.listen(store._database.engine, "begin", limit)
        with pytest.raises(StoreFailed, match=r"^s\.db cannot grow because the disk is full; make room and try again"):
            store.commit(changes(Append("big", {"text": "x" * 100_000}, AT)))
        event.remove(store._database.engine, "begin", limit)
        assert len(store.index(CART)) == 2
    assert content(path) == before


_LIMITED = """
import resource, sys
from datetime import UTC, datetime
from leftfold.model.edits import Append, Because, ChangeSet
from leftfold.model.errors import StoreFailed
from leftfold.model.stream import StreamId
from leftfold.store.opening import open_store

store = open_store(sys.argv[1], write=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
edit = Append("big", {"text": "x" * 2_000_000}, datetime.now(UTC))
try:
    store.commit(ChangeSet(StreamId("cart", "7"), 2, (edit,), Because("a", "b")))
except StoreFailed as failure:
    print(failure)
store.close()
"""


def test_a_file_that_cannot_grow_is_told(path: Path) -> None:
    before = content(path)
    done = subprocess.run([sys.executable, "-c", _LIMITED, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(
        ("s.db cannot grow because the disk is full", "s.db cannot be read or written because")
    )
    assert content(path) == before


def test_a_refusal_of_the_database_is_told_in_its_words(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TRIGGER closed BEFORE INSERT ON events WHEN NEW.event_type = 'itemAdded' "
            "BEGIN SELECT RAISE(ABORT, 'the books are closed'); END"
        )
    said = r"^s\.db refused what was to be written: the books are closed; nothing was changed\.$"
    refused(path, changes(SoftDelete(1), NEW), said, kind=StoreFailed)


@pytest.mark.parametrize(("table", "edit"), [("events", NEW), ("deletions", SoftDelete(1))])
def test_what_was_not_kept_as_written_is_rolled_back(path: Path, table: str, edit: Edit) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"DROP TRIGGER {table}_never_update")
        column = "payload" if table == "events" else "position"
        value = "'{}'" if table == "events" else "position + 1"
        key = "position" if table == "events" else "id"
        connection.execute(
            f"CREATE TRIGGER meddle AFTER INSERT ON {table} "
            f"BEGIN UPDATE {table} SET {column} = {value} WHERE {key} = NEW.{key}; END"
        )
    refused(path, changes(edit), "^The database did not keep an edit of cart/7 as written; nothing", kind=StoreFailed)


def test_a_schema_that_was_dropped_is_told(path: Path) -> None:
    with opened(path, write=True) as store, application(path) as other:
        index = store.index(CART)
        for table in ("deletions", "audit", "events"):
            other.run(f"DROP TABLE {table}")
        said = r"^s\.db is not as it was when it was opened \(no such table: events\); open it again\.$"
        requests: list[Callable[[Store], object]] = [
            lambda store: store.commit(changes(NEW)),
            lambda store: store.index(CART),
            lambda store: list(store.events(index).read(1, 2)),
            lambda store: store.aggregates(),
            lambda store: store.types(),
            lambda store: store.counts(),
            lambda store: store.resolve("7"),
        ]
        for request in requests:
            with pytest.raises(StoreFailed, match=said):
                request(store)


_ROUNDS = 200
_RIVAL = """
import json, sys
from datetime import UTC, datetime
from leftfold.model.edits import Append, Because, ChangeSet
from leftfold.model.errors import Conflict
from leftfold.model.stream import StreamId
from leftfold.store import sqlite_engine
from leftfold.store.opening import open_store

# How long one waits for the other is up to how busy the machine is.
sqlite_engine.BUSY_SECONDS = 60
path, name, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
stream, store, outcomes = StreamId("cart", "7"), open_store(path, write=True), []
print("ready", flush=True)
sys.stdin.readline()
for number in range(rounds):
    base = store.summary(stream).version
    edit = Append("by" + name, {"n": number}, datetime.now(UTC))
    try:
        outcomes.append(store.commit(ChangeSet(stream, base, (edit,), Because(name, "a race"))).last_version)
    except Conflict:
        outcomes.append(None)
store.close()
print(json.dumps(outcomes))
"""


def test_of_two_rivals_each_append_is_in_exactly_once_or_a_conflict(path: Path) -> None:
    commands = [[sys.executable, "-c", _RIVAL, str(path), name, str(_ROUNDS)] for name in ("One", "Two")]
    rivals = [subprocess.Popen(c, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for c in commands]
    for rival in rivals:
        assert rival.stdout is not None
        assert rival.stdout.readline() == "ready\n"
    outcomes = []
    for rival in rivals:
        assert rival.stdin is not None
        rival.stdin.write("\n")
        rival.stdin.flush()
    for rival in rivals:
        out, _err = rival.communicate()
        outcomes.append(json.loads(out))
    assert [rival.returncode for rival in rivals] == [0, 0]
    said = {
        (version, f"by{name}", number)
        for name, by_round in zip(("One", "Two"), outcomes, strict=True)
        for number, version in enumerate(by_round)
        if version is not None
    }
    with opened(path) as store:
        index = store.index(CART)
        events = list(store.events(index).read(3, len(index)))
        assert index.versions.tolist() == list(range(1, len(index) + 1))
        assert len(store.audit(CART)) == len(said)
    assert {(event.version, event.type, event.data["n"]) for event in events if isinstance(event.data, dict)} == said
    assert len(events) == len(said) >= _ROUNDS


_DOOMED = """
import os, signal, sys
from datetime import UTC, datetime
from sqlalchemy import event
from leftfold.model.edits import Append, Because, ChangeSet, SoftDelete
from leftfold.model.stream import StreamId
from leftfold.store.opening import open_store

store, left = open_store(sys.argv[1], write=True), int(sys.argv[2])

def die(*_arguments):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(store._database.engine, "before_cursor_execute", die)
event.listen(store._database.engine, "after_cursor_execute", die)
event.listen(store._database.engine, "commit", die)
now = datetime.now(UTC)
now = datetime.now(UTC)
edits = (Append("big", {"text": "x" * 3_000_000}, now), SoftDelete(1), Append("small", {}, now))
store.commit(ChangeSet(StreamId("cart", "7"), 2, edits, Because("a", "b")))
"""


@pytest.mark.parametrize("step", [1, 2, 5, 8, 11, 14, 17, 20])
def test_a_commit_that_is_killed_leaves_nothing(path: Path, step: int) -> None:
    before = content(path)
    done = subprocess.run([sys.executable, "-c", _DOOMED, str(path), str(step)], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    assert content(path) == before
    with opened(path, write=True) as store:
        assert store.commit(changes(NEW)).last_version == 3


_TIRELESS = """
import sys
from datetime import UTC, datetime
from leftfold.model.edits import Append, Because, ChangeSet
from leftfold.model.stream import StreamId
from leftfold.store.opening import open_store

stream, store = StreamId("cart", "7"), open_store(sys.argv[1], write=True)
while True:
    now = datetime.now(UTC)
    edits = (Append("big", {"text": "x" * 1_000_000}, now), Append("small", {}, now))
    print("committing", flush=True)
    base = store.summary(stream).version
    print(store.commit(ChangeSet(stream, base, edits, Because("a", "b"))).last_version, flush=True)
"""


@pytest.mark.parametrize("heard", [1, 2, 5, 8, 13])
def test_a_commit_killed_at_any_moment_is_all_or_nothing(path: Path, heard: int) -> None:
    with subprocess.Popen([sys.executable, "-c", _TIRELESS, str(path)], stdout=subprocess.PIPE, text=True) as tireless:
        assert tireless.stdout is not None
        lines = [tireless.stdout.readline() for _ in range(heard)]
        tireless.kill()
        lines += tireless.stdout.readlines()
    promised = [int(line) for line in lines if line.strip().isdigit()]
    with opened(path) as store:
        index, audit = store.index(CART), store.audit(CART)
        types = [event.type for event in store.events(index).read(3, len(index))] if len(index) > 2 else []
    assert types == ["big", "small"] * len(audit)
    assert [entry.version for entry in audit][: len(promised)] == promised


def test_a_commit_is_whole_once_it_returned(path: Path) -> None:
    program = _DOOMED.replace("int(sys.argv[2])", "0") + "\nos.kill(os.getpid(), signal.SIGKILL)"
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    with opened(path) as store:
        assert (len(store.index(CART)), store.counts().soft_deleted, len(store.audit(CART))) == (4, 1, 1)


OTHER_CART = stream_id("cart/8")


def test_many_streams_are_changed_at_once(either: str) -> None:
    other = ChangeSet(OTHER_CART, 1, (NEW, SoftDelete(1)), Because("ann", "another reason"))
    with opened(either, write=True) as store:
        assert store.commit_many([other, changes(SoftDelete(2), NEW)]) == (Committed(2, (4,)), Committed(3, (5,)))
        assert [entry.because.author for entry in store.audit()[1:]] == ["ann", "mira"]
        assert store.index(OTHER_CART).deleted.tolist() == [True, False]
        assert store.index(CART).deleted.tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("second", "said", "kind"),
    [
        (ChangeSet(OTHER_CART, 0, (NEW,), WHY), r"cart/8 changed since the draft was made: 1 event arrived", Conflict),
        (ChangeSet(OTHER_CART, 1, (Restore(1),), WHY), "Event 1 of cart/8 is not soft-deleted", Refused),
        (changes(SoftDelete(1)), "cart/7 is named twice", Refused),
    ],
)
def test_what_cannot_be_written_to_one_stream_is_written_to_none(
    either: str, second: ChangeSet, said: str, kind: type[Exception]
) -> None:
    before = content(either)
    with opened(either, write=True) as store, pytest.raises(kind, match=said) as caught:
        store.commit_many([changes(NEW, SoftDelete(1)), second])
    assert content(either) == before
    if isinstance(caught.value, Conflict):
        assert caught.value.stream == OTHER_CART


def test_nothing_at_all_is_no_commit(path: Path) -> None:
    with opened(path, write=True) as store, pytest.raises(Refused, match="no edit to commit"):
        store.commit_many([])


def test_who_drafted_and_who_committed_are_both_recorded(either: str) -> None:
    why = Because("mira", "the score is not hers", committer="tom")
    with opened(either, write=True) as store:
        store.commit(changes(NEW, SoftDelete(1), because=why))
        (new,) = store.events(store.index(CART)).read(3, 3)
        (entry,) = store.audit(CART)
    assert new.metadata == {"leftfold": {"author": "mira", "reason": "the score is not hers", "committer": "tom"}}
    assert entry.because == why
