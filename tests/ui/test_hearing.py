"""What a server tells is heard as long as it is wanted, and no longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from leftfold.session import Session
from leftfold.store.bulk import NewRow
from leftfold.ui.hearing import Hearing
from leftfold.ui.tasks import Lane, Tasks
from tests.servers import Server
from tests.store_builders import START, TESTING, make_native, opened, stream_id
from tests.ui.conftest import WAIT, HoldLane


@pytest.fixture
def url(postgresql: Server) -> str:
    """A store on a server."""
    return make_native(postgresql.new_database(), {"thing/1": [("put", {})]})


@pytest.fixture
def session(url: str) -> Iterator[Session]:
    """A session on it."""
    with closing(Session.open(url)) as session:
        yield session


@pytest.fixture
def hearing(tasks: Tasks) -> Iterator[Hearing]:
    """Hears it."""
    parent = QObject()
    hearing = Hearing(tasks, parent)
    yield hearing
    hearing.end()
    tasks.close()
    parent.deleteLater()


def write(url: str) -> None:
    """Append an event as another program would."""
    with opened(url, write=True) as store:
        store.append_many([NewRow(stream_id("thing/1"), "put", "{}", START)], TESTING)


def test_it_is_heard_from_the_beginning_and_each_time(
    hearing: Hearing, session: Session, url: str, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(hearing.heard, timeout=WAIT):
        hearing.begin(session)
    assert not hearing.is_told
    for _time in range(2):
        with qtbot.waitSignal(hearing.heard, timeout=WAIT):
            write(url)
        assert hearing.is_told


def test_what_is_ended_hears_nothing(hearing: Hearing, session: Session, url: str, tasks: Tasks, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hearing.heard, timeout=WAIT):
        hearing.begin(session)
    hearing.end()
    with qtbot.assertNotEmitted(hearing.heard):
        write(url)
        qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    assert not hearing.is_told


def test_what_is_ended_while_it_begins_leaves_no_connection(
    hearing: Hearing, session: Session, held: HoldLane, idle: Callable[[], None], qtbot: QtBot
) -> None:
    with held(Lane.WATCH), qtbot.assertNotEmitted(hearing.heard):
        hearing.begin(session)
        hearing.end()
    idle()
    assert hearing._listener is None


def test_a_store_in_a_file_tells_nothing(hearing: Hearing, tmp_path: Path, tasks: Tasks, qtbot: QtBot) -> None:
    with closing(Session.open(str(make_native(tmp_path / "s.db", {"thing/1": [("put", {})]})))) as session:
        hearing.begin(session)
        qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
        assert (hearing._listener, hearing.is_deaf) == (None, False)
