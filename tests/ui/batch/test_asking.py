"""The way between the window and the dialog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leftfold.batch.correction import RestoreState
from leftfold.batch.run_file import RunFile
from leftfold.session import Session
from leftfold.ui.batch.asking import Asking
from leftfold.ui.batch.dialog import BatchDialog
from leftfold.ui.batch.which_page import WhichPage
from leftfold.ui.clock import Clock
from leftfold.ui.parts import Surroundings
from leftfold.ui.settings import Settings
from leftfold.ui.theme.themes import Mode, Themes
from leftfold.ui.window import Window
from tests.batch.bulk_reset import student, tried
from tests.ui.conftest import WAIT


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, school: Path, tmp_path: Path) -> Iterator[Window]:
    kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = Window(Surroundings(Themes(qapp, Mode.LIGHT), Clock(), Settings(kept)))
    window.show()
    window.opening.open(str(school), aggregate="student/0003")
    qtbot.waitUntil(lambda: window.parts.document.shown is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: window.parts.document.tasks.is_idle, timeout=WAIT)
    yield window
    window.parts.drafting.discard()
    window.close()
    window.deleteLater()


def asked(window: Window, qtbot: QtBot) -> tuple[Asking, BatchDialog]:
    window.dialogs.batch()
    asking = window.dialogs.batch_asking
    assert asking is not None
    with qtbot.waitSignal(asking.opened, timeout=WAIT) as opened:
        pass
    return asking, opened.args[0]


def test_there_is_one_dialog_at_a_time(window: Window, qtbot: QtBot) -> None:
    asking, dialog = asked(window, qtbot)
    assert isinstance(dialog.which, WhichPage)
    assert "nightly-reset" in dialog.which.where
    with qtbot.assertNotEmitted(asking.opened):
        window.dialogs.batch()
        qtbot.waitUntil(lambda: window.parts.document.tasks.is_idle, timeout=WAIT)
    dialog.close()
    assert asked(window, qtbot)[1] is not dialog


def test_a_proposal_is_looked_at_as_a_draft(window: Window, qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    _asking, dialog = asked(window, qtbot)
    proposals = tried(session, RunFile(tmp_path / "r.jsonl"), RestoreState())
    dialog.open_asked.emit(proposals[7])
    drafting, document = window.parts.drafting, window.parts.document
    qtbot.waitUntil(lambda: drafting.draft is not None, timeout=WAIT)
    assert document.shown is not None
    assert document.shown.replay.stream == student(7)
    assert drafting.draft is not None
    (edit,), (proposed,) = drafting.draft.edits, proposals[7].edits
    assert (type(edit), getattr(edit, "data", None)) == (type(proposed), getattr(proposed, "data", None))
    # What is proposed already stays as it is.
    dialog.open_asked.emit(proposals[7])
    assert len(drafting.draft.edits) == 1


def test_it_closes_with_its_store(window: Window, qtbot: QtBot, school: Path) -> None:
    _asking, dialog = asked(window, qtbot)
    with qtbot.waitSignal(dialog.finished, timeout=WAIT):
        window.opening.open(str(school))


def test_what_cannot_be_read_is_said(window: Window, qtbot: QtBot, school: Path) -> None:
    school.unlink()
    with qtbot.waitSignal(window.parts.document.load_failed, timeout=WAIT):
        window.dialogs.batch()
