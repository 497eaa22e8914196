"""A case in the window: bookmarks with notes, and personal fields revealed for a reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from leftfold.model.personal import MASK
from leftfold.privacy import personal_file, revealed_file
from leftfold.ui.casefile.ask_dialog import AskDialog
from leftfold.ui.events.cells import Column
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import WAIT
from tests.ui.windows import make_window


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def window(qtbot: QtBot, themes: Themes, tmp_path: Path) -> Iterator[Window]:
    window = make_window(themes, tmp_path)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


@pytest.fixture
def shown(qtbot: QtBot, window: Window, tmp_path: Path) -> Callable[[], None]:
    """Shows a student whose lesson is personal where the list of personal fields says so; waits until all is there."""
    store = make_native(tmp_path / "school.sqlite", {"student/1": EVENTS})

    def show() -> None:
        document = window.parts.document
        with qtbot.waitSignal(document.loaded, timeout=WAIT):
            window.opening.open(str(store), aggregate="student/1")
        qtbot.waitUntil(lambda: document.tasks.is_idle, timeout=WAIT)

    return show


def _answer(qtbot: QtBot, window: Window, text: str) -> None:
    qtbot.waitUntil(lambda: bool(window.findChildren(AskDialog)), timeout=WAIT)
    (dialog,) = window.findChildren(AskDialog)
    dialog.text.setText(text)
    dialog.ok.click()
    qtbot.waitUntil(lambda: window.parts.document.tasks.is_idle, timeout=WAIT)
    qtbot.waitUntil(lambda: not window.findChildren(QDialog), timeout=WAIT)


def _sentence(qtbot: QtBot, window: Window, row: int) -> str:
    model = window.parts.events.model
    qtbot.waitUntil(lambda: model.facts_at(row).told is not None, timeout=WAIT)
    return model.cell(row, Column.SENTENCE).text


def test_a_key_marks_the_event_with_a_note_and_marks_it_no_more(
    qtbot: QtBot, window: Window, shown: Callable[[], None]
) -> None:
    shown()
    action = window.actions_["case.bookmark"]
    action.trigger()
    _answer(qtbot, window, "this is the wrong reset")
    model = window.parts.events.model
    cell = model.cell(4, Column.SENTENCE)
    assert cell.mark is not None
    assert cell.mark.icon == "bookmark"
    assert model.facts_at(4).bookmark == "Bookmark: this is the wrong reset"
    qtbot.waitUntil(action.isChecked, timeout=WAIT)
    action.trigger()
    qtbot.waitUntil(lambda: model.cell(4, Column.SENTENCE).mark is None, timeout=WAIT)


def test_personal_fields_are_covered_until_a_reason_is_given(
    qtbot: QtBot, window: Window, shown: Callable[[], None]
) -> None:
    personal_file().parent.mkdir(parents=True)
    personal_file().write_text('[personal]\nstudent = ["data.lesson", "state.currentPosition"]\n')
    shown()
    assert _sentence(qtbot, window, 4).startswith(f"Progress was reset to lesson {MASK}")
    scene = window.parts.inspector.scene
    assert scene is not None
    assert isinstance(scene.state.after, dict)
    assert scene.state.after["currentPosition"] == MASK
    action = window.actions_["case.personal"]
    qtbot.waitUntil(action.isEnabled, timeout=WAIT)
    action.trigger()
    _answer(qtbot, window, "Her mother asks")
    qtbot.waitUntil(lambda: "lesson 3" in _sentence(qtbot, window, 4), timeout=WAIT)
    (line,) = map(json.loads, revealed_file().read_text("utf-8").splitlines())
    assert (line["stream"], line["why"]) == ("student/1", "Her mother asks")
    qtbot.waitUntil(action.isChecked, timeout=WAIT)
    action.trigger()
    qtbot.waitUntil(lambda: MASK in _sentence(qtbot, window, 4), timeout=WAIT)


def test_where_nothing_is_marked_nothing_can_be_revealed(window: Window, shown: Callable[[], None]) -> None:
    shown()
    assert window.case.nothing_personal() == "No field of this aggregate is marked as personal."


@pytest.mark.parametrize("name", ["case.html", "case.pdf"])
def test_the_case_is_saved_as_it_is_named(
    qtbot: QtBot, window: Window, shown: Callable[[], None], tmp_path: Path, name: str
) -> None:
    shown()
    with qtbot.waitSignal(window.case.told, timeout=WAIT) as heard:
        window.case.save_as(tmp_path / name)
    assert heard.args == [f"The case of student/1 is in {tmp_path / name}."]
    begins = {"case.html": b"<!DOCTYPE html>", "case.pdf": b"%PDF-"}[name]
    assert (tmp_path / name).read_bytes().startswith(begins)
