"""Departures are told in words, with a way there."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from leftfold.ui.cohorting import Departing
from leftfold.ui.timeline.departures import Departures


def test_who_departs_comes_first_and_leads_there(qtbot: QtBot) -> None:
    departures = Departures()
    qtbot.addWidget(departures)
    departures.tell((Departing("Lesson stays.", None), Departing("Score < 5 departs.", 7)))
    assert departures.isVisible()
    assert departures.text.text().startswith("Score &lt; 5 departs. <a href")
    assert departures.toolTip() == "Score < 5 departs.\nLesson stays."
    with qtbot.waitSignal(departures.asked) as asked:
        departures.text.linkActivated.emit("7")
    assert asked.args == [7]
    departures.say("Reading 3 others…")
    assert departures.text.text() == "Reading 3 others…"
    departures.tell(())
    assert not departures.isVisible()
