"""Of what environment a store is, asked and kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.environment_dialog import EnvironmentDialog
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore


@pytest.fixture
def school(open_store: OpenStore, tmp_path: Path) -> Path:
    path = make_native(tmp_path / "school.sqlite", {"student/1": EVENTS})
    open_store(path)
    return path


@pytest.fixture
def dialog(qtbot: QtBot, document: Document, school: Path) -> EnvironmentDialog:
    assert school.exists()
    assert document.session is not None
    dialog = EnvironmentDialog(document.session, document.tasks)
    qtbot.addWidget(dialog)
    return dialog


def test_it_begins_with_what_is_said_and_tells_what_a_choice_demands(dialog: EnvironmentDialog, school: Path) -> None:
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Its place on this computer says local: a reason." in texts
    assert str(school) in texts
    assert dialog.choice.currentText() == "local"
    assert dialog.meaning == "Demands a reason, unless the file says otherwise."
    dialog.choice.setCurrentText("production")
    assert dialog.meaning.startswith("Demands its name typed, a reason, a ticket")
    save = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)
    dialog.choice.setCurrentText("  ")
    assert (save.isEnabled(), dialog.meaning) == (False, "Choose one, or name one of your own.")
    dialog.choice.setCurrentText("training")
    assert save.isEnabled()


def test_the_choice_is_kept_in_the_users_file(
    qtbot: QtBot, dialog: EnvironmentDialog, school: Path, rules_of_user: Path
) -> None:
    rules_of_user.write_text("# mine\n", "utf-8")
    dialog.choice.setCurrentText(" production ")
    with qtbot.waitSignal(dialog.kept):
        dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    assert dialog.result() == EnvironmentDialog.DialogCode.Accepted
    assert rules_of_user.read_text("utf-8") == (
        f'# mine\n\n[[store]]\nmatch = "{school}"\nenvironment = "production"\n'
    )


def test_what_cannot_be_kept_is_said_and_asked_again(
    qtbot: QtBot, dialog: EnvironmentDialog, rules_of_user: Path
) -> None:
    rules_of_user.write_text("store", "utf-8")
    dialog.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    qtbot.waitUntil(lambda: "is not valid TOML" in dialog.wrong)
    assert dialog.result() != EnvironmentDialog.DialogCode.Accepted
    assert rules_of_user.read_text("utf-8") == "store"
