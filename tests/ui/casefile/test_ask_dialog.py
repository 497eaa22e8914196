"""A few words are asked for."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from leftfold.ui.casefile.ask_dialog import AskDialog


def test_what_is_typed_is_answered(qtbot: QtBot) -> None:
    dialog = AskDialog("Bookmark", "It is kept.", "Note")
    qtbot.addWidget(dialog)
    heard: list[str] = []
    dialog.answered.connect(heard.append)
    dialog.text.setText("  look here ")
    dialog.ok.click()
    assert heard == ["look here"]
    assert dialog.text.accessibleName() == "Note"


def test_a_text_that_is_required_cannot_be_left_empty(qtbot: QtBot) -> None:
    dialog = AskDialog("Reveal", "It is recorded.", "Reason")
    qtbot.addWidget(dialog)
    dialog.require()
    assert not dialog.ok.isEnabled()
    dialog.text.setText("   ")
    assert not dialog.ok.isEnabled()
    dialog.text.setText("She asks for it")
    assert dialog.ok.isEnabled()
