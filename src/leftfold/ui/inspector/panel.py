"""The panel that shows the moment at the cursor: the state, the event, and what it changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, Final, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from leftfold.model.paths import Path
from leftfold.replay.narrative import Moment
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.inspector.changes_page import ChangesPage
from leftfold.ui.inspector.event_page import EventPage
from leftfold.ui.inspector.note_lines import NoteLines
from leftfold.ui.inspector.notes import link_notes
from leftfold.ui.inspector.scene import Scene, see
from leftfold.ui.inspector.snapshot_page import SnapshotPage
from leftfold.ui.inspector.state_page import StatePage
from leftfold.ui.inspector.surface import on_surface
from leftfold.ui.inspector.titles import Titles
from leftfold.ui.inspector.watched_field import WatchedField
from leftfold.ui.links import NO_LINKS, Links
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.replaying import Look
from leftfold.ui.snapshots import NO_SNAPSHOTS, Snapshots
from leftfold.ui.theme.themes import Themes

W = TypeVar("W", bound=QWidget)

_PATIENCE: Final = 250
"""Milliseconds after which reading is said: quicker reading would only flicker."""
_TITLES: Final = ("State", "Event", "Changes", "Snapshot")
_NOTHING: Final = Notice("list-tree", "No aggregate selected", "Select one to see its state, event by event.")
_READING: Final = Notice("hourglass", "Reading the events")


class InspectorPanel(QWidget):
    """Shows one moment in three tabs; what is opened, selected and scrolled to in them stays.

    The pages of the tabs that are not seen at first are made later, which leaves 10 ms out of the window's start.
    """

    unreadable_changed = Signal()
    """There is something that could not be read of the event at the cursor now, or nothing any more."""

    def __init__(self, document: Document, themes: Themes, clock: Clock) -> None:
        super().__init__()
        self.setAccessibleName("Inspector")
        self._document, self._themes, self._clock = document, themes, clock
        self.scene: Scene | None = None
        """What is shown; None where nothing is."""
        self.notes = NoteLines(themes)
        self.watched = WatchedField(document.selection, themes)
        self.state = StatePage(document, themes, clock)
        self.tabs, self.titles = QTabWidget(), Titles()
        self.tabs.setTabBar(self.titles)
        self._event_tab, self._changes_tab, self._snapshot_tab = QWidget(), QWidget(), QWidget()
        self._snapshots, self._links = NO_SNAPSHOTS, NO_LINKS
        self._content = QWidget()
        self.pages = on_surface(Pages(self._content, themes))
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._lay_out()
        self._connect()
        self.pages.show_notice(_NOTHING)

    @cached_property
    def event_(self) -> EventPage:
        """The page in the tab of the event, made when it is first turned to."""
        return _laid_in(self._event_tab, EventPage(self._document.tasks, self._themes, self._clock))

    @cached_property
    def changes(self) -> ChangesPage:
        """The page in the tab of the changes, made when it is first turned to."""
        page = _laid_in(self._changes_tab, ChangesPage(self._themes))
        page.asked.connect(self.show_value)
        return page

    @cached_property
    def snapshot(self) -> SnapshotPage:
        """The page in the tab of the snapshot, made when it is first turned to."""
        return _laid_in(self._snapshot_tab, SnapshotPage(self._document, self._themes, self._clock))

    def show_state(self) -> None:
        """Turn to the state."""
        self._turn_to(self.state, self.state.tree)

    def show_event(self) -> None:
        """Turn to the event."""
        self._turn_to(self._event_tab, self.event_.tree)

    def show_changes(self) -> None:
        """Turn to what the event changed."""
        self._turn_to(self._changes_tab, self.changes.table)

    def show_snapshot(self) -> None:
        """Turn to the snapshot."""
        self._turn_to(self._snapshot_tab, self.snapshot)

    def add_page(self, page: QWidget, title: str) -> int:
        """Add a tab whose page keeps itself up to date; gives its place."""
        return self.tabs.addTab(page, title)

    def mark_snapshots(self, snapshots: Snapshots) -> None:
        """Say where the stream has snapshots; where it has none, there is no tab of them."""
        self._snapshots = snapshots
        self.tabs.setTabVisible(self.tabs.indexOf(self._snapshot_tab), bool(len(snapshots)))
        if self.tabs.currentWidget() is self._snapshot_tab:
            self._show_page()

    def mark_links(self, links: Links) -> None:
        """Say which events the one at the cursor compensates, or is compensated by."""
        self._links = links
        self._show_notes()

    @property
    def unreadable(self) -> bool:
        """Whether the event at the cursor has anything that could not be read."""
        event = self.scene.event if self.scene else None
        return event is not None and bool(event.unreadable)

    def copy_hex(self) -> None:
        """Copy what could not be read of the event in hexadecimal."""
        self.show_event()
        self.event_.bytes.copy_hex()

    def copy_base64(self) -> None:
        """Copy what could not be read of the event in Base64."""
        self.show_event()
        self.event_.bytes.copy_base64()

    def save_bytes(self) -> None:
        """Save what could not be read of the event to a file."""
        self.show_event()
        self.event_.bytes.save()

    def watch_current(self) -> None:
        """Watch the value that is selected in the state; watch nothing where it is watched already."""
        self.state.watch_current()

    def show_value(self, path: Path) -> None:
        """Turn to the state, and to the value at a path of it."""
        self.show_state()
        self.state.go_to(path)

    def _lay_out(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("What is inspected")
        for page, title in zip(self._pages(), _TITLES, strict=True):
            self.tabs.addTab(page, title)
        self.tabs.setTabVisible(self.tabs.indexOf(self._snapshot_tab), False)
        content = QVBoxLayout(self._content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        for part in (self.notes, self.watched):
            content.addWidget(part)
        content.addWidget(self.tabs, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _pages(self) -> tuple[QWidget, ...]:
        return self.state, self._event_tab, self._changes_tab, self._snapshot_tab

    def _connect(self) -> None:
        document = self._document
        document.loading.connect(lambda _stream: self._patience.start())
        document.load_failed.connect(self._say_not_loaded)
        document.moment_changed.connect(self._show_whether)
        document.replaying.look_with(self._look_at)
        document.moment_failed.connect(self._say_failed)
        self._patience.timeout.connect(lambda: self.pages.show_notice(_READING))
        self.tabs.currentChanged.connect(self._show_page)
        self.notes.asked.connect(document.selection.go_to)

    def _show_whether(self, _moment: Moment[Any] | None) -> None:
        self._patience.stop()
        if self._document.shown is None:
            self.scene = None
            self.pages.show_notice(_NOTHING)

    def _look_at(self, ordinal: int) -> Look:
        shown = self._document.shown
        assert shown is not None

        def look(moment: Moment[Any] | None, progress: Callable[[int], None]) -> Callable[[], None]:
            return partial(self._show, see(shown, ordinal, moment, progress=progress))

        return look

    def _show(self, scene: Scene) -> None:
        before, self.scene = self.unreadable, scene
        if self.unreadable is not before:
            self.unreadable_changed.emit()
        count = len(scene.moment.changes) if scene.moment else 0
        self.titles.show_title(self.tabs.indexOf(self._changes_tab), f"Changes  {count:,}" if count else "Changes")
        self._show_notes()
        self.watched.show_state(scene.state)
        self._show_page()
        self.pages.show_content()

    def _show_notes(self) -> None:
        scene, shown = self.scene, self._document.shown
        if scene is not None and shown is not None and scene.ordinal <= len(shown.index):
            self.notes.show_notes((*scene.notes, *link_notes(self._links, shown.index, scene.ordinal)))

    def _show_page(self) -> None:
        # A page that nobody sees is brought up to date when somebody does.
        tab, scene = self.tabs.currentWidget(), self.scene
        if scene is None:
            return
        if tab is self.state:
            self.state.show_scene(scene)
        elif tab is self._event_tab:
            self.event_.show_scene(scene)
        elif tab is self._snapshot_tab:
            self.snapshot.show_scene(scene, self._snapshots)
        elif tab is self._changes_tab:
            self.changes.show_scene(scene)

    def _turn_to(self, page: QWidget, focus: QWidget) -> None:
        self.tabs.setCurrentWidget(page)
        focus.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _say_not_loaded(self, sentence: str) -> None:
        self._patience.stop()
        if self._document.shown is None and self._document.selection.stream is not None:
            self.pages.show_notice(Notice("triangle-alert", "Its events cannot be shown", sentence))

    def _say_failed(self, sentence: str) -> None:
        self._patience.stop()
        again = Notice("triangle-alert", "This step cannot be shown", sentence, "Read again", self._document.reload)
        self.pages.show_notice(again)


def _laid_in(tab: QWidget, page: W) -> W:
    layout = QVBoxLayout(tab)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(page)
    return page
