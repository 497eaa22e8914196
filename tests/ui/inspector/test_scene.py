"""A scene holds the state of its moment and, with a draft, what is stored in its place."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.errors import Cancelled
from leftfold.model.paths import MISSING
from leftfold.replay.narrative import narrate
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.inspector.scene import Scene, see
from leftfold.ui.inspector.spots import Sign
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Tasks
from tests.ui.conftest import WAIT
from tests.ui.inspector.things import LAST, shown_of


def _see(shown: Shown, ordinal: int, **more: Any) -> Scene:
    moment = narrate(shown.replay.domain, shown.history.step(ordinal)) if ordinal else None
    return see(shown, ordinal, moment, **more)


def test_it_holds_the_state_after_the_event_and_what_it_was(things: Shown) -> None:
    scene = _see(things, 2)
    assert scene.event is not None
    assert scene.event.type == "sized"
    assert scene.state.after == {"name": "one", "size": 3}
    size = scene.state.child("size")
    assert (size.before, size.after, size.sign) == (7, 3, Sign.CHANGED)
    assert scene.state.apart is None


def test_before_the_first_event_it_holds_the_state_that_all_starts_from(things: Shown) -> None:
    scene = _see(things, 0)
    assert (scene.event, scene.notes, scene.state.after) == (None, (), {})


def test_of_a_failed_event_it_holds_the_state_as_before(things: Shown) -> None:
    scene = _see(things, 6)
    assert scene.state.after == scene.state.before == {"name": "one", "size": 3, "note": {"by": "Ann", "stars": 5}}
    assert scene.state.step is None


def _drafted(qtbot: QtBot, tasks: Tasks, document: Document, drafting: Drafting) -> Shown:
    drafting.soft_delete(2)
    drafting.append("sized", {"size": 11})
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)
    return shown_of(document)


@pytest.mark.usefixtures("things")
def test_with_a_draft_what_is_stored_stands_beside(
    qtbot: QtBot, tasks: Tasks, document: Document, drafting: Drafting
) -> None:
    drafted = _drafted(qtbot, tasks, document, drafting)
    size = _see(drafted, 3).state.child("size")
    assert (size.after, size.stored, size.is_apart) == (7, 3, True)
    assert not _see(drafted, 3).state.child("name").is_apart
    assert _see(drafted, LAST).state.apart is None, "where both were overwritten nothing differs any more"
    assert _see(drafted, 1).state.apart is None, "before the first edit nothing can differ"


@pytest.mark.usefixtures("things")
def test_beside_an_event_that_is_not_stored_stands_the_stored_end(
    qtbot: QtBot, tasks: Tasks, document: Document, drafting: Drafting
) -> None:
    scene = _see(_drafted(qtbot, tasks, document, drafting), LAST + 1)
    size = scene.state.child("size")
    assert (size.before, size.after, size.stored) == (8, 11, 8)
    assert scene.state.child("nothing").stored is MISSING


@pytest.mark.usefixtures("things")
def test_looking_up_what_is_stored_ends_where_nobody_waits(
    qtbot: QtBot, tasks: Tasks, document: Document, drafting: Drafting
) -> None:
    drafted = _drafted(qtbot, tasks, document, drafting)

    def cancel(_done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        _see(drafted, 3, progress=cancel)
