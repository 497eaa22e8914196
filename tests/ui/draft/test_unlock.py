"""The question before a store may be written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.draft.unlock import confirm_unlock, unlock_question
from leftfold.ui.theme.themes import Themes
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore


@pytest.fixture
def store(open_store: OpenStore, tmp_path: Path) -> Path:
    path = make_native(tmp_path / "school.sqlite", {"student/1": EVENTS})
    open_store(path)
    return path


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def test_it_says_what_is_unlocked_and_leaving_it_is_the_default(
    document: Document, store: Path, parent: QWidget, themes: Themes
) -> None:
    assert document.session is not None
    question = unlock_question(parent, document.session, themes)
    assert "school.sqlite" in question.text()
    assert str(store) in question.informativeText()
    way = "Leftfold's own layout: events are appended as Leftfold keeps its own stores, with an audit."
    assert way in question.informativeText()
    assert "never edited or erased" in question.informativeText()
    assert question.defaultButton() is question.button(QMessageBox.StandardButton.Cancel)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("answer", "wanted"), [(QMessageBox.StandardButton.Ok, True), (QMessageBox.StandardButton.Cancel, False)]
)
def test_the_person_decides(
    document: Document, parent: QWidget, themes: Themes, answer: QMessageBox.StandardButton, *, wanted: bool
) -> None:
    def decide() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        box.button(answer).click()

    QTimer.singleShot(0, parent, decide)
    assert confirm_unlock(parent, document, themes) is wanted
    assert document.session is not None
    assert not document.session.unlocked


def test_without_a_store_there_is_nothing_to_unlock(parent: QWidget, document: Document, themes: Themes) -> None:
    assert confirm_unlock(parent, document, themes) is False
