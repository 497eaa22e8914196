"""What asks a person something before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from leftfold.draft.kept import kept_for
from leftfold.model.errors import CannotOpen
from leftfold.ui.audit.dialog import AuditDialog
from leftfold.ui.command_palette import CommandPalette
from leftfold.ui.draft.append_dialog import AppendDialog
from leftfold.ui.draft.command_dialog import CommandDialog
from leftfold.ui.shortcut_sheet import ShortcutSheet
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.finding import the
from tests.ui.windows import make_window, shown


@pytest.fixture
def window(qtbot: QtBot, themes: Themes, tmp_path: Path) -> Iterator[Window]:
    with shown(make_window(themes, tmp_path)) as window:
        yield window
    qtbot.wait(0)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return make_native(tmp_path / "school.sqlite", {"student/3202": EVENTS})


def _open(qtbot: QtBot, window: Window, path: Path) -> None:
    with qtbot.waitSignal(window.parts.document.loaded):
        window.opening.open(str(path), aggregate="3202")
    qtbot.waitUntil(lambda: window.parts.document.tasks.is_idle)


def _is_open(window: Window) -> bool:
    return window.parts.drafting.lock.is_open


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("event.append", AppendDialog),
        ("event.command", CommandDialog),
        ("help.keys", ShortcutSheet),
        ("help.palette", CommandPalette),
    ],
)
def test_each_dialog_opens_and_closes(
    qtbot: QtBot, window: Window, school: Path, action: str, kind: type[QDialog]
) -> None:
    _open(qtbot, window, school)
    window.actions_.refresh()
    window.actions_[action].trigger()
    dialog = the(kind, window)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()


def test_unlocking_is_confirmed_and_leaving_it_changes_nothing(qtbot: QtBot, window: Window, school: Path) -> None:
    _open(qtbot, window, school)

    def answer(which: QMessageBox.StandardButton) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        box.button(which).click()

    QTimer.singleShot(0, window, lambda: answer(QMessageBox.StandardButton.Cancel))
    window.dialogs.switch_lock()
    assert not _is_open(window)
    QTimer.singleShot(0, window, lambda: answer(QMessageBox.StandardButton.Ok))
    with qtbot.waitSignal(window.parts.drafting.lock.changed):
        window.dialogs.switch_lock()
    assert _is_open(window)
    with qtbot.waitSignal(window.parts.drafting.lock.changed):
        window.dialogs.switch_lock()
    assert not _is_open(window)


def test_the_palette_goes_to_an_aggregate_and_a_version(qtbot: QtBot, window: Window, school: Path) -> None:
    _open(qtbot, window, school)
    window.dialogs.palette()
    palette = the(CommandPalette, window)
    the(QLineEdit, palette).setText("3")
    assert "Go to version 3" in palette.titles
    the(QLineEdit, palette).setText("99")
    assert palette.titles[-1] == "Go to the aggregate “99”"
    with qtbot.waitSignal(palette.destroyed):
        palette.close()


def _cannot_keep(_path: Path, _saved: object) -> None:
    raise CannotOpen("The disk is full.")


def test_a_window_with_proposed_edits_closes_since_they_are_kept(qtbot: QtBot, window: Window, school: Path) -> None:
    assert window.dialogs.may_close()
    _open(qtbot, window, school)
    window.parts.drafting.soft_delete(RESET)
    assert window.dialogs.may_close()
    (kept,) = kept_for(str(school), "native")
    assert kept.saved.correction.count == 1


def test_where_proposed_edits_cannot_be_kept_a_window_closes_only_when_they_are_given_up(
    qtbot: QtBot, window: Window, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(qtbot, window, school)
    window.parts.drafting.soft_delete(RESET)
    monkeypatch.setattr("leftfold.ui.keeping.keep", _cannot_keep)
    for answer, may in ((QMessageBox.StandardButton.Cancel, False), (QMessageBox.StandardButton.Discard, True)):
        monkeypatch.setattr(QMessageBox, "question", lambda *_arguments, answer=answer: answer)
        assert window.dialogs.may_close() is may


def test_the_audit_is_shown_beside_the_window(qtbot: QtBot, window: Window, school: Path) -> None:
    assert not window.actions_["store.audit"].isEnabled()
    _open(qtbot, window, school)
    window.dialogs.show_audit()
    audit = the(AuditDialog, window)
    assert not audit.isModal()
    qtbot.waitUntil(lambda: audit.model.rowCount() == 1)
    audit.reject()
