"""The table of actions and what Qt makes of it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from leftfold.ui.actions import Action, Actions, plain, tip
from leftfold.ui.theme.themes import Mode, Themes


def _made(table: list[Action], themes: Themes, owner: QObject) -> Actions:
    return Actions(table, themes, owner)


def test_an_action_runs_and_is_told(qtbot: QtBot, themes: Themes) -> None:
    owner, done = QObject(), list[str]()
    actions = _made([Action("store.open", "&Open…", lambda: done.append("opened"), keys=("Ctrl+O",))], themes, owner)
    assert actions["store.open"].shortcut() == QKeySequence("Ctrl+O")
    with qtbot.waitSignal(actions.triggered) as told:
        actions["store.open"].trigger()
    assert done == ["opened"]
    assert told.args == ["store.open"]


def test_what_stands_against_an_action_disables_it_and_is_its_tool_tip(themes: Themes) -> None:
    owner, against = QObject(), ["Open a store first."]
    table = [Action("edit.find", "&Find", lambda: None, keys=("Ctrl+F",), why_not=lambda: against[0])]
    actions = _made(table, themes, owner)
    assert not actions["edit.find"].isEnabled()
    assert actions["edit.find"].toolTip() == "Open a store first."
    against[0] = ""
    actions.refresh()
    assert actions["edit.find"].isEnabled()
    assert actions["edit.find"].toolTip() == "Find (Ctrl+F)"


def test_a_switch_shows_whether_it_is_on(qtbot: QtBot, themes: Themes) -> None:
    owner, on = QObject(), [False]
    actions = _made(
        [Action("view.utc", "UTC", lambda: on.__setitem__(0, not on[0]), is_on=lambda: on[0])], themes, owner
    )
    made = actions["view.utc"]
    assert made.isCheckable()
    made.trigger()
    qtbot.waitUntil(lambda: made.isChecked() is on[0] is True)
    made.trigger()
    qtbot.waitUntil(lambda: not made.isChecked())


def test_an_icon_is_drawn_before_it_is_first_seen_and_with_another_theme(themes: Themes) -> None:
    owner = QObject()
    table = [Action(f"store.{name}", name, lambda: None, icon=name) for name in ("radio", "undo-2")]
    actions = _made([*table, Action("store.quit", "Quit", lambda: None)], themes, owner)
    assert actions["store.radio"].icon().isNull()
    actions.draw("store.radio", "store.quit")
    light = actions["store.radio"].icon().cacheKey()
    assert not actions["store.radio"].icon().isNull()
    themes.choose(Mode.DARK)
    assert actions["store.radio"].icon().cacheKey() != light
    assert actions["store.undo-2"].icon().isNull()
    themes.choose(Mode.LIGHT)


def test_titles_in_words() -> None:
    action = Action("store.open", "&Open…", lambda: None)
    assert tip(action) == plain(action.title) == "Open…"
    assert action.menu == "store"
