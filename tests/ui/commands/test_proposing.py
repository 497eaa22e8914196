"""The actions that propose new events, at a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Append
from leftfold.ui.draft.append_dialog import AppendDialog
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.conftest import WAIT
from tests.ui.finding import the
from tests.ui.windows import make_window


@pytest.fixture
def window(qtbot: QtBot, themes: Themes, tmp_path: Path) -> Iterator[Window]:
    window = make_window(themes, tmp_path)
    window.show()
    store = make_native(tmp_path / "s.sqlite", {"student/1": EVENTS})
    window.opening.open(str(store), aggregate="student/1")
    document = window.parts.document
    qtbot.waitUntil(lambda: document.shown is not None and document.tasks.is_idle, timeout=WAIT)
    yield window
    for dialog in window.findChildren(AppendDialog):
        dialog.reject()
    window.parts.drafting.discard()
    window.close()
    window.deleteLater()


def _waits(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: window.parts.document.tasks.is_idle, timeout=WAIT)
    window.actions_.refresh()


def test_they_need_an_event_at_the_cursor(qtbot: QtBot, window: Window) -> None:
    ids = ("event.restore-state", "event.compensate", "event.copy-to-new")
    assert [window.actions_[id_].isEnabled() for id_ in ids] == [True, True, True]
    window.parts.document.selection.go_to(0)
    _waits(qtbot, window)
    assert {window.actions_[id_].toolTip() for id_ in ids} == {"Step to an event first."}
    assert window.actions_["event.to-linked"].toolTip() == "Step to an event first."


def test_an_event_is_compensated_and_both_ends_lead_to_each_other(qtbot: QtBot, window: Window) -> None:
    parts, actions = window.parts, window.actions_
    parts.document.selection.go_to(RESET)
    _waits(qtbot, window)
    assert actions["event.to-linked"].toolTip() == "No other event is known to be linked to this one."
    actions["event.compensate"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(AppendDialog)), timeout=WAIT)
    dialog = the(AppendDialog, window)
    assert (dialog.windowTitle(), dialog.event_type) == ("Compensate an event", "resetProgress")
    dialog.choose("resetProgress", {"lesson": 7, "activity": 1})
    said = "It would say: Progress was reset to lesson 7"
    qtbot.waitUntil(lambda: dialog.outcome.text().startswith(said), timeout=WAIT)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.accept()
    _waits(qtbot, window)
    assert parts.drafting.draft is not None
    (edit,) = parts.drafting.draft.edits
    assert isinstance(edit, Append)
    assert edit.compensates == (RESET,)
    assert parts.events.model.facts_at(RESET - 1).link == f"compensated by {RESET + 1}"
    # The cursor stood at the end, and went along.
    assert parts.inspector.notes.texts[-1] == f"Compensates {RESET}."
    actions["event.to-linked"].trigger()
    assert parts.document.selection.ordinal == RESET
    _waits(qtbot, window)
    assert parts.inspector.notes.texts[-1] == f"Compensated by {RESET + 1}."
    actions["event.to-linked"].trigger()
    assert parts.document.selection.ordinal == RESET + 1
    assert parts.timeline.viewing.model.arcs.within(1, 9, most=9) == [(RESET, RESET + 1)]


def test_a_state_is_restored_from_the_menus_of_list_and_timeline(qtbot: QtBot, window: Window) -> None:
    parts = window.parts
    for panel in (parts.events, parts.timeline):
        parts.document.selection.go_to(RESET - 1)
        _waits(qtbot, window)
        panel.action_asked.emit("event.restore-state")
        qtbot.waitUntil(lambda: parts.drafting.draft is not None, timeout=WAIT)
        _waits(qtbot, window)
        parts.drafting.discard()
        _waits(qtbot, window)
