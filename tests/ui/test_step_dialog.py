"""What a reducer ran, gone through line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.domain.tracing import Line, Trace
from leftfold.ui.step_dialog import StepDialog
from leftfold.ui.stepping import Stepped
from leftfold.ui.theme.themes import Themes

SOURCES = (("/a.py", "def evolve(state):\n    x = 1\n    return b(x)"), ("/b.py", "def b(x):\n    return x"))
LINES = (
    Line("/a.py", 2, "evolve", 0, (("x", "1"),)),
    Line("/a.py", 3, "evolve", 0, ()),
    Line("/b.py", 2, "b", 1, ()),
)


def _dialog(qtbot: QtBot, themes: Themes, trace: Trace) -> StepDialog:
    dialog = StepDialog(Stepped("added, version 1 of thing/a", trace), themes)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _here(dialog: StepDialog) -> list[str]:
    return [line for line in dialog.source.toPlainText().split("\n") if line.startswith("▶")]


def test_the_source_is_shown_with_the_lines_that_ran(qtbot: QtBot, themes: Themes) -> None:
    dialog = _dialog(qtbot, themes, Trace(LINES, SOURCES, "1", failed=False, whole=True))
    assert dialog.source.toPlainText().split("\n") == [
        "  1  def evolve(state):",
        "▶ 2      x = 1",
        "• 3      return b(x)",
    ]
    assert dialog.outcome.text() == "The state after it: 1"
    assert dialog.place.text() == "Step 1 of 3 · a.py, line 2"
    item = dialog.steps.topLevelItem(0)
    assert item is not None
    assert [item.text(column) for column in range(3)] == ["2", "evolve", "x = 1"]


def test_one_goes_through_them_with_buttons_and_keys(qtbot: QtBot, themes: Themes) -> None:
    dialog = _dialog(qtbot, themes, Trace(LINES, SOURCES, "1", failed=False, whole=True))
    assert not dialog.back.isEnabled()
    dialog.forward.click()
    assert _here(dialog) == ["▶ 3      return b(x)"]
    dialog.forward.click()
    assert (_here(dialog), dialog.place.text()) == (["▶ 2      return x"], "Step 3 of 3 · b.py, line 2")
    assert not dialog.forward.isEnabled()
    dialog.back.click()
    assert _here(dialog) == ["▶ 3      return b(x)"]
    QTest.keyClick(dialog.steps, Qt.Key.Key_Home)
    assert dialog.at == 0


@pytest.mark.parametrize(
    ("trace", "outcome", "place"),
    [
        (
            Trace((), (), "ValueError: no", failed=True, whole=True),
            "It could not be applied: ValueError: no",
            "No line",
        ),
        (Trace(LINES, SOURCES, "", failed=True, whole=False), "Only the first 10,000 lines were run", "Step 1"),
    ],
)
def test_what_did_not_end_well_is_told(qtbot: QtBot, themes: Themes, trace: Trace, outcome: str, place: str) -> None:
    dialog = _dialog(qtbot, themes, trace)
    assert dialog.outcome.text().startswith(outcome)
    assert dialog.place.text().startswith(place)
    assert not Path("/a.py").exists()
