"""The line that says what an event would do."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from leftfold.draft.trial import Trial
from leftfold.ui.draft.outcome_line import OutcomeLine


def test_it_says_what_would_happen_or_why_it_fails(qtbot: QtBot) -> None:
    line = OutcomeLine()
    qtbot.addWidget(line)
    assert line.isHidden()
    line.show_trial(Trial("Done: x 1 → 2.", fails=False))
    assert (line.text(), line.property("role"), line.isHidden()) == ("It would say: Done: x 1 → 2.", "caption", False)
    line.show_trial(Trial("It could not be applied: no.", fails=True))
    assert (line.text(), line.property("role")) == ("It could not be applied: no.", "danger")
    line.show_trial(None)
    assert line.isHidden()
