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
from leftfold.ui.wiring import mark_panels, say, show_what_is_usual, stop_at_breakpoints
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
        stores = self.dialogs.stores
        self.workspace = Workspace(_panels(self.parts), around.themes)
        self.case = Case(self.parts, self)
        actions = (*table(self.parts, self.dialogs, self.workspace), *case_actions(self.parts, self.case))
        self.actions_ = Actions(actions, around.themes, self)
        self.dialogs.know(self.actions_)
        self.opening.password_wanted.connect(stores.ask_for_password)
        self.banner, self.edge = Banner(around.themes), EnvironmentEdge(around.themes)
        self.welcome = Welcome(around.settings, stores.ask_for_store, stores.open_demo)
        self.welcome.on_recent(self.opening.open)
        self.welcome.on_unknown(stores.map_columns, stores.ask_for_layout)
        self.pages = Pages(self.workspace, around.themes)
        self.pages.addWidget(self.welcome)
        self.pages.setCurrentWidget(self.welcome)
        self.header = Header(self.parts.document, self.parts.drafting, around.themes, self.actions_)
        self.header.store.table_asked.connect(stores.open_table)
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
        self.dialogs.help.close()
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
        if self.dialogs.stores.may_open():
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
        document, drafting, parts = self.parts.document, self.parts.drafting, self.parts
        document.opening.connect(self._show_opening)
        document.opened.connect(self._show_store)
        document.open_failed.connect(self._show_failure)
        mark_panels(parts)
        parts.findings.changed.connect(self.status.show_findings)
        stop_at_breakpoints(parts)
        show_what_is_usual(parts)
        parts.following.changed_outside.connect(self._tell_of_changes)
        parts.following.store_changed.connect(parts.aggregates.reload)
        drafting.committed.connect(parts.aggregates.reload)
        # The button that was pressed is gone; the keyboard goes back to what was looked at.
        drafting.committed.connect(lambda _committed: parts.events.table.setFocus())
        drafting.changed.connect(self._show_draft)
        drafting.lock.changed.connect(self._show_edge)
        self._connect_questions()
        self._connect_sentences()
        self._refresh_actions()

    def _connect_questions(self) -> None:
        parts, dialogs = self.parts, self.dialogs
        parts.draft.unlock_asked.connect(dialogs.switch_lock)
        parts.stepping.stepped.connect(dialogs.show_step)
        parts.restoring.begun.connect(dialogs.complete)
        for asking in (parts.events, parts.timeline):
            asking.action_asked.connect(lambda id_: self.actions_[id_].trigger())

    def _connect_sentences(self) -> None:
        parts, banner, drafts = self.parts, self.banner, self.dialogs.drafts
        told = (
            parts.document.version_missing,
            parts.watching.nothing_found,
            parts.breakpoints.nothing_found,
            parts.reducing.used,
            parts.restoring.told,
            drafts.told,
            self.case.told,
        )
        failed = (
            parts.document.load_failed,
            parts.drafting.refused,
            parts.following.failed,
            parts.breakpoints.failed,
            parts.snapshots.failed,
            parts.bookmarks.failed,
            parts.reducing.failed,
            parts.stepping.failed,
            drafts.failed,
        )
        say(banner, told)
        say(banner, failed, icon="triangle-alert")
        say(banner, (parts.breakpoints.stopped,), icon="circle-dot")
        parts.following.recovered.connect(lambda: banner.tell("The store can be reached again."))

    def _refresh_actions(self) -> None:
        parts, document = self.parts, self.parts.document
        for signal in (
            document.opened,
            document.open_failed,
            document.shown_changed,
            document.selection.ordinal_changed,
            document.selection.watched_changed,
            parts.drafting.changed,
            parts.drafting.lock.changed,
            parts.breakpoints.changed,
            parts.snapshots.changed,
            parts.links.changed,
            parts.findings.changed,
            parts.bookmarks.changed,
            parts.inspector.unreadable_changed,
        ):
            signal.connect(self.actions_.refresh_soon)

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
            self.banner.tell(sentence, icon="triangle-alert", action=offer, run=self.dialogs.stores.map_columns)
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
