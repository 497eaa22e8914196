"""The panel of aggregates, used as a person uses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from leftfold.model.stream import StreamId
from leftfold.ui.aggregates.listing import PAGE
from leftfold.ui.aggregates.panel import AggregatesPanel
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.rows.cell import CELL
from leftfold.ui.tasks import Lane
from leftfold.ui.theme.themes import Mode, Themes
from tests.store_builders import Streams, make_native
from tests.ui.conftest import WAIT, HoldLane, OpenStore

LISA = StreamId("student", "3202")
MANY = PAGE + 100
FEW: Streams = {
    "cart/1": [("itemAdded", {})],
    "student/3202": [("placeStudent", {"lesson": 1}), ("activityCompleted", {"lesson": 1, "activity": 1})],
    "student/3203": [("placeStudent", {"lesson": 1})],
}


@pytest.fixture
def panel(qtbot: QtBot, document: Document, themes: Themes, clock: Clock) -> AggregatesPanel:
    panel = AggregatesPanel(document, themes, clock)
    qtbot.addWidget(panel)
    panel.resize(264, 600)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A store with a cart and two students."""
    return make_native(tmp_path / "few.sqlite", FEW)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A store with more students than a page holds."""
    students = {f"student/{number:04}": [("placeStudent", {"lesson": 1})] for number in range(MANY)}
    return make_native(tmp_path / "many.sqlite", students)


@pytest.fixture
def settle(qtbot: QtBot, document: Document) -> Callable[[], None]:
    """Waits until nothing is under way."""
    return lambda: qtbot.waitUntil(lambda: document.tasks.is_idle, timeout=WAIT)


def rows(panel: AggregatesPanel) -> list[str]:
    return [str(panel.model.stream_at(row)) for row in range(panel.model.rowCount())]


def find(qtbot: QtBot, panel: AggregatesPanel, text: str) -> None:
    with qtbot.waitSignal(panel.field.asked, timeout=WAIT):
        QTest.keyClicks(panel.field, text)


def title(panel: AggregatesPanel) -> str:
    return panel.pages.notice.title if panel.pages.notice else ""


def test_without_a_store_it_says_so_and_offers_nothing(panel: AggregatesPanel) -> None:
    assert title(panel) == "No store is open"
    assert not panel.field.isEnabled()
    assert not panel.types.isEnabled()


def test_a_store_without_events_is_said_to_be_empty(
    panel: AggregatesPanel, tmp_path: Path, open_store: OpenStore
) -> None:
    open_store(make_native(tmp_path / "empty.sqlite", {}))
    assert title(panel) == "The store is empty"


def test_it_lists_projections_then_aggregates_and_counts_them(
    panel: AggregatesPanel, few: Path, open_store: OpenStore
) -> None:
    open_store(few)
    assert rows(panel) == ["sales/*", "cart/1", "student/3202", "student/3203"]
    assert panel.count.text() == "3 aggregates"
    assert [panel.types.itemText(place) for place in range(panel.types.count()) if panel.types.itemText(place)] == [
        "All types",
        "cart",
        "student",
        "Projections",
    ]


def test_a_click_selects_the_aggregate(
    panel: AggregatesPanel, few: Path, open_store: OpenStore, document: Document
) -> None:
    open_store(few)
    place = panel.table.visualRect(panel.model.index(2, 0)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert document.selection.stream == LISA


def test_keys_go_from_the_field_to_the_list_and_along_it(
    panel: AggregatesPanel, few: Path, open_store: OpenStore, document: Document
) -> None:
    open_store(few)
    panel.focus_find()
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    assert document.selection.stream == StreamId("sales", "*")
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    assert document.selection.stream == StreamId("cart", "1")


def test_a_selection_from_elsewhere_is_followed(
    panel: AggregatesPanel, few: Path, open_store: OpenStore, document: Document
) -> None:
    open_store(few, select="3203")
    assert panel.table.currentIndex().row() == 3
    document.selection.select(LISA)
    assert panel.table.currentIndex().row() == 2
    assert panel.elsewhere.isHidden()
    document.selection.select(None)
    assert not panel.table.currentIndex().isValid()


def test_what_is_selected_but_not_fetched_is_said_without_a_jump(
    panel: AggregatesPanel, many: Path, open_store: OpenStore
) -> None:
    open_store(many, select=f"{MANY - 1:04}")
    assert not panel.table.currentIndex().isValid()
    assert panel.elsewhere.isVisible()
    assert panel.elsewhere.text() == f"Selected, but not listed above: student/{MANY - 1:04}"
    assert panel.table.verticalScrollBar().value() == 0
    assert panel.count.text() == f"First {PAGE} aggregates; scroll down for more"


def test_scrolling_down_fetches_more(
    panel: AggregatesPanel, many: Path, open_store: OpenStore, settle: Callable[[], None]
) -> None:
    open_store(many)
    panel.table.scrollToBottom()
    settle()
    assert panel.model.count == MANY
    assert panel.count.text() == f"{MANY} aggregates"


def test_more_is_fetched_before_the_end_is_reached(
    panel: AggregatesPanel, many: Path, open_store: OpenStore, settle: Callable[[], None]
) -> None:
    open_store(many)
    bar = panel.table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    assert panel.model.canFetchMore(QModelIndex())
    bar.setValue(bar.maximum() - bar.pageStep())
    assert not panel.model.canFetchMore(QModelIndex())
    settle()
    assert panel.model.count == MANY


def test_a_part_of_an_id_lists_those_that_have_it_and_escape_lists_all(
    qtbot: QtBot, panel: AggregatesPanel, few: Path, open_store: OpenStore, settle: Callable[[], None]
) -> None:
    open_store(few)
    find(qtbot, panel, "320")
    settle()
    assert rows(panel) == ["student/3202", "student/3203"]
    assert panel.count.text() == "2 aggregates with “320” in the ID"
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    settle()
    assert len(rows(panel)) == 4


def test_nothing_that_matches_is_said_and_cleared(
    qtbot: QtBot, panel: AggregatesPanel, few: Path, open_store: OpenStore, settle: Callable[[], None]
) -> None:
    open_store(few)
    find(qtbot, panel, "xyz")
    settle()
    assert title(panel) == "No aggregate has “xyz” in its ID"
    QTest.mouseClick(button(panel.pages), Qt.MouseButton.LeftButton)
    settle()
    assert title(panel) == ""
    assert len(rows(panel)) == 4


def test_a_type_is_chosen_and_forgotten_with_the_next_store(
    panel: AggregatesPanel, few: Path, open_store: OpenStore, settle: Callable[[], None]
) -> None:
    open_store(few)
    panel.types.setCurrentIndex(panel.types.findText("student"))
    settle()
    assert rows(panel) == ["student/3202", "student/3203"]
    assert panel.count.text() == "2 student aggregates"
    panel.reload()
    settle()
    assert panel.types.currentText() == "student"
    open_store(few)
    assert panel.types.currentText() == "All types"
    assert len(rows(panel)) == 4


def test_enter_goes_to_the_exact_id(
    qtbot: QtBot, panel: AggregatesPanel, many: Path, open_store: OpenStore, document: Document
) -> None:
    open_store(many)
    with qtbot.waitSignal(document.loaded, timeout=WAIT):
        QTest.keyClicks(panel.field, f"student/{MANY - 1:04}")
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert document.selection.stream == StreamId("student", f"{MANY - 1:04}")


def test_enter_opens_the_only_row_that_is_left(
    qtbot: QtBot, panel: AggregatesPanel, few: Path, open_store: OpenStore, document: Document
) -> None:
    open_store(few)
    find(qtbot, panel, "02")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1, timeout=WAIT)
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert document.selection.stream == LISA


def test_an_id_that_is_not_there_is_said_where_it_was_typed(
    qtbot: QtBot, panel: AggregatesPanel, few: Path, open_store: OpenStore, document: Document
) -> None:
    open_store(few)
    with qtbot.waitSignal(document.load_failed, timeout=WAIT):
        QTest.keyClicks(panel.field, "32029")
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert panel.trouble.isVisible()
    assert "did you mean student/3202" in panel.trouble.text()
    QTest.keyClick(panel.field, Qt.Key.Key_Backspace)
    assert panel.trouble.isHidden()
    document.load_failed.emit("Something else went wrong.")
    assert panel.trouble.isHidden()


def test_letters_typed_in_the_list_are_looked_for(
    panel: AggregatesPanel, few: Path, open_store: OpenStore, settle: Callable[[], None]
) -> None:
    open_store(few)
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_3)
    assert panel.field.text() == "3"
    assert panel.field.hasFocus()
    settle()


def test_a_reload_keeps_the_selection_and_the_place(
    panel: AggregatesPanel, many: Path, open_store: OpenStore, settle: Callable[[], None]
) -> None:
    open_store(many, select=f"{PAGE - 50:04}")
    bar = panel.table.verticalScrollBar()
    bar.setValue(100)
    panel.reload()
    settle()
    assert bar.value() == 100
    assert panel.model.stream_at(panel.table.currentIndex().row()) == StreamId("student", f"{PAGE - 50:04}")


def test_the_name_of_the_selected_aggregate_is_copied(panel: AggregatesPanel, few: Path, open_store: OpenStore) -> None:
    open_store(few, select="3203")
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("")
    QTest.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "student/3203"


def test_streams_with_a_draft_are_marked(panel: AggregatesPanel, few: Path, open_store: OpenStore) -> None:
    open_store(few)
    panel.show_drafted([LISA])
    marked = [panel.model.index(row, 0).data(CELL).mark is not None for row in range(4)]
    assert marked == [False, False, True, False]


def test_a_space_is_nothing_to_look_for(panel: AggregatesPanel, few: Path, open_store: OpenStore) -> None:
    open_store(few)
    panel.table.typed.emit(" ")
    assert panel.field.text() == ""


def test_down_into_an_empty_list_selects_nothing(
    panel: AggregatesPanel, tmp_path: Path, open_store: OpenStore, document: Document
) -> None:
    open_store(make_native(tmp_path / "empty.sqlite", {}))
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    assert document.selection.stream is None


def test_down_into_the_list_keeps_what_is_selected(
    panel: AggregatesPanel, few: Path, open_store: OpenStore, document: Document
) -> None:
    open_store(few, select="3203")
    panel.focus_find()
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    assert document.selection.stream == StreamId("student", "3203")


def test_of_a_type_that_has_no_such_id_it_is_said(
    qtbot: QtBot, panel: AggregatesPanel, few: Path, open_store: OpenStore, settle: Callable[[], None]
) -> None:
    open_store(few)
    panel.types.setCurrentIndex(panel.types.findText("cart"))
    find(qtbot, panel, "3202")
    settle()
    assert title(panel) == "No cart aggregate has “3202” in its ID"


def test_a_list_that_takes_long_is_said_to_be_read(
    qtbot: QtBot, panel: AggregatesPanel, few: Path, held: HoldLane, document: Document
) -> None:
    with held(Lane.LIST):
        document.open(str(few))
        qtbot.waitUntil(lambda: title(panel) == "Listing the aggregates", timeout=WAIT)
    qtbot.waitUntil(lambda: title(panel) == "", timeout=WAIT)
    with held(Lane.LIST), qtbot.waitSignal(_patience(panel).timeout, timeout=WAIT):
        panel.reload()
    # What is listed stays while it is read again, however long that takes.
    assert title(panel) == ""
    qtbot.waitUntil(lambda: document.tasks.is_idle, timeout=WAIT)


def test_how_many_there_are_is_said_while_they_are_read_again(
    panel: AggregatesPanel, few: Path, open_store: OpenStore, held: HoldLane, settle: Callable[[], None]
) -> None:
    open_store(few)
    with held(Lane.LIST):
        panel.reload()
        assert panel.count.isVisible()
    settle()
    panel.types.setCurrentIndex(panel.types.findText("Projections"))
    settle()
    assert panel.count.isHidden()


def test_a_store_that_cannot_be_listed_offers_to_try_again(
    qtbot: QtBot, panel: AggregatesPanel, few: Path, held: HoldLane, document: Document
) -> None:
    aside = few.with_name("aside.sqlite")
    with held(Lane.LIST):
        with qtbot.waitSignal(document.opened, timeout=WAIT):
            document.open(str(few))
        assert document.session is not None
        document.session.store.close()
        few.rename(aside)
    qtbot.waitUntil(lambda: title(panel) == "The aggregates cannot be listed", timeout=WAIT)
    assert panel.pages.notice is not None
    assert "few.sqlite" in panel.pages.notice.text
    aside.rename(few)
    button(panel.pages).click()
    qtbot.waitUntil(lambda: title(panel) == "", timeout=WAIT)
    assert len(rows(panel)) == 4


def test_a_list_that_cannot_be_read_offers_to_try_again(
    panel: AggregatesPanel, few: Path, open_store: OpenStore, settle: Callable[[], None], document: Document
) -> None:
    open_store(few)
    assert document.session is not None
    document.session.store.close()
    aside = few.with_name("aside.sqlite")
    few.rename(aside)
    panel.reload()
    settle()
    assert panel.trouble.isVisible()
    assert len(rows(panel)) == 4
    aside.rename(few)
    panel.reload()
    settle()
    assert panel.trouble.isHidden()


def test_another_theme_is_taken_on(panel: AggregatesPanel, few: Path, open_store: OpenStore, themes: Themes) -> None:
    open_store(few)
    light = panel.grab().toImage()
    themes.choose(Mode.DARK)
    dark = panel.grab().toImage()
    themes.choose(Mode.LIGHT)
    assert dark != light
    assert panel.types.findText("Projections") > 0


def button(widget: QWidget) -> QPushButton:
    return next(one for one in widget.findChildren(QPushButton) if one.isVisible())


def _patience(panel: AggregatesPanel) -> QTimer:
    (timer,) = panel.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return timer
