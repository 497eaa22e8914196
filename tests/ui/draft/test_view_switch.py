"""Chooses whether the window shows the draft or what is stored."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from leftfold.ui.draft.view_switch import ViewSwitch


def test_a_choice_is_told_and_one_button_is_down(qtbot: QtBot) -> None:
    switch = ViewSwitch()
    qtbot.addWidget(switch)
    assert switch.as_proposed.isChecked()
    with qtbot.waitSignal(switch.stored_chosen) as told:
        switch.as_stored.click()
    assert told.args == [True]
    assert not switch.as_proposed.isChecked()
    with qtbot.waitSignal(switch.stored_chosen) as told:
        switch.as_proposed.click()
    assert told.args == [False]


def test_showing_what_is_chosen_elsewhere_is_no_choice(qtbot: QtBot) -> None:
    switch = ViewSwitch()
    qtbot.addWidget(switch)
    with qtbot.assertNotEmitted(switch.stored_chosen):
        switch.show_stored(True)
    assert switch.as_stored.isChecked()
