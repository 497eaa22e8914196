"""The tab that shows the snapshot at the cursor beside the replayed state."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QSplitter, QVBoxLayout, QWidget

from leftfold.model.event import Undecodable
from leftfold.model.times import microseconds
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.inspector.beside import Beside, beside
from leftfold.ui.inspector.bytes_view import BytesView
from leftfold.ui.inspector.changes_model import AFTER, BEFORE, FIELD, ChangesModel
from leftfold.ui.inspector.copying import Copying
from leftfold.ui.inspector.scene import Scene
from leftfold.ui.inspector.spots import plain
from leftfold.ui.inspector.surface import on_surface
from leftfold.ui.inspector.tree_actions import TreeActions
from leftfold.ui.inspector.tree_view import TreeView
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.rows.table import RowTable
from leftfold.ui.snapshots import Snapshots
from leftfold.ui.tasks import Lane, Request
from leftfold.ui.theme.themes import Themes

_FETCH: Final = "snapshot"
_PARTS: Final = (180, 300, 300)
_GONE: Final = Notice("file-question", "This snapshot is gone", "The store does not hold it any more; reload.")


class SnapshotPage(QWidget):
    """Shows what a snapshot holds, and how it stands to what the events give."""

    def __init__(self, document: Document, themes: Themes, clock: Clock) -> None:
        super().__init__()
        self._document, self._clock = document, clock
        self._beside: Beside | None = None
        self.title, self.made, self.verdict = QLabel(), QLabel(), QLabel()
        self.stored, self.replayed = TreeView(themes, "Snapshot"), TreeView(themes, "Replayed state")
        self.bytes = BytesView(document.tasks, themes)
        self.changes = ChangesModel(self, titles=("Field", "Snapshot", "Replay"))
        self.differences = RowTable(themes, "Differences")
        self._content = QWidget()
        self.pages = on_surface(Pages(self._content, themes))
        for tree in (self.stored, self.replayed):
            TreeActions(tree, Copying(document.tasks, self))
        self._prepare()
        self._lay_out()
        clock.changed.connect(self._show_time)

    def show_scene(self, scene: Scene, snapshots: Snapshots) -> None:
        """Show the snapshot of another moment, one of these, or where the nearest one is."""
        session, shown, ordinal = self._document.session, self._document.shown, scene.ordinal
        self._document.tasks.cancel(_FETCH)
        if session is None or shown is None or not snapshots.text_at(ordinal):
            self.pages.show_notice(self._elsewhere(ordinal, snapshots))
            return
        self._document.tasks.run(
            Request(
                lane=Lane.LIST,
                key=_FETCH,
                work=lambda _job: beside(session.store, shown.replay, ordinal),
                done=self._show,
                failed=lambda error: self._say_failed(str(error)),
            )
        )

    def _show(self, found: Beside | None) -> None:
        self._beside = found
        if found is None:
            self.pages.show_notice(_GONE)
            return
        state, changes = found.snapshot.state, found.changes
        self.title.setText(found.title)
        self.verdict.setText(found.verdict)
        self._show_time()
        unreadable = {"snapshot": state} if isinstance(state, Undecodable) else {}
        self.bytes.show_parts(unreadable)
        self.stored.show_spot(plain(None if unreadable else state))
        self.replayed.show_spot(plain(found.replayed))
        self.changes.show(changes or ())
        self.bytes.setVisible(bool(unreadable))
        self.stored.setVisible(not unreadable)
        self._differing.setVisible(bool(changes))
        self._beside_it.setVisible(changes is None)
        self.pages.show_content()

    def _show_time(self) -> None:
        at = self._beside.snapshot.recorded_at if self._beside else None
        self.made.setText("" if at is None else f"Made {self._clock.day_and_time(microseconds(at))}")
        self.made.setVisible(at is not None)

    def _elsewhere(self, ordinal: int, snapshots: Snapshots) -> Notice:
        shown = self._document.shown
        near = snapshots.before(ordinal) or snapshots.after(ordinal)
        title = "No snapshot at this version"
        if near is None or shown is None:
            return Notice("camera", title)
        version, way = int(shown.index.versions[near - 1]), "before it" if near < ordinal else "after it"
        go = self._document.selection.go_to
        text = f"The nearest one {way} is at version {version:,}."
        return Notice("camera", title, text, f"Go to version {version:,}", lambda: go(near))

    def _say_failed(self, sentence: str) -> None:
        self.pages.show_notice(Notice("triangle-alert", "The snapshot cannot be shown", sentence))

    def _prepare(self) -> None:
        self.title.setProperty("role", "title")
        self.made.setProperty("role", "caption")
        for label in (self.title, self.made, self.verdict):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.differences.setModel(self.changes)
        for column in (FIELD, BEFORE, AFTER):
            self.differences.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        above = QVBoxLayout()
        above.setContentsMargins(12, 10, 8, 10)
        above.setSpacing(6)
        for label in (self.title, self.made, self.verdict):
            above.addWidget(label)
        self._differing = _under("What differs", self.differences)
        self._beside_it = _under("Replayed state", self.replayed)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for part in (self._differing, _under("As it is stored", self.stored, self.bytes), self._beside_it):
            split.addWidget(part)
        split.setSizes(_PARTS)
        content = QVBoxLayout(self._content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addLayout(above)
        content.addWidget(split, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)


def _under(caption: str, *views: QWidget) -> QWidget:
    """The views one over the other, under a caption."""
    whole, label = QWidget(), QLabel(caption)
    label.setProperty("role", "caption")
    label.setContentsMargins(12, 4, 8, 4)
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(label)
    for view in views:
        layout.addWidget(view, 1)
    return whole
