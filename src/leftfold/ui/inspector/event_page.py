"""The tab that shows an event: what happened in a sentence, its facts, its payload and metadata."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from leftfold.model.event import Event, Undecodable
from leftfold.model.json import JsonObject
from leftfold.model.paths import Path, path_text
from leftfold.model.step import Failed
from leftfold.replay.narrative import Moment
from leftfold.ui.clock import Clock
from leftfold.ui.inspector.bytes_view import BytesView
from leftfold.ui.inspector.copying import Copying
from leftfold.ui.inspector.event_facts import EventFacts
from leftfold.ui.inspector.raw_text import raw_text
from leftfold.ui.inspector.scene import Scene
from leftfold.ui.inspector.spots import plain
from leftfold.ui.inspector.surface import on_surface
from leftfold.ui.inspector.tree_actions import TreeActions
from leftfold.ui.inspector.tree_view import TreeView
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.tasks import Lane, Request, Tasks
from leftfold.ui.theme.themes import Themes
from leftfold.ui.theme.type import monospace

_RAW: Final = "raw event"
_PAYLOAD: Final = "payload"
_METADATA: Final = "metadata"
_PARTS: Final = (_PAYLOAD, _METADATA)
_BEFORE: Final = Notice("skip-back", "Before the first event", "Step forward to see what happened first.")


class EventPage(QWidget):
    """Shows the event at the cursor."""

    def __init__(self, tasks: Tasks, themes: Themes, clock: Clock) -> None:
        super().__init__()
        self._tasks = tasks
        self._event: Event | None = None
        self.sentence = QLabel()
        self.facts = EventFacts(clock)
        self.as_raw = QPushButton("Raw")
        self.tree = TreeView(themes, "Payload and metadata")
        self.actions_ = TreeActions(self.tree, Copying(tasks, self), name=_name)
        self.bytes = BytesView(tasks, themes)
        self.raw = QPlainTextEdit()
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._views = QStackedWidget()
        self._content = QWidget()
        self.pages = on_surface(Pages(self._content, themes))
        self._prepare()
        self._lay_out()

    def show_scene(self, scene: Scene) -> None:
        """Show another event."""
        self._event = event = scene.event
        if event is None or scene.moment is None:
            self.pages.show_notice(_BEFORE)
            return
        self.sentence.setText(_title(scene.moment))
        self.facts.show_event(event)
        readable, unreadable = _read(event), event.unreadable
        self.tree.show_spot(plain(readable))
        self.tree.setVisible(bool(readable))
        self.bytes.setVisible(bool(unreadable))
        self.bytes.show_parts(unreadable)
        # The payload comes first, whichever way it is shown.
        first = self.tree if _PAYLOAD in readable else self.bytes
        if self._parts.widget(0) is not first:
            self._parts.insertWidget(0, first)
        self.pages.show_content()
        self._show_view()

    def _prepare(self) -> None:
        self.sentence.setProperty("role", "title")
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setTextInteractionFlags(_SELECTABLE)
        self.as_raw.setCheckable(True)
        self.as_raw.setProperty("role", "quiet")
        self.as_raw.toggled.connect(self._show_view)
        self.raw.setReadOnly(True)
        self.raw.setAccessibleName("Raw event")
        self.raw.setFont(monospace())
        self.raw.setStyleSheet("border: none; border-radius: 0")
        self.raw.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for name in _PARTS:
            self.tree.open((name,))

    def _lay_out(self) -> None:
        self._parts.setChildrenCollapsible(False)
        self._parts.setHandleWidth(1)
        for part in (self.bytes, self.tree):
            self._parts.addWidget(part)
        for view in (self._parts, self.raw):
            self._views.addWidget(view)
        facts = QHBoxLayout()
        facts.addWidget(self.facts, 1)
        facts.addWidget(self.as_raw, 0, Qt.AlignmentFlag.AlignBottom)
        above = QVBoxLayout()
        above.setContentsMargins(12, 10, 8, 10)
        above.setSpacing(8)
        above.addWidget(self.sentence)
        above.addLayout(facts)
        content = QVBoxLayout(self._content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addLayout(above)
        content.addWidget(self._views, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _show_view(self) -> None:
        event = self._event
        if event is None:
            return
        # What is shown as the bytes it is, is as raw as can be.
        unreadable = isinstance(event.data, Undecodable)
        self.as_raw.setVisible(not unreadable)
        self._tasks.cancel(_RAW)
        if unreadable or not self.as_raw.isChecked():
            self._views.setCurrentWidget(self._parts)
            return
        self._tasks.run(
            Request(
                lane=Lane.MOMENT,
                key=_RAW,
                work=lambda _job: raw_text(event),
                done=self._show_raw,
                failed=lambda error: self._show_raw(str(error)),
            )
        )

    def _show_raw(self, text: str) -> None:
        self.raw.setPlainText(text)
        self._views.setCurrentWidget(self.raw)


_SELECTABLE: Final = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


def _title(moment: Moment[Any]) -> str:
    # Why it failed is said above the tabs.
    failed = isinstance(moment.step.outcome, Failed)
    return f"{moment.step.event.type} could not be applied" if failed else moment.sentence


def _read(event: Event) -> JsonObject:
    parts = {_PAYLOAD: event.data, _METADATA: event.metadata}
    readable = {name: part for name, part in parts.items() if not isinstance(part, Undecodable)}
    return {name: part for name, part in readable.items() if name == _PAYLOAD or part is not None}


def _name(path: Path) -> str:
    """The path as a condition has it."""
    first, *inside = path
    return path_text(("event", "data" if first == _PAYLOAD else first, *inside))
