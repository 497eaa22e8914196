"""From a report on all students to the one who stands out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from leftfold.ui.reports.dialog import ReportsDialog
from tests.journeys.person import Person


def test_the_highest_lesson_leads_to_its_student(person: Person, demo: Path) -> None:
    person.opens(demo)
    person.does("store.report")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReportsDialog)
    names = [dialog.choice.itemData(at).name for at in range(dialog.choice.count())]
    dialog.choice.setCurrentIndex(names.index("highest-lesson"))
    person.sees(lambda: dialog.result_ is not None and dialog.result_.report.name == "highest-lesson")
    dialog.table.horizontalHeader().setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    best = dialog.model.line_at(0).stream
    dialog.table.setFocus()
    person.presses(Qt.Key.Key_Down)
    person.presses(Qt.Key.Key_Return)
    person.sees(lambda: person.document.shown is not None and person.document.shown.replay.stream == best)
    assert person.state("highestLesson") == 7
