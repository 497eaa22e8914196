"""How cells are painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHeaderView
from pytestqt.qtbot import QtBot

from leftfold.ui.rows.cell import Cell, Run, Sign, Tone
from leftfold.ui.rows.delegate import HEIGHT, TALL, width_of
from leftfold.ui.rows.table import RowTable
from leftfold.ui.theme.themes import Mode, Themes
from leftfold.ui.theme.tokens import DARK, LIGHT
from tests.ui.rows.cells_model import CellsModel

WIDTH = 200
TEXT = (Run("text"),)


class Painter:
    """Paints one cell in a table of its own."""

    def __init__(self, qtbot: QtBot, themes: Themes) -> None:
        self._qtbot = qtbot
        self._themes = themes

    def table(self, cell: Cell, *, height: int = HEIGHT) -> RowTable:
        """A table of one row of the cell."""
        table = RowTable(self._themes, "Cell", height=height)
        self._qtbot.addWidget(table)
        model = CellsModel([cell], 1)
        model.setParent(table)
        table.setModel(model)
        table.horizontalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.resize(WIDTH, height)
        table.show()
        self._qtbot.waitExposed(table)
        return table

    def image(self, cell: Cell, *, height: int = HEIGHT) -> QImage:
        """The cell as it is painted."""
        return self.table(cell, height=height).viewport().grab().toImage()


@pytest.fixture
def painter(qtbot: QtBot, themes: Themes) -> Painter:
    return Painter(qtbot, themes)


def inked(image: QImage, back: str = LIGHT.surface) -> list[int]:
    """The columns of pixels in which something stands out from the background."""
    plain = QColor(back)
    return [x for x in range(image.width()) if any(image.pixelColor(x, y) != plain for y in range(image.height()))]


def has(image: QImage, color: str, x: int) -> bool:
    """Whether a colour is somewhere in a column of pixels."""
    return any(image.pixelColor(x, y) == QColor(color) for y in range(image.height()))


def test_text_begins_at_the_left_or_ends_at_the_right(painter: Painter) -> None:
    left, right = inked(painter.image(Cell(runs=TEXT))), inked(painter.image(Cell(runs=TEXT, right=True)))
    assert left[0] < 12
    assert right[-1] > WIDTH - 12
    assert len(left) == len(right)


def test_room_for_a_sign_is_kept_where_there_is_none(painter: Painter) -> None:
    sign = Sign("diamond", Tone.DRAFT)
    kept = inked(painter.image(Cell(runs=TEXT, gutter=True)))
    signed = inked(painter.image(Cell(runs=TEXT, sign=sign)))
    assert signed[0] < 12 < kept[0]
    assert signed[-1] == kept[-1]
    marked = inked(painter.image(Cell(runs=TEXT, mark=sign)))
    assert marked[-1] > WIDTH - 14


def test_what_does_not_fit_is_cut_before_the_edge(painter: Painter) -> None:
    long = Cell(runs=(Run("a text that is far too long "), Run("for a cell of this width, and its end is not seen")))
    assert inked(painter.image(long))[-1] <= WIDTH - 8


def test_what_is_left_out_altogether_is_seen_to_be_left_out(painter: Painter) -> None:
    # A run that ends so near the edge that there is no room for a word of the next one, nor for three dots.
    font = painter.table(Cell()).font()
    fits = next(count for count in range(200) if width_of(font, "a " + (count + 1) * "i") > WIDTH)
    for count in range(fits - 6, fits + 1):
        whole = (Run("a "), Run(count * "i"))
        assert painter.image(Cell(runs=(*whole, Run("and more")))) != painter.image(Cell(runs=whole))


def test_a_second_line_stands_below_the_first(painter: Painter) -> None:
    one = painter.image(Cell(runs=TEXT), height=TALL)
    two = painter.image(Cell(runs=TEXT, below=(Run("more"),)), height=TALL)
    assert _rows(two)[0] < _rows(one)[0]
    assert _rows(two)[-1] > _rows(one)[-1]


def test_backgrounds_rails_and_rules_lie_where_they_are_told_to(painter: Painter) -> None:
    image = painter.image(Cell(runs=TEXT, back=Tone.DRAFT_BACK, rail=Tone.DANGER, ruled=True))
    assert has(image, LIGHT.danger, 1)
    assert image.pixelColor(WIDTH - 3, 5) == QColor(LIGHT.draft_back)
    assert image.pixelColor(WIDTH - 3, HEIGHT - 1) == QColor(LIGHT.border)


def test_a_selected_row_is_marked_and_its_edge_where_it_has_the_keyboard(painter: Painter, qtbot: QtBot) -> None:
    table = painter.table(Cell(runs=TEXT, back=Tone.DRAFT_BACK))
    table.follow(0)
    assert table.viewport().grab().toImage().pixelColor(WIDTH - 3, 5) == QColor(LIGHT.selection)
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert has(table.viewport().grab().toImage(), LIGHT.accent, 1)


def test_the_row_under_the_pointer_is_marked_unless_it_has_a_background(painter: Painter) -> None:
    for back, color in ((None, LIGHT.hover), (Tone.DRAFT_BACK, LIGHT.draft_back)):
        table = painter.table(Cell(runs=TEXT, back=back))
        QTest.mouseMove(table.viewport(), QPoint(5, 5))
        assert table.viewport().grab().toImage().pixelColor(WIDTH - 3, 5) == QColor(color)


def test_rows_are_as_high_as_the_table_says(painter: Painter) -> None:
    table = painter.table(Cell(runs=TEXT), height=TALL)
    assert table.sizeHintForRow(0) == table.rowHeight(0) == TALL


def test_after_more_texts_than_are_remembered_each_still_ends_where_it_should(painter: Painter) -> None:
    table = painter.table(Cell(runs=tuple(Run(f"{number}") for number in range(4_100)), right=True))
    assert inked(table.viewport().grab().toImage()) != []
    text = Cell(runs=TEXT, right=True)
    model = CellsModel([text], 1)
    model.setParent(table)
    table.setModel(model)
    assert table.viewport().grab().toImage() == painter.image(text)


def test_a_run_has_its_own_background_and_is_struck_through(painter: Painter) -> None:
    marked = painter.image(Cell(runs=(Run("text", back=Tone.CHANGED_BACK),)))
    assert has(marked, LIGHT.changed_back, 10)
    plain, struck = painter.image(Cell(runs=TEXT)), painter.image(Cell(runs=(Run("text", struck=True),)))
    assert len(inked(struck)) > len(inked(plain))


def test_another_theme_is_taken_on(painter: Painter, themes: Themes) -> None:
    table = painter.table(Cell(runs=TEXT, back=Tone.DRAFT_BACK))
    themes.choose(Mode.DARK)
    dark = table.viewport().grab().toImage().pixelColor(WIDTH - 3, 5)
    themes.choose(Mode.LIGHT)
    assert dark == QColor(DARK.draft_back)


def test_a_column_is_as_wide_as_its_text_and_its_margins(painter: Painter) -> None:
    table = painter.table(Cell())
    assert width_of(table.font(), "text") > width_of(table.font(), "") > 0


def _rows(image: QImage) -> list[int]:
    plain = QColor(LIGHT.surface)
    return [y for y in range(image.height()) if any(image.pixelColor(x, y) != plain for x in range(image.width()))]
