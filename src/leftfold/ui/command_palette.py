"""The command palette: every action by its name, and a place to type an aggregate's id or a version."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeView, QVBoxLayout, QWidget
from typing_extensions import override

from leftfold.ui.actions import Actions, plain
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_SIZE = (600, 420)
_ICON = QSize(16, 16)
_DOWN_THE_LIST = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the palette."""

    title: str
    hint: str
    """Its shortcut, or why it cannot be done now."""
    icon: str
    run: Callable[[], None] | None
    """None where it cannot be done now."""


def matching(offers: Iterable[Offer], typed: str) -> tuple[Offer, ...]:
    """The offers that hold each typed word, those that begin with the first word before others."""
    words = typed.lower().split()
    found = [offer for offer in offers if all(word in offer.title.lower() for word in words)]
    return tuple(sorted(found, key=lambda offer: not offer.title.lower().startswith(tuple(words[:1]))))


def offers_of(actions: Actions) -> tuple[Offer, ...]:
    """Every action as an offer."""
    found = []
    for action in actions:
        against = action.why_not()
        shortcut = action.keys[0] if action.keys else ""
        run = None if against else actions[action.id].trigger
        found.append(Offer(plain(action.title), against or shortcut, action.icon, run))
    return tuple(found)


def _table(model: QStandardItemModel) -> QTreeView:
    table = QTreeView()
    table.setModel(model)
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    table.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
    table.setIconSize(_ICON)
    table.setHeaderHidden(True)
    table.header().setStretchLastSection(False)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    table.setAccessibleName("What was found")
    return table


class CommandPalette(QDialog):
    """Finds what can be done by a few letters, and does it."""

    def __init__(
        self, actions: Actions, places: Callable[[str], tuple[Offer, ...]], themes: Themes, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._offers, self._places, self._themes = offers_of(actions), places, themes
        self._found: tuple[Offer, ...] = ()
        self._field = QLineEdit(placeholderText="A command, an aggregate's id, or a version number")
        self._field.setAccessibleName("Search")
        self._field.setClearButtonEnabled(True)
        self._model = QStandardItemModel(self)
        self._list = _table(self._model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self.setAccessibleName("Command palette")
        self.setObjectName("palette")
        self.setFocusProxy(self._field)
        self.resize(*_SIZE)
        self._field.textChanged.connect(self._find)
        self._field.installEventFilter(self)
        self._list.clicked.connect(self._run)
        self._find("")

    @property
    def titles(self) -> tuple[str, ...]:
        """What is offered now, from above."""
        return tuple(offer.title for offer in self._found)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.activateWindow()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _DOWN_THE_LIST:
                self._list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        self._found = (*matching(self._offers, typed), *(self._places(typed.strip()) if typed.strip() else ()))
        theme = self._themes.current
        self._model.clear()
        for offer in self._found:
            title, hint = QStandardItem(offer.title), QStandardItem(offer.hint)
            title.setIcon(icon(offer.icon or "blank", theme.muted))
            hint.setForeground(QColor(theme.muted))
            hint.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for item in (title, hint):
                item.setEnabled(offer.run is not None)
            self._model.appendRow([title, hint])
        first = next((row for row, offer in enumerate(self._found) if offer.run is not None), -1)
        self._list.setCurrentIndex(self._model.index(first, 0))
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _run(self, index: QModelIndex) -> None:
        run = self._found[index.row()].run if index.isValid() else None
        if run is not None:
            self.accept()
            run()
