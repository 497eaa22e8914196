"""The manual's window: contents at the left, a page at the right, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from leftfold.manual import INDEX, page
from leftfold.ui.manual.contents import Contents
from leftfold.ui.manual.reader import Reader
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

ACTION: Final = "action:"
"""Begins what leads to an action."""
_SIZE: Final = (1040, 720)
_LEFT: Final = 270


@dataclass(frozen=True, slots=True)
class _Visit:
    """A page that was read, and how far it was scrolled."""

    name: str
    place: int


class ManualWindow(QWidget):
    """Shows the manual beside the window it is about."""

    action_asked = Signal(str)
    """The id of an action that a link leads to."""

    def __init__(self, themes: Themes, is_action: Callable[[str], bool]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._themes = themes
        self._name = ""
        self._back: list[_Visit] = []
        self._forward: list[_Visit] = []
        self.contents = Contents()
        self.reader = Reader(themes, lambda text: f"{ACTION}{text}" if is_action(text) else "")
        self.back_button, self.forward_button = _button("Back", "Alt+Left"), _button("Forward", "Alt+Right")
        self._title, self._said = QLabel(), QLabel()
        self.setWindowTitle("Leftfold: the manual")
        self.setAccessibleName("The manual")
        self.resize(*_SIZE)
        # It does not keep Leftfold going once all else is closed.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._lay_out()
        self._connect()
        self._paint()

    @property
    def name(self) -> str:
        """The file name of the page that is shown."""
        return self._name

    @property
    def said(self) -> str:
        """What is said above the page."""
        return self._said.text()

    def open(self, target: str) -> None:
        """Show the page, and the place in it, that a link such as `safety.md#the-audit` leads to."""
        name, _sign, anchor = target.partition("#")
        if self._name:
            self._back.append(self._here())
        self._forward.clear()
        self._show(name or self._name)
        if anchor:
            self.reader.go_to(anchor)

    def go_back(self) -> None:
        """Show the page that was shown before."""
        self._go(self._back, self._forward)

    def go_forward(self) -> None:
        """Show again the page that was left by going back."""
        self._go(self._forward, self._back)

    def tell(self, sentence: str) -> None:
        """Say a sentence above the page."""
        self._said.setText(sentence)

    def follow(self, target: str) -> None:
        """Go where a link leads: to a page, to an action, or out into the web."""
        if target.startswith(ACTION):
            self.action_asked.emit(target.removeprefix(ACTION))
        elif "://" in target:
            QDesktopServices.openUrl(QUrl(target))
        else:
            self.open(target)

    def _go(self, from_: list[_Visit], to: list[_Visit]) -> None:
        if from_:
            visit = from_.pop()
            to.append(self._here())
            self._show(visit.name)
            self.reader.place = visit.place

    def _here(self) -> _Visit:
        return _Visit(self._name, self.reader.place)

    def _show(self, name: str) -> None:
        if name != self._name:
            self._name = name
            self.reader.show_page(page(name))
        self._title.setText(page(name).title)
        self._said.clear()
        self.contents.stand_at(name)
        self.reader.mark(self.contents.words)
        self.back_button.setEnabled(bool(self._back))
        self.forward_button.setEnabled(bool(self._forward))

    def _lay_out(self) -> None:
        self._title.setProperty("role", "title")
        self._said.setProperty("role", "caption")
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 12, 4)
        for part in (self.back_button, self.forward_button, self._title):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self._said)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.reader, 1)
        halves = QSplitter()
        halves.addWidget(self.contents)
        halves.addWidget(right)
        halves.setStretchFactor(1, 1)
        halves.setSizes([_LEFT, _SIZE[0] - _LEFT])
        halves.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(halves)

    def _connect(self) -> None:
        self.contents.asked.connect(self.open)
        self.contents.field.textChanged.connect(lambda _text: self.reader.mark(self.contents.words))
        self.reader.asked.connect(self.follow)
        self.back_button.clicked.connect(self.go_back)
        self.forward_button.clicked.connect(self.go_forward)
        for key, run in (
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_forward),
            ("Ctrl+F", self._search),
            ("F1", lambda: self.open(INDEX)),
            ("Escape", self.close),
        ):
            QShortcut(QKeySequence(key), self, run)
        self._themes.changed.connect(self._paint_anew)

    def _search(self) -> None:
        self.contents.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.contents.field.selectAll()

    def _paint(self) -> None:
        color = self._themes.current.muted
        self.back_button.setIcon(icon("chevron-left", color))
        self.forward_button.setIcon(icon("chevron-right", color))

    def _paint_anew(self) -> None:
        self._paint()
        if self._name:
            place = self.reader.place
            self.reader.show_page(page(self._name))
            self.reader.mark(self.contents.words)
            self.reader.place = place


def _button(text: str, keys: str) -> QToolButton:
    button = QToolButton()
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    button.setToolTip(f"{text} ({native})")
    button.setAccessibleName(text)
    return button
