"""The question before a store may be written."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.draft.unlock import confirm_unlock, unlock_question
from leftfold.ui.theme.themes import Themes


def test_it_says_what_is_unlocked_and_leaving_it_is_the_default(qtbot: QtBot, themes: Themes) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    question = unlock_question(parent, "school.sqlite", "Leftfold's own layout", themes)
    assert "school.sqlite" in question.text()
    assert "never edited or erased" in question.informativeText()
    assert question.defaultButton() is question.button(QMessageBox.StandardButton.Cancel)


def test_without_a_store_there_is_nothing_to_unlock(qtbot: QtBot, document: Document, themes: Themes) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert confirm_unlock(parent, document, themes) is False
