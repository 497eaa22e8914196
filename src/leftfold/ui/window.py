"""The window: puts the parts together and does nothing itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from leftfold.ui.actions import Actions
from leftfold.ui.banner import Banner
from leftfold.ui.casefile.asking import Case
from leftfold.ui.commands.case import case_actions
from leftfold.ui.commands.table import MENUS, table
from leftfold.ui.dialogs import Dialogs, dropped_file
from leftfold.ui.environment import EnvironmentEdge
from leftfold.ui.header import Header
from leftfold.ui.keys import OwnKeys
from leftfold.ui.notice import Notice, Pages
from leftfold.ui.opening import Opening
from leftfold.ui.parts import Parts, Surroundings, make_parts
from leftfold.ui.status import Status
from leftfold.ui.welcome import Welcome
from leftfold.ui.workspace import Part, Workspace

_SIZE = (1440, 900)
_PART = "window"


class Window(QMainWindow):
    """One window on one store."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setWindowTitle("Leftfold")
        self.setAcceptDrops(True)
        self.resize(*_SIZE)
        self.parts = make_parts(around, self)
        self.opening = Opening(self.parts.document, around.settings)
        self.dialogs = Dialogs(self.parts, self.opening, self)
        self.workspace = Workspace(_panels(self.parts), around.themes)
        self.case = Case(self.parts, self)
        actions = (*table(self.parts, self.dialogs, self.workspace), *case_actions(self.parts, self.case))
        self.actions_ = Actions(actions, around.themes, self)
        self.dialogs.know(self.actions_)
        self.opening.password_wanted.connect(self.dialogs.ask_for_password)
        self.banner, self.edge = Banner(around.themes), EnvironmentEdge(around.themes)
        self.welcome = Welcome(around.settings, self.dialogs.ask_for_store, self.dialogs.open_demo)
        self.welcome.on_recent(self.opening.open)
        self.welcome.on_unknown(self.dialogs.map_columns, self.dialogs.ask_for_layout)
        self.pages = Pages(self.workspace, around.themes)
        self.pages.addWidget(self.welcome)
        self.pages.setCurrentWidget(self.welcome)
        self.header = Header(self.parts.document, self.parts.drafting, around.themes, self.actions_)
        self.header.store.table_asked.connect(self.dialogs.open_table)
        self._lay_out()
        self._make_menus()
        self._connect()
        around.themes.dress()
        self._own_keys = OwnKeys(QApplication.instance(), self)  # type: ignore[arg-type]

    def restore(self) -> None:
        """Stand where the window stood last."""
        settings = self.parts.around.settings
        geometry = settings.layout_of(_PART)
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.workspace.restore(settings)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.dialogs.may_close():
            event.ignore()
            return
        settings = self.parts.around.settings
        settings.save_layout(_PART, self.saveGeometry())
        self.workspace.save(settings)
        self.parts.close()
        event.accept()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.WindowStateChange:
            self.parts.following.hidden = self.isMinimized()
        super().changeEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if self.dialogs.may_open():
            self.opening.open(dropped_file(event.mimeData()))

    def _lay_out(self) -> None:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.edge)
        layout.addWidget(self.banner)
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(whole)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, self.header)
        self.status = Status(self.parts.document)
        self.setStatusBar(self.status)

    def _make_menus(self) -> None:
        menus: dict[str, QMenu] = {name: self.menuBar().addMenu(title) for name, title in MENUS}
        for action in self.actions_:
            menus[action.menu].addAction(self.actions_[action.id])
        for name, menu in menus.items():
            ids = tuple(action.id for action in self.actions_ if action.menu == name)
            menu.aboutToShow.connect(partial(self.actions_.draw, *ids))
        panels = menus["view"].addMenu("&Panels")
        for name in self.workspace.docks:
            panels.addAction(self.workspace.switch(name))

    def _connect(self) -> None:
        document, drafting, following = self.parts.document, self.parts.drafting, self.parts.following
        document.opening.connect(self._show_opening)
        document.opened.connect(self._show_store)
        document.open_failed.connect(self._show_failure)
        document.load_failed.connect(lambda sentence: self.banner.tell(sentence, icon="triangle-alert"))
        document.version_missing.connect(lambda sentence: self.banner.tell(sentence))
        drafting.refused.connect(lambda sentence: self.banner.tell(sentence, icon="triangle-alert"))
        self.parts.watching.marks_changed.connect(self.parts.timeline.mark_changes)
        self.parts.watching.marks_changed.connect(self.parts.events.model.mark_changes)
        self._connect_breakpoints()
        self._connect_cohort()
        self.parts.watching.nothing_found.connect(lambda sentence: self.banner.tell(sentence))
        for panel in (self.parts.timeline, self.parts.events.model, self.parts.inspector):
            self.parts.snapshots.changed.connect(panel.mark_snapshots)
        for marked in (self.parts.timeline, self.parts.events.model):
            self.parts.bookmarks.changed.connect(marked.mark_bookmarks)
        self.parts.bookmarks.failed.connect(lambda sentence: self.banner.tell(sentence, icon="triangle-alert"))
        self.case.told.connect(lambda sentence: self.banner.tell(sentence))
        self.parts.snapshots.failed.connect(lambda sentence: self.banner.tell(sentence, icon="triangle-alert"))
        self._connect_links()
        self.parts.reducing.used.connect(lambda sentence: self.banner.tell(sentence))
        for failing in (self.parts.reducing.failed, self.parts.stepping.failed):
            failing.connect(lambda sentence: self.banner.tell(sentence, icon="triangle-alert"))
        self.parts.stepping.stepped.connect(self.dialogs.show_step)
        for take in (self.parts.timeline.mark_findings, self.parts.findings_tab.show, self.status.show_findings):
            self.parts.findings.changed.connect(take)
        following.changed_outside.connect(self._tell_of_changes)
        following.store_changed.connect(self.parts.aggregates.reload)
        following.failed.connect(lambda sentence: self.banner.tell(sentence, icon="triangle-alert"))
        following.recovered.connect(lambda: self.banner.tell("The store can be reached again."))
        drafting.committed.connect(self.parts.aggregates.reload)
        # The button that was pressed is gone; the keyboard goes back to what was looked at.
        drafting.committed.connect(lambda _committed: self.parts.events.table.setFocus())
        drafting.changed.connect(self._show_draft)
        self.dialogs.drafts.told.connect(lambda sentence: self.banner.tell(sentence))
        self.dialogs.drafts.failed.connect(lambda sentence: self.banner.tell(sentence, icon="triangle-alert"))
        drafting.lock.changed.connect(self._show_edge)
        self.parts.draft.unlock_asked.connect(self.dialogs.switch_lock)
        for signal in (
            document.opened,
            document.open_failed,
            document.shown_changed,
            document.selection.ordinal_changed,
            document.selection.watched_changed,
            drafting.changed,
            drafting.lock.changed,
            self.parts.snapshots.changed,
            self.parts.links.changed,
            self.parts.findings.changed,
            self.parts.bookmarks.changed,
            self.parts.inspector.unreadable_changed,
        ):
            signal.connect(self.actions_.refresh_soon)

    def _connect_links(self) -> None:
        parts = self.parts
        for panel in (parts.timeline, parts.events.model, parts.inspector):
            parts.links.changed.connect(panel.mark_links)
        parts.events.model.linked.connect(parts.links.learn)
        parts.events.link_asked.connect(lambda _version: parts.links.to_partner())
        for asking in (parts.events, parts.timeline):
            asking.action_asked.connect(lambda id_: self.actions_[id_].trigger())
        parts.restoring.begun.connect(self.dialogs.complete)
        parts.restoring.told.connect(lambda sentence: self.banner.tell(sentence))

    def _connect_breakpoints(self) -> None:
        breakpoints, playback, bar = self.parts.breakpoints, self.parts.timeline.playback, self.parts.events.bar
        playback.way = breakpoints.way
        playback.stopped.connect(breakpoints.say_stopped)
        breakpoints.hits_changed.connect(self.parts.timeline.mark_hits)
        breakpoints.hits_changed.connect(self.parts.events.model.mark_hits)
        breakpoints.changed.connect(lambda: bar.offer(tuple(one.text for one in breakpoints.known)))
        breakpoints.changed.connect(self.actions_.refresh_soon)
        bar.keep_asked.connect(breakpoints.add)
        breakpoints.stopped.connect(lambda sentence: self.banner.tell(sentence, icon="circle-dot"))
        breakpoints.nothing_found.connect(lambda sentence: self.banner.tell(sentence))
        breakpoints.failed.connect(lambda sentence: self.banner.tell(sentence, icon="triangle-alert"))

    def _connect_cohort(self) -> None:
        cohorting, timeline = self.parts.cohorting, self.parts.timeline
        cohorting.changed.connect(timeline.show_cohort)
        cohorting.progressed.connect(lambda read: timeline.departures.say(f"Reading {read:,} others…"))
        cohorting.failed.connect(timeline.departures.say)
        timeline.viewing.model.changed.connect(lambda: cohorting.compare_by(days=timeline.by_time))

    def _show_opening(self, target: str) -> None:
        self.banner.hide()
        self.pages.show_notice(Notice("hourglass", "Opening the store", target))

    def _show_store(self) -> None:
        session = self.parts.document.session
        if session is not None:
            self.setWindowTitle(f"{session.store.name} – Leftfold")
            self.welcome.show_failure("")
            self.pages.show_content()
            self.parts.events.table.setFocus()

    def _show_failure(self, sentence: str) -> None:
        document = self.parts.document
        if document.session is not None:
            self.pages.show_content()
            offer = "Map its columns…" if document.fits_no_layout else ""
            self.banner.tell(sentence, icon="triangle-alert", action=offer, run=self.dialogs.map_columns)
            return
        self.welcome.show_failure(sentence, can_be_mapped=document.fits_no_layout)
        self.welcome.refresh()
        self.pages.setCurrentWidget(self.welcome)

    def _show_edge(self) -> None:
        session = self.parts.document.session
        self.edge.show_rulings(None if session is None else session.unlocking.rulings)

    def _show_draft(self) -> None:
        self.parts.aggregates.show_drafted(self.parts.drafting.drafted)
        if self.parts.drafting.draft:
            self.workspace.show_panel("draft")

    def _tell_of_changes(self) -> None:
        if not self.parts.following.on:
            self.banner.tell("The store has changed.", icon="refresh-cw", action="Reload", run=self.dialogs.reload)


def _panels(parts: Parts) -> tuple[Part, ...]:
    return (
        Part("aggregates", "Aggregates", parts.aggregates),
        Part("timeline", "Timeline", parts.timeline),
        Part("events", "Events", parts.events),
        Part("inspector", "Inspector", parts.inspector),
        Part("draft", "Draft", parts.draft),
        Part("breakpoints", "Breakpoints", parts.breakpoints_panel, asked_for=True),
        Part("compare", "Compare", parts.compare_panel, asked_for=True),
    )
