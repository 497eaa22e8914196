"""Whether others' changes are told, ours are not, and what is shown keeps up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from sqlalchemy import Executable, text

from leftfold.model.edits import Because, ChangeSet, SoftDelete
from leftfold.model.stream import StreamId
from leftfold.store.bulk import NewRow
from leftfold.store.database import Database
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.following import REST, Following
from leftfold.ui.selection import Selection
from leftfold.ui.tasks import Lane
from tests.servers import Server
from tests.store_builders import START, TESTING, make_native, opened
from tests.ui.conftest import WAIT, HoldLane, OpenStore

SOON = 5
"""Milliseconds between two questions."""
STREAM, OTHER = StreamId("thing", "1"), StreamId("thing", "2")


class Watch:
    """What a `Following` tells of a store with two things, and what is done to it."""

    def __init__(self, following: Following, path: Path, qtbot: QtBot) -> None:
        self.following = following
        self.path = path
        self.qtbot = qtbot
        self.told: list[str] = []
        self.asked = 0
        following.changed_outside.connect(lambda: self.told.append("changed"))
        following.store_changed.connect(lambda: self.told.append("lists"))
        following.failed.connect(lambda sentence: self.told.append(f"failed: {sentence}"))
        following.recovered.connect(lambda: self.told.append("recovered"))

    def write(self, stream: StreamId = STREAM) -> None:
        """Append an event as another program would."""
        with opened(self.path, write=True) as store:
            store.append_many([NewRow(stream, "put", '{"n": 0}', START)], TESTING)

    def wait_for(self, *told: str) -> None:
        """Wait until just this was told."""
        self.qtbot.waitUntil(lambda: self.told == list(told), timeout=WAIT)

    def wait_for_answers(self) -> None:
        """Wait until the store was asked some more times, from the beginning to the end."""
        upto = self.asked + 3
        self.qtbot.waitUntil(lambda: self.asked >= upto, timeout=WAIT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of two things."""
    events = [("put", {"n": n}) for n in range(5)]
    return make_native(tmp_path / "s.sqlite", {"thing/1": events, "thing/2": events})


@pytest.fixture
def watch(
    document: Document, path: Path, open_store: OpenStore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Watch:
    """What is told of an open store."""
    watch = Watch(Following(document, pause=SOON), path, qtbot)
    ask = Database.change_token

    def counted(database: Database, *newest: Executable) -> object:
        token = ask(database, *newest)
        watch.asked += 1
        return token

    monkeypatch.setattr(Database, "change_token", counted)
    open_store(path, select="thing/1")
    watch.wait_for_answers()
    return watch


def _length(document: Document) -> int:
    return len(document.shown.index) if document.shown else 0


def test_nothing_is_told_while_nobody_writes(watch: Watch) -> None:
    watch.wait_for_answers()
    assert watch.told == []


def test_another_s_change_is_told_once_and_nothing_is_read(watch: Watch, document: Document) -> None:
    watch.write()
    watch.wait_for("changed")
    watch.wait_for_answers()
    assert watch.told == ["changed"]
    assert _length(document) == 5


def test_a_change_before_the_store_was_first_asked_is_told_too(
    document: Document, path: Path, held: HoldLane, qtbot: QtBot
) -> None:
    watch = Watch(Following(document, pause=SOON), path, qtbot)
    with held(Lane.WATCH):
        with qtbot.waitSignal(document.opened, timeout=WAIT):
            document.open(str(path))
        watch.write()
    watch.wait_for("changed")


def test_the_next_change_is_told_again(watch: Watch) -> None:
    watch.write()
    watch.wait_for("changed")
    watch.write()
    watch.wait_for("changed", "changed")


def test_after_reading_again_there_is_nothing_to_tell(watch: Watch, document: Document) -> None:
    watch.write()
    watch.wait_for("changed")
    document.reload()
    watch.wait_for("changed", "lists")
    watch.wait_for_answers()
    assert watch.told == ["changed", "lists"]


@pytest.mark.parametrize(("stands", "then"), [(2, 2), (5, 6)])
def test_when_on_what_is_shown_keeps_up_and_the_cursor_stays(
    watch: Watch, document: Document, selection: Selection, stands: int, then: int
) -> None:
    watch.following.on = True
    selection.go_to(stands)
    watch.write()
    watch.qtbot.waitUntil(lambda: _length(document) == 6, timeout=WAIT)
    assert watch.told == ["changed", "lists"]
    assert selection.ordinal == then


def test_switched_on_it_catches_up_with_what_was_told_before(watch: Watch, document: Document) -> None:
    watch.write()
    watch.wait_for("changed")
    watch.following.on = True
    watch.qtbot.waitUntil(lambda: _length(document) == 6, timeout=WAIT)
    watch.following.on = False
    assert not watch.following.on


def test_a_change_elsewhere_in_the_store_is_one_too(watch: Watch, document: Document) -> None:
    watch.following.on = True
    watch.write(OTHER)
    watch.wait_for("changed", "lists")
    assert _length(document) == 5


@pytest.fixture
def unlocked(watch: Watch, drafting: Drafting, qtbot: QtBot) -> Drafting:
    """The draft of the shown stream, with one edit and a reason, on a store that may be written."""
    drafting.explain(Because("tester", "a test"))
    with qtbot.waitSignal(drafting.lock.changed, timeout=WAIT):
        drafting.lock.unlock()
    drafting.append("put", {"n": 9})
    watch.wait_for_answers()
    return drafting


def test_our_own_commit_is_no_change_from_outside(watch: Watch, unlocked: Drafting, document: Document) -> None:
    unlocked.commit()
    watch.wait_for("lists")
    watch.wait_for_answers()
    assert watch.told == ["lists"]
    assert _length(document) == 6


def test_an_answer_between_our_commit_and_its_news_is_not_believed(
    watch: Watch, unlocked: Drafting, held: HoldLane
) -> None:
    with held(Lane.STREAM):
        unlocked.commit()
        watch.write(OTHER)
        watch.wait_for_answers()
        assert watch.told == []
    watch.wait_for("lists")
    watch.wait_for_answers()
    assert watch.told == ["lists"]


def test_giving_up_writing_is_no_change_from_outside(
    watch: Watch, unlocked: Drafting, qtbot: QtBot, idle: Callable[[], None]
) -> None:
    unlocked.commit()
    watch.wait_for("lists")
    with qtbot.waitSignal(unlocked.lock.changed, timeout=WAIT):
        unlocked.lock.lock()
    watch.wait_for("lists", "lists")
    watch.wait_for_answers()
    assert watch.told == ["lists", "lists"]
    watch.write()
    watch.wait_for("lists", "lists", "changed")
    idle()


def test_a_draft_on_a_stream_that_others_change_is_kept_and_the_conflict_told(
    watch: Watch, drafting: Drafting, document: Document, qtbot: QtBot
) -> None:
    drafting.soft_delete(2)
    draft = drafting.draft
    watch.following.on = True
    with qtbot.waitSignal(drafting.conflicted, timeout=WAIT) as told:
        watch.write()
    assert "thing/1" in told.args[0]
    assert drafting.draft is draft is not None
    assert _length(document) == 6


def test_a_store_that_cannot_be_asked_is_told_once_and_so_is_its_return(watch: Watch, path: Path) -> None:
    away = path.rename(path.with_name("away.sqlite"))
    gone = "failed: s.sqlite is no longer there; bring it back, then open it again."
    watch.wait_for(gone)
    failures: list[str] = []
    watch.following.failed.connect(failures.append)
    with watch.qtbot.waitSignal(watch.following.recovered, timeout=WAIT):
        away.rename(path)
    assert failures == []
    assert watch.told == [gone, "recovered"]


def test_a_closed_store_is_not_asked_any_more(watch: Watch, document: Document, idle: Callable[[], None]) -> None:
    document.close()
    idle()
    assert not any(timer.isActive() for timer in watch.following.findChildren(QTimer))
    assert document.tasks.is_idle


def test_another_store_is_followed_afresh(watch: Watch, tmp_path: Path, open_store: OpenStore) -> None:
    watch.write()
    watch.wait_for("changed")
    open_store(make_native(tmp_path / "t.sqlite", {}))
    watch.wait_for_answers()
    assert watch.told == ["changed"]


def test_while_hidden_it_asks_seldom_and_at_once_when_seen_again(watch: Watch, idle: Callable[[], None]) -> None:
    following = watch.following
    (timer,) = following.findChildren(QTimer)
    following.hidden = True
    watch.qtbot.waitUntil(lambda: timer.isActive() and timer.interval() == SOON * REST, timeout=WAIT)
    idle()
    watch.write()
    timer.setInterval(1_000 * WAIT)
    following.hidden = False
    assert not following.hidden
    watch.wait_for("changed")
    watch.qtbot.waitUntil(lambda: timer.isActive() and timer.interval() == SOON, timeout=WAIT)


HOUR = 3_600_000
"""Milliseconds that no test waits: what is told before they are over was told by the server."""


def _end_listening(server: Server, url: str) -> None:
    server.run(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'")


@pytest.fixture
def url(postgresql: Server) -> str:
    """A store on a server that tells of new events."""
    return make_native(postgresql.new_database(), {"thing/1": [("put", {"n": 0})]})


@pytest.fixture
def far(document: Document, url: str, open_store: OpenStore) -> Following:
    """What follows the store on the server, and would ask again in an hour."""
    following = Following(document, pause=HOUR)
    open_store(url, select="thing/1")
    return following


def _append(url: str) -> None:
    with opened(url, write=True) as store:
        store.append_many([NewRow(STREAM, "put", '{"n": 1}', START)], TESTING)


def test_a_server_tells_at_once(far: Following, url: str, document: Document, qtbot: QtBot) -> None:
    far.on = True
    for length in (2, 3):
        _append(url)
        qtbot.waitUntil(lambda wanted=length: _length(document) == wanted, timeout=WAIT)  # type: ignore[misc]


def test_our_own_commit_that_the_server_tells_of_is_no_change_from_outside(
    far: Following, url: str, drafting: Drafting, qtbot: QtBot, idle: Callable[[], None]
) -> None:
    drafting.explain(Because("tester", "a test"))
    with qtbot.waitSignal(drafting.lock.changed, timeout=WAIT):
        drafting.lock.unlock()
    drafting.append("put", {"n": 9})
    with qtbot.assertNotEmitted(far.changed_outside):
        with qtbot.waitSignal(far.store_changed, timeout=WAIT):
            drafting.commit()
        qtbot.waitUntil(lambda: far._hearing.is_told and not far._told, timeout=WAIT)
        idle()
    with qtbot.waitSignal(far.changed_outside, timeout=WAIT):
        _append(url)


def test_a_soft_deletion_is_told_too(far: Following, url: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(far.changed_outside, timeout=WAIT), opened(url, write=True) as store:
        store.commit(ChangeSet(STREAM, 1, (SoftDelete(1),), TESTING))


@pytest.fixture
def near(document: Document, url: str, open_store: OpenStore, idle: Callable[[], None]) -> Following:
    """What follows the store on the server, asks again soon, and looked at it a first time."""
    following = Following(document, pause=SOON)
    open_store(url, select="thing/1")
    # What changes before is not told as a change.
    idle()
    return following


def test_where_the_connection_is_lost_it_is_asked_and_then_listened_to_again(
    near: Following, url: str, postgresql: Server, qtbot: QtBot
) -> None:
    hearing = near._hearing
    for _again in range(2):
        with qtbot.waitSignal(near.changed_outside, timeout=WAIT):
            _append(url)
        qtbot.waitUntil(lambda: hearing.is_told, timeout=WAIT)
        _end_listening(postgresql, url)
        qtbot.waitUntil(lambda: not hearing.is_told, timeout=WAIT)
        qtbot.waitUntil(lambda: not hearing.is_deaf, timeout=WAIT)


def test_nothing_listens_any_more_once_the_store_is_closed(
    far: Following, url: str, document: Document, idle: Callable[[], None], qtbot: QtBot
) -> None:
    assert far._hearing._listener is not None
    document.close()
    idle()

    def listening() -> int:
        with opened(url) as store, store._database.connect() as connection:
            own = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()"
            return int(connection.scalar(text(own)) or 0)

    # The server hears a moment later that a connection was closed.
    qtbot.waitUntil(lambda: listening() == 0, timeout=WAIT)


def test_a_server_that_goes_away_is_told_once_and_followed_again(
    document: Document, server: Server, qtbot: QtBot
) -> None:
    columns = (
        "aggregate_type varchar(64), aggregate_id varchar(64), sequence bigint, event_type text, event_version text, "
        "payload json, metadata json, PRIMARY KEY (aggregate_type, aggregate_id, sequence)"
    )
    row = "INSERT INTO events VALUES ('thing', '1', {}, 'put', '1', '{{}}', '{{}}')"
    url = server.new_database(f"CREATE TABLE events ({columns})", row.format(1))
    following = Following(document, pause=SOON)
    told: list[str] = []
    following.failed.connect(lambda sentence: told.append(sentence.partition(" ")[2].partition(";")[0]))
    following.recovered.connect(lambda: told.append("recovered"))
    with qtbot.waitSignal(document.opened, timeout=WAIT):
        document.open(url)
    with qtbot.waitSignal(following.failed, timeout=WAIT):
        server.stop()
    with qtbot.waitSignal(document.load_failed, timeout=WAIT) as failed:
        document.select("thing/1")
    with qtbot.waitSignal(following.recovered, timeout=WAIT):
        server.start()
    said = ("cannot be reached", "went away while it was asked", "is about to start or to stop")
    assert any(one in failed.args[0] for one in said)
    assert told[-1] == "recovered"
    assert len(told) == 2
    assert any(one in told[0] for one in said)
    server.run(url, row.format(2))
    with qtbot.waitSignal(document.loaded, timeout=WAIT):
        document.select("thing/1")
    assert document.shown is not None
    assert len(document.shown.index) == 2
