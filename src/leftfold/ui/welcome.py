"""What the window shows while no store is open: how to open one, the demo, and the ones that were open last."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from leftfold.ui.settings import Settings

_WIDTH = 520


class Welcome(QWidget):
    """The first minute."""

    def __init__(self, settings: Settings, ask: Callable[[], None], demo: Callable[[], None]) -> None:
        super().__init__()
        self._settings = settings
        self._open: Callable[[str], None] = lambda _target: None
        self._failure = QLabel()
        self._failure.setProperty("role", "danger")
        self._unknown = QWidget()
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        self.setAccessibleName("Welcome")
        column = QVBoxLayout()
        column.setSpacing(12)
        for label in (_label("See why the state is what it is", "title"), _label(_PURPOSE, "caption"), self._failure):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self._unknown)
        column.addLayout(_buttons(ask, demo))
        column.addSpacing(8)
        column.addLayout(self._recent)
        narrow = QWidget()
        narrow.setLayout(column)
        narrow.setMaximumWidth(_WIDTH)
        across = QHBoxLayout()
        across.addStretch(1)
        # All the width there is, up to its most: narrower than its texts are told, it would cut them off.
        across.addWidget(narrow, 1000)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(across)
        layout.addStretch(3)
        self.show_failure("")

    def on_recent(self, open_: Callable[[str], None]) -> None:
        """Say what opens a recent store."""
        self._open = open_
        self.refresh()

    def on_unknown(self, map_columns: Callable[[], None], ask_for_layout: Callable[[], None]) -> None:
        """Say what is done about a store that no layout fits."""
        row = QHBoxLayout(self._unknown)
        row.setContentsMargins(0, 0, 0, 8)
        for text, run in (("Map its columns…", map_columns), ("Open with a layout file…", ask_for_layout)):
            button = QPushButton(text)
            button.clicked.connect(run)
            row.addWidget(button)
        row.addStretch()

    def show_failure(self, sentence: str, *, can_be_mapped: bool = False) -> None:
        """Say why the last store could not be opened, and whether a layout may be made; empty for nothing to say."""
        self._unknown.setVisible(can_be_mapped)
        self._failure.setText(sentence)
        self._failure.setVisible(bool(sentence))

    def refresh(self) -> None:
        """List the stores that were open last."""
        while item := self._recent.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        if self._settings.recent:
            self._recent.addWidget(_label("Recent", "caption"))
        for target in self._settings.recent:
            button = QPushButton(target)
            button.setProperty("role", "quiet")
            button.setAccessibleName(f"Open {target}")
            button.clicked.connect(lambda _checked=False, target=target: self._open(target))
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    return label


def _buttons(ask: Callable[[], None], demo: Callable[[], None]) -> QHBoxLayout:
    row = QHBoxLayout()
    open_, show_demo = QPushButton("Open a database file…"), QPushButton("Open the demo")
    open_.setProperty("role", "primary")
    open_.clicked.connect(ask)
    show_demo.clicked.connect(demo)
    row.addWidget(open_)
    row.addWidget(show_demo)
    row.addStretch()
    return row


_PURPOSE = (
    "Leftfold opens the database behind an event-sourced application, replays each aggregate's events step by step, "
    "and mends bad data safely. A store is opened read-only; nothing is written until you unlock it and commit."
)
