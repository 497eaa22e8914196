"""The actions of the reducer."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from leftfold.ui.reducer_dialog import ReducerDialog
from leftfold.ui.theme.themes import Themes
from tests.store_builders import make_native
from tests.ui.conftest import WAIT
from tests.ui.windows import make_window


def test_a_reducer_is_chosen_for_a_store_and_stepped_into_at_an_event(
    qtbot: QtBot, themes: Themes, tmp_path: Path
) -> None:
    window = make_window(themes, tmp_path)
    qtbot.addWidget(window)
    against = {action.id: action.why_not for action in window.actions_}
    assert against["store.reducer"]() == "Open a store first."
    assert against["event.step-into"]() == "Select an aggregate first."
    store = make_native(tmp_path / "a.sqlite", {"student/1": [("placeStudent", {"lesson": 2, "activity": 1})]})
    window.opening.open(str(store), aggregate="student/1")
    qtbot.waitUntil(lambda: window.parts.document.shown is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: window.parts.document.tasks.is_idle, timeout=WAIT)
    assert (against["store.reducer"](), against["event.step-into"]()) == ("", "")
    window.parts.document.selection.go_to(0)
    assert against["event.step-into"]() == "Step to an event first."
    window.actions_["store.reducer"].trigger()
    dialog = window.findChild(ReducerDialog)
    assert dialog is not None
    assert dialog.command.text() == ""
    dialog.reject()
    qtbot.waitUntil(lambda: window.parts.document.tasks.is_idle, timeout=WAIT)
    window.close()
