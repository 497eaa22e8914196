"""Commands decided by the domain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from leftfold.domain.definition import Command, NewEvent, Rejection
from leftfold.domain.generic import generic_domain
from leftfold.model.edits import Append
from leftfold.model.errors import StoreFailed
from leftfold.model.event import Event
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.replay.history import History
from leftfold.ui.deciding import Deciding
from leftfold.ui.tasks import Lane, Tasks
from tests.ui.conftest import HoldLane

COMMANDS: tuple[Command[JsonObject], ...] = (
    Command("twice", "Twice", (), lambda state, _given: (NewEvent("put", {"n": [state["n"]]}), NewEvent("put", {}))),
    Command("no", "No", (), lambda _state, _given: Rejection("It is enough.")),
    Command("nothing", "Nothing", (), lambda _state, _given: ()),
)


class OneEvent:
    """The events of a stream with one event, or a store that fails."""

    def __init__(self, *, fails: bool = False) -> None:
        self._fails = fails

    def read(self, _first: int, _last: int) -> Iterator[Event]:
        """The one event."""
        if self._fails:
            raise StoreFailed("The disk is gone.")
        yield Event(StreamId("thing", "1"), 1, "put", {"n": 4})


def _history(*, fails: bool = False) -> History[JsonObject]:
    return History(replace(generic_domain(), commands=COMMANDS), OneEvent(fails=fails), 1)


@pytest.fixture
def deciding(tasks: Tasks) -> Deciding:
    return Deciding(tasks, tasks)


def test_what_follows_from_a_command_is_told_as_events_of_one_moment(qtbot: QtBot, deciding: Deciding) -> None:
    with qtbot.waitSignal(deciding.decided) as told:
        deciding.ask(_history(), "twice", {})
    assert told.args is not None
    name, events = told.args
    assert name == "twice"
    assert [(event.type, event.data) for event in events] == [("put", {"n": [4]}), ("put", {})]
    assert all(isinstance(event, Append) for event in events)
    assert events[0].recorded_at == events[1].recorded_at


@pytest.mark.parametrize(
    ("name", "fails", "words"),
    [
        ("no", False, "It is enough."),
        ("nothing", False, "has nothing to append"),
        ("unheard-of", False, "has no command"),
        ("no", True, "The disk is gone."),
    ],
)
def test_why_nothing_follows(qtbot: QtBot, deciding: Deciding, name: str, words: str, *, fails: bool) -> None:
    with qtbot.waitSignal(deciding.rejected) as told:
        deciding.ask(_history(fails=fails), name, {})
    assert told.args is not None
    assert words in told.args[0]


def test_what_is_given_up_is_rejected_once_and_not_decided(
    qtbot: QtBot, deciding: Deciding, tasks: Tasks, held: HoldLane
) -> None:
    heard: list[str] = []
    deciding.rejected.connect(heard.append)
    with qtbot.assertNotEmitted(deciding.decided), held(Lane.STREAM):
        deciding.ask(_history(), "twice", {})
        deciding.give_up()
        deciding.give_up()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert heard == ["The events changed while the command was decided; run it again."]


def test_with_nothing_asked_there_is_nothing_to_give_up(qtbot: QtBot, deciding: Deciding, qapp: QObject) -> None:
    assert qapp is not None
    with qtbot.assertNotEmitted(deciding.rejected):
        deciding.give_up()
