"""What is proposed outlives the window, and the process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from pytestqt.qtbot import QtBot

from leftfold.draft.kept import Kept, kept_for
from leftfold.model.edits import Because, SoftDelete
from leftfold.model.errors import CannotOpen
from leftfold.ui import keeping as module
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.keeping import Keeping
from leftfold.ui.selection import Selection
from leftfold.ui.tasks import Tasks
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, OpenStore

Find = Callable[[], list[Kept]]


@pytest.fixture
def keeping(document: Document, drafting: Drafting) -> Keeping:
    return Keeping(document, drafting)


@pytest.fixture
def school(tmp_path: Path, keeping: Keeping, open_store: OpenStore) -> Path:
    assert keeping.keep_now() == ""
    path = make_native(tmp_path / "school.sqlite", {"student/1": EVENTS, "student/2": EVENTS[:2]})
    open_store(path, select="student/1")
    return path


@pytest.fixture
def find(school: Path) -> Find:
    """What is kept for the school."""
    return lambda: list(kept_for(str(school), "native"))


def test_a_draft_is_kept_a_moment_after_each_change(qtbot: QtBot, drafting: Drafting, find: Find) -> None:
    drafting.soft_delete(RESET)
    qtbot.waitUntil(lambda: len(find()) == 1)
    (kept,) = find()
    (draft,) = kept.saved.correction.drafts
    assert draft.edits == (SoftDelete(RESET),)
    drafting.explain(Because("Mira", "a wrong reset"))
    qtbot.waitUntil(lambda: find()[0].saved.correction.because.reason == "a wrong reset")
    drafting.undo_stack.undo()
    qtbot.waitUntil(lambda: find() == [])
    drafting.undo_stack.redo()
    drafting.drafts.name = "Resets"
    qtbot.waitUntil(lambda: [one.saved.correction.name for one in find()] == ["Resets"])
    assert find()[0].path == kept.path


def test_a_written_draft_is_kept_no_longer(qtbot: QtBot, drafting: Drafting, find: Find) -> None:
    drafting.explain(Because("Mira", "a wrong reset"))
    with qtbot.waitSignal(drafting.lock.changed):
        drafting.lock.unlock()
    drafting.soft_delete(RESET)
    qtbot.waitUntil(lambda: len(find()) == 1)
    drafting.commit()
    qtbot.waitUntil(lambda: find() == [], timeout=WAIT)


def test_leaving_the_store_keeps_what_was_typed_last(document: Document, drafting: Drafting, find: Find) -> None:
    drafting.soft_delete(RESET)
    drafting.explain(Because("Mira", "typed last"))
    document.close()
    assert [one.saved.correction.because.reason for one in find()] == ["typed last"]


def test_what_was_left_is_offered_once_its_window_is_gone(
    qtbot: QtBot, document: Document, drafting: Drafting, school: Path, find: Find
) -> None:
    drafting.soft_delete(RESET)
    qtbot.waitUntil(lambda: len(find()) == 1)
    tasks = Tasks()
    other = Document(tasks, Selection())
    others = Keeping(other, Drafting(other))
    try:
        with qtbot.waitSignal(others.found) as told:
            other.open(str(school))
        assert told.args == [()], "its window is still open"
        document.close()
        with qtbot.waitSignal(others.found) as told:
            other.open(str(school))
        assert told.args is not None
        (left,) = told.args[0]
        assert left == find()[0]
        others.settle((left,), discard=True)
        assert find() == []
    finally:
        other.close()
        tasks.close()


def test_what_is_decided_later_is_offered_again(
    qtbot: QtBot, document: Document, drafting: Drafting, keeping: Keeping, school: Path
) -> None:
    drafting.soft_delete(RESET)
    for _ in range(2):
        with qtbot.waitSignal(keeping.found, check_params_cb=lambda left: len(left) == 1):
            document.open(str(school))


def test_where_it_cannot_be_kept_it_is_told_and_tried_again(
    qtbot: QtBot, drafting: Drafting, keeping: Keeping, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: Path, _saved: object) -> None:
        raise CannotOpen("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(module, "keep", fail)
        with qtbot.waitSignal(keeping.failed) as told:
            drafting.soft_delete(RESET)
        assert told.args is not None
        assert told.args[0].endswith("would be lost with the window: The disk is full.")
        assert keeping.keep_now() == "The disk is full."
    assert keeping.keep_now() == ""
    assert len(find()) == 1


def test_where_there_is_no_folder_it_is_told(
    qtbot: QtBot, drafting: Drafting, keeping: Keeping, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_native(tmp_path / "s.sqlite", {"student/1": EVENTS})
    document = drafting.parent() or keeping.parent()
    assert document is not None
    (tmp_path / "no-folder").write_text("", "utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-folder"))
    assert isinstance(document, Document)
    with qtbot.waitSignal(document.opened):
        document.open(str(path))
    with qtbot.waitSignal(document.loaded):
        document.select("student/1")
    with qtbot.waitSignal(keeping.failed) as told:
        drafting.soft_delete(RESET)
    assert told.args is not None
    assert "cannot be made" in told.args[0]
    qtbot.waitUntil(lambda: document.tasks.is_idle)


_DIES: Final = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from leftfold.draft.kept import kept_for
from leftfold.ui.clock import Clock
from leftfold.ui.parts import Surroundings
from leftfold.ui.settings import Settings
from leftfold.ui.theme.themes import Mode, Themes
from leftfold.ui.window import Window

path, settings = sys.argv[1:]
application = QApplication([])
kept = Settings(QSettings(settings, QSettings.Format.IniFormat))
window = Window(Surroundings(Themes(application, Mode.LIGHT), Clock(), kept))
window.show()
window.parts.document.loaded.connect(lambda: window.parts.drafting.soft_delete(5))
window.opening.open(path, aggregate="student/1")
look = QTimer(interval=20)
look.timeout.connect(lambda: os.kill(os.getpid(), 9) if [*kept_for(path, "native")] else None)
look.start()
QTimer.singleShot(30_000, application.quit)
application.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process is ended otherwise there")
def test_a_draft_outlives_a_process_that_is_killed(
    qtbot: QtBot, document: Document, keeping: Keeping, tmp_path: Path
) -> None:
    path = make_native(tmp_path / "school.sqlite", {"student/1": EVENTS})
    died = subprocess.run(
        [sys.executable, "-c", _DIES, str(path), str(tmp_path / "settings.ini")],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert died.returncode == -9, died.stderr
    with qtbot.waitSignal(keeping.found, timeout=WAIT) as told:
        document.open(str(path))
    assert told.args is not None
    (left,) = told.args[0]
    assert left.saved.correction.drafts[0].edits == (SoftDelete(RESET),)
    keeping.settle((left,), discard=True)
    qtbot.waitUntil(lambda: document.tasks.is_idle)
