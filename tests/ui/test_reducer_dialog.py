"""The question which reducer folds the events."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from leftfold.ui.reducer_dialog import ReducerDialog, command_of


@pytest.fixture
def dialog(qtbot: QtBot) -> ReducerDialog:
    dialog = ReducerDialog("", kept=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _use(dialog: ReducerDialog) -> QPushButton:
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def test_it_asks_for_a_command_line_and_whether_to_keep_to_it(dialog: ReducerDialog, qtbot: QtBot) -> None:
    assert not _use(dialog).isEnabled()
    assert not dialog.own.isEnabled()
    dialog.command.setText("node reducer.mjs")
    dialog.keep.setChecked(True)
    with qtbot.waitSignal(dialog.asked) as asked:
        _use(dialog).click()
    assert asked.args == ["node reducer.mjs", True]
    assert not _use(dialog).isEnabled()


def test_what_was_refused_can_be_corrected(dialog: ReducerDialog) -> None:
    dialog.command.setText("nod")
    _use(dialog).click()
    dialog.show_failure("There is no program 'nod'.")
    assert dialog.failure.isVisible()
    assert dialog.failure.accessibleName() == "There is no program 'nod'."
    _use(dialog).click()
    assert not dialog.failure.isVisible()


def test_the_stores_own_domain_can_be_gone_back_to(qtbot: QtBot) -> None:
    dialog = ReducerDialog("own.py", kept=True)
    qtbot.addWidget(dialog)
    assert dialog.keep.isChecked()
    with qtbot.waitSignal(dialog.asked) as asked:
        dialog.own.click()
    assert asked.args == ["", True]


def test_a_file_is_chosen(dialog: ReducerDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("/a b/reducer.mjs", ""))
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "&Browse…").click()
    assert dialog.command.text() == "node '/a b/reducer.mjs'"


@pytest.mark.parametrize(
    ("path", "command"),
    [("/a b/own.py", "/a b/own.py"), ("/a/x.rb", "ruby /a/x.rb"), ("/a b/tool", "'/a b/tool'")],
)
def test_a_file_is_run_by_what_runs_such(path: str, command: str) -> None:
    assert command_of(path) == command
