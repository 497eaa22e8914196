"""The menu of kept conditions."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from leftfold.ui.events.kept_conditions import KeptConditions


def test_kept_conditions_are_offered(qtbot: QtBot) -> None:
    kept = KeptConditions()
    qtbot.addWidget(kept)
    assert [action.text() for action in kept.fill().actions() if action.text()] == [
        "No condition is kept for this store",
        "Keep this condition as a breakpoint",
    ]
    kept.offer(("a = 1", "b = '&'"))
    kept.allow_keeping(on=True)
    first, second, _line, keep = kept.fill().actions()
    assert (first.text(), second.text()) == ("a = 1", "b = '&&'")
    with qtbot.waitSignal(kept.chosen) as chosen:
        second.trigger()
    assert chosen.args == ["b = '&'"]
    assert keep.isEnabled()
    with qtbot.waitSignal(kept.keep_asked):
        keep.trigger()


def test_only_a_condition_can_be_kept(qtbot: QtBot) -> None:
    kept = KeptConditions()
    qtbot.addWidget(kept)
    kept.allow_keeping(on=False)
    assert not kept.fill().actions()[-1].isEnabled()
