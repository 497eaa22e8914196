"""The question before a store may be written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from leftfold.computer import computer_user
from leftfold.model.errors import Refused
from leftfold.ui.document import Document
from leftfold.ui.draft.unlock import TypedUnlock, confirm_unlock, unlock_question
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


def _rule(document: Document, rules_of_user: Path, rules: str) -> None:
    rules_of_user.write_text(f'[[store]]\nmatch = "*"\n{rules}\n', "utf-8")
    assert document.session is not None
    document.session.unlocking.look()


@pytest.mark.usefixtures("store")
def test_in_production_the_stores_name_has_to_be_typed(
    document: Document, parent: QWidget, themes: Themes, rules_of_user: Path
) -> None:
    _rule(document, rules_of_user, 'environment = "production"')
    assert document.session is not None

    def decide() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TypedUnlock)
        for typed in ("", "school", "SCHOOL.sqlite"):
            dialog.name.setText(typed)
            assert not dialog.unlock.isEnabled()
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert dialog.isVisible()
        dialog.name.setText("school.sqlite")
        dialog.unlock.click()

    QTimer.singleShot(0, parent, decide)
    assert confirm_unlock(parent, document, themes)
    assert document.session.unlocking.confirmed == "school.sqlite"


@pytest.mark.usefixtures("store")
def test_what_is_not_confirmed_is_not_taken_as_typed(
    document: Document, parent: QWidget, themes: Themes, rules_of_user: Path
) -> None:
    _rule(document, rules_of_user, 'environment = "production"')

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TypedUnlock)
        texts = [label.text() for label in dialog.findChildren(QLabel)]
        assert any(text.startswith("PRODUCTION: unlock “school.sqlite”") for text in texts)
        assert any(f"{rules_of_user} says production" in text for text in texts)
        dialog.name.setText("school.sqlite")
        dialog.reject()

    QTimer.singleShot(0, parent, leave)
    assert not confirm_unlock(parent, document, themes)
    assert document.session is not None
    assert document.session.unlocking.confirmed == ""


@pytest.mark.usefixtures("store")
def test_who_may_not_write_is_asked_nothing_and_unlocking_tells_why(
    document: Document, parent: QWidget, themes: Themes, rules_of_user: Path
) -> None:
    _rule(document, rules_of_user, 'environment = "production"\nwriters = ["nobody-else"]')
    assert confirm_unlock(parent, document, themes)
    assert document.session is not None
    with pytest.raises(Refused, match=f"^{computer_user()} may not write here; nobody-else may"):
        document.session.unlock()
