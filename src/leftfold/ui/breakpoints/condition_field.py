"""The field in which conditions are typed: it offers what may come next, and underlines where one goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QPointF, QStringListModel, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView
from typing_extensions import override

from leftfold.deferred import Deferred
from leftfold.ui.theme.themes import Themes

if TYPE_CHECKING:
    from leftfold.diagnose import completion, vocabulary
else:
    completion = Deferred("leftfold.diagnose.completion")

_ROWS: Final = 10
_WIDTH: Final = 260
_WAY: Final = 20
"""Points beside the longest offer, for a scroll bar."""
_WAVE: Final = 2.0
"""Points that a wave rises, and half of its length."""
_LEAST: Final = 7.0
"""Points of the underline of nothing, where something is missing."""
_SUBMIT: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ConditionField(QLineEdit):
    """A line for a condition."""

    def __init__(self, words: Callable[[], vocabulary.Vocabulary], themes: Themes) -> None:
        super().__init__()
        self._words = words
        self._themes = themes
        self._column: int | None = None
        self._completer: QCompleter | None = None
        self._popup: QListView | None = None
        self._words_offered = QStringListModel(self)
        self._start = 0
        self.textEdited.connect(self._edited)
        self.textChanged.connect(lambda _text: self.show_fault(None))

    def show_fault(self, column: int | None) -> None:
        """Underline the text from a column on, counted from 1, up to the end of the word; or nothing."""
        self._column = column
        self.setProperty("role", "" if column is None else "wrong")
        self.style().polish(self)
        self.update()

    @property
    def offers(self) -> tuple[str, ...]:
        """What is offered now."""
        if self._popup is None or not self._popup.isVisible():
            return ()
        model = self._popup.model()
        return tuple(str(model.index(row, 0).data()) for row in range(model.rowCount()))

    def offer(self) -> None:
        """Offer what may come at the caret."""
        found = completion.complete(self.text(), self.cursorPosition(), self._words())
        self._start = found.start
        if self._completer is None or self._popup is None:
            self._completer, self._popup = self._made()
        self._words_offered.setStringList(found.offers)
        if found.offers:
            place = self.cursorRect()
            place.setWidth(max(_WIDTH, self._popup.sizeHintForColumn(0) + 2 * _WAY))
            self._completer.complete(place)
        else:
            self._popup.hide()

    @override
    def event(self, event: QEvent) -> bool:
        # Qt would take it to the next field.
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
            offers = self.offers
            if offers:
                self._take(self._chosen() or offers[0])
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.offer()
            return
        if self.offers and event.key() in (*_SUBMIT, Qt.Key.Key_Escape):
            if event.key() in _SUBMIT and self._chosen():
                self._take(self._chosen())
                return
            self._hide()
            if event.key() == Qt.Key.Key_Escape:
                return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._column is not None:
            left, right, bottom = self._underline(self._column)
            with QPainter(self) as painter:
                painter.setClipRect(self.rect().adjusted(2, 0, -2, 0))
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(QColor(self._themes.current.danger), 1.4))
                painter.drawPolyline(_wave(left, right, bottom))

    def _underline(self, column: int) -> tuple[float, float, float]:
        """Where the underline begins and ends, and how low it lies."""
        text, metrics, caret = self.text(), self.fontMetrics(), self.cursorRect()
        place = min(column - 1, len(text))
        end = next((at for at in range(place, len(text)) if text[at] in " ()[],"), len(text))
        # The text may be scrolled; the caret tells how far.
        origin = caret.center().x() - metrics.horizontalAdvance(text[: self.cursorPosition()])
        left = origin + metrics.horizontalAdvance(text[:place])
        right = origin + metrics.horizontalAdvance(text[: max(end, place + 1)])
        return left, max(right, left + _LEAST), (self.height() + metrics.height()) / 2 + 1

    def _edited(self, _text: str) -> None:
        if self.text().strip():
            self.offer()
        else:
            self._hide()

    def _made(self) -> tuple[QCompleter, QListView]:
        made, popup = QCompleter(self._words_offered, self), QListView()
        popup.setAccessibleName("What may come next")
        made.setPopup(popup)
        made.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        made.setMaxVisibleItems(_ROWS)
        made.setWidget(self)
        made.activated.connect(self._take)
        return made, popup

    def _chosen(self) -> str:
        current = self._popup.currentIndex() if self._popup else QModelIndex()
        return str(current.data()) if current.isValid() else ""

    def _take(self, offer: str) -> None:
        self._hide()
        caret = self.cursorPosition()
        self.setText(self.text()[: self._start] + offer + self.text()[caret:])
        self.setCursorPosition(self._start + len(offer))

    def _hide(self) -> None:
        if self._popup is not None:
            self._popup.hide()


def _wave(left: float, right: float, bottom: float) -> QPolygonF:
    points, step = [], 0
    while left + step * _WAVE <= right:
        points.append(QPointF(left + step * _WAVE, bottom - (_WAVE if step % 2 else 0)))
        step += 1
    return QPolygonF(points)
