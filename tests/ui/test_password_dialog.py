"""The password of a server is asked for, without being shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from leftfold.ui.password_dialog import PasswordDialog


@pytest.fixture
def dialog(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> PasswordDialog:
    monkeypatch.setattr("leftfold.ui.password_dialog.can_keep", lambda: True)
    dialog = PasswordDialog("The server wants a password for ann.")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_it_says_who_asks_and_hides_what_is_typed(dialog: PasswordDialog) -> None:
    assert "The server wants a password for ann." in [label.text() for label in dialog.findChildren(QLabel)]
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Password
    assert dialog.remember.isVisible()
    assert not dialog.remember.isChecked()


def test_the_return_key_answers(qtbot: QtBot, dialog: PasswordDialog) -> None:
    QTest.keyClicks(dialog.password, "s3cr3t")
    dialog.remember.setChecked(True)
    with qtbot.waitSignal(dialog.answered) as answered:
        QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    assert answered.args == ["s3cr3t", True]


def test_cancelling_gives_no_answer(qtbot: QtBot, dialog: PasswordDialog) -> None:
    cancel = dialog.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Cancel)
    with qtbot.waitSignal(dialog.rejected), qtbot.assertNotEmitted(dialog.answered):
        QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)


def test_without_a_keyring_it_offers_none(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leftfold.ui.password_dialog.can_keep", lambda: False)
    dialog = PasswordDialog("Password?")
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.remember.isVisible()
