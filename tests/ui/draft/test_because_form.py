"""Who corrects, and why."""

from __future__ import annotations

import getpass

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Because
from leftfold.ui.draft.because_form import BecauseForm


def test_the_author_is_the_computers_user_and_the_reason_is_typed(qtbot: QtBot) -> None:
    form = BecauseForm()
    qtbot.addWidget(form)
    assert form.because == Because(getpass.getuser(), "", "")
    reason = next(field for field in form.findChildren(QLineEdit) if field.accessibleName() == "Reason")
    with qtbot.waitSignal(form.edited):
        QTest.keyClicks(reason, " a wrong reset ")
    assert form.because.reason == "a wrong reset"


def test_the_next_correction_has_its_own_reason(qtbot: QtBot) -> None:
    form = BecauseForm()
    qtbot.addWidget(form)
    with qtbot.waitSignal(form.edited):
        form.explain("a wrong reset", ticket="SUP-1")
    assert form.because == Because(getpass.getuser(), "a wrong reset", "SUP-1")
    form.clear_reason()
    assert form.because == Because(getpass.getuser(), "", "")
