"""The watched field: its marks are its history, and a step goes to the nearest of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from leftfold.diagnose.field_history import field_history
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.selection import Selection
from leftfold.ui.tasks import Job, Lane, Request, Tasks
from leftfold.ui.watching import CHUNK, Watching
from tests.store_builders import Payload, make_native
from tests.ui.conftest import WAIT, OpenStore

LONG = 2 * CHUNK + 100
CHANGES = [1, 5, 9, CHUNK, CHUNK + 1, LONG - 50]
"""The events that change `a`."""


def _events() -> Iterator[tuple[str, Payload]]:
    for n in range(1, LONG + 1):
        yield ("put", {"a": n}) if n in CHANGES else ("put", {"b": n})


@pytest.fixture
def watching(document: Document, open_store: OpenStore, tmp_path: Path) -> Watching:
    """What is watched of a long stream."""
    path = make_native(tmp_path / "s.sqlite", {"thing/1": _events(), "thing/2": [("put", {"b": 1})]})
    open_store(path, select="thing/1")
    return Watching(document)


@pytest.fixture
def idle(qtbot: QtBot, tasks: Tasks) -> Callable[[], None]:
    """Waits until nothing is under way."""
    return lambda: qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)


@pytest.fixture
def unsearched(watching: Watching, tasks: Tasks) -> Iterator[Watching]:
    """What is watched while no marks are searched."""
    free = Event()

    def hold(_job: Job) -> None:
        free.wait()

    tasks.run(Request(lane=Lane.FIELD, key="hold", work=hold, done=lambda _none: None, failed=lambda _error: None))
    yield watching
    free.set()


def test_the_marks_are_the_field_s_history(
    watching: Watching, document: Document, selection: Selection, idle: Callable[[], None]
) -> None:
    heard: list[int] = []
    watching.marks_changed.connect(lambda marks: heard.append(len(marks)))
    selection.watch(("a",))
    idle()
    assert document.shown is not None
    assert watching.marks.tolist() == [one.ordinal for one in field_history(document.shown.history, ("a",))] == CHANGES
    assert len(heard) > 1, "marks come as they are found"
    assert heard == sorted(heard)


def test_another_field_has_other_marks(watching: Watching, selection: Selection, idle: Callable[[], None]) -> None:
    selection.watch(("a",))
    selection.watch(("b",))
    idle()
    assert set(watching.marks.tolist()) == set(range(1, LONG + 1)) - set(CHANGES)
    selection.watch(None)
    assert watching.marks.size == 0


def _walk(watching: Watching, selection: Selection, idle: Callable[[], None]) -> tuple[list[int], list[int]]:
    there, back = [], []
    selection.go_to(0)
    for _ in CHANGES:
        watching.to_next_change()
        idle()
        there.append(selection.ordinal)
    selection.go_to(LONG)
    for _ in CHANGES:
        watching.to_previous_change()
        idle()
        back.append(selection.ordinal)
    return there, back


def test_steps_lead_over_the_marks(watching: Watching, selection: Selection, idle: Callable[[], None]) -> None:
    selection.watch(("a",))
    idle()
    assert _walk(watching, selection, idle) == (CHANGES, CHANGES[::-1])


def test_steps_need_no_marks(unsearched: Watching, selection: Selection, qtbot: QtBot) -> None:
    selection.watch(("a",))
    selection.go_to(CHUNK + 7)
    unsearched.to_next_change()
    qtbot.waitUntil(lambda: selection.ordinal == LONG - 50, timeout=WAIT)
    unsearched.to_previous_change()
    qtbot.waitUntil(lambda: selection.ordinal == CHUNK + 1, timeout=WAIT)
    assert unsearched.marks.size == 0


def test_a_move_of_the_cursor_calls_a_step_off(
    unsearched: Watching, document: Document, selection: Selection, qtbot: QtBot
) -> None:
    selection.watch(("a",))
    selection.go_to(CHUNK + 7)
    unsearched.to_next_change()
    selection.go_to(3)
    with qtbot.waitSignal(document.moment_changed, timeout=WAIT):
        pass
    assert selection.ordinal == 3


@pytest.mark.parametrize("searched", [True, False])
def test_where_there_is_no_further_change_it_says_so(
    watching: Watching, selection: Selection, idle: Callable[[], None], qtbot: QtBot, *, searched: bool
) -> None:
    selection.watch(("a",))
    if searched:
        idle()
    with qtbot.waitSignal(watching.nothing_found, timeout=WAIT) as told:
        watching.to_next_change()
    assert told.args == ["No later change of a."]
    selection.go_to(1)
    with qtbot.waitSignal(watching.nothing_found, timeout=WAIT) as told:
        watching.to_previous_change()
    assert told.args == ["No earlier change of a."]
    assert selection.ordinal == 1


def test_with_nothing_watched_it_says_so(watching: Watching, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watching.nothing_found, timeout=WAIT) as told:
        watching.to_next_change()
    assert told.args == ["No field is watched; select a value of the state and watch it."]


def test_a_draft_has_the_marks_of_its_what_if(
    watching: Watching, drafting: Drafting, selection: Selection, idle: Callable[[], None]
) -> None:
    selection.watch(("a",))
    idle()
    kept: list[list[int]] = []
    watching.marks_changed.connect(lambda marks: kept.append(marks.tolist()))
    drafting.soft_delete(CHUNK)
    idle()
    assert kept[0] == [1, 5, 9], "what lies before the edit is not searched again"
    assert watching.marks.tolist() == [n for n in CHANGES if n != CHUNK]
    drafting.discard()
    idle()
    assert watching.marks.tolist() == CHANGES


def test_another_aggregate_has_no_watched_field(
    watching: Watching, document: Document, selection: Selection, idle: Callable[[], None]
) -> None:
    selection.watch(("a",))
    document.select("thing/2")
    idle()
    assert selection.watched is None
    assert np.array_equal(watching.marks, [])
