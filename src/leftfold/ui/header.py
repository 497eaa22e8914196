"""The bar at the head of the window: which store this is, whether it can be written, and what else can be done."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolBar, QToolButton, QWidget

from leftfold.ui.actions import Actions
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.environment import EnvironmentChip
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_ICON = QSize(18, 18)
_SEARCH_WIDTH = 300
_MOST = 40
"""Other stores in the menu: as many as a screen is high."""
_LAYOUTS = ("store.layout", "store.map", "store.find-layout")
_SWITCHES = ("store.follow", "view.utc", "view.theme")


class Header(QToolBar):
    """Store, layout and lock on the left, search in the middle, switches on the right."""

    def __init__(self, document: Document, drafting: Drafting, themes: Themes, actions: Actions) -> None:
        super().__init__("Header")
        self._document, self._drafting, self._themes = document, drafting, themes
        self.setObjectName("header")
        self.setMovable(False)
        self.setIconSize(_ICON)
        self.store = StoreChip(tuple(actions[id_] for id_ in _LAYOUTS))
        self.lock = QToolButton()
        self.lock.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.lock.clicked.connect(actions["store.lock"].trigger)
        self.addAction(actions["store.open"])
        self.addWidget(self.store)
        # A widget in a tool bar is shown and hidden by its action.
        self._lock_place = self.addWidget(self.lock)
        self.environment = EnvironmentChip()
        self.environment.clicked.connect(actions["store.environment"].trigger)
        self._environment_place = self.insertWidget(self._lock_place, self.environment)
        self.addWidget(_spring())
        self.addWidget(_search(actions))
        self.addWidget(_spring())
        for id_ in _SWITCHES:
            self.addAction(actions[id_])
        actions.draw("store.open", *_SWITCHES)
        self._name_buttons()
        document.opening.connect(self._show_opening)
        document.opened.connect(self._show_store)
        document.open_failed.connect(self._show_store)
        drafting.lock.changed.connect(self._show_lock)
        themes.changed.connect(self._show_store)
        self._show_store()

    def _name_buttons(self) -> None:
        for action in self.actions():
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setAccessibleName(action.text().replace("&", "").rstrip("…"))
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _show_opening(self, target: str) -> None:
        self.store.show_store(f"Opening {target} …", "", "")

    def _show_store(self) -> None:
        session = self._document.session
        if session is None:
            self.store.show_store("No store is open", "", "")
        else:
            self.store.show_store(session.store.name, session.store.layout.title, session.store.explanation)
            self.store.offer(session.store.layout.events.table, session.store.others)
        self._show_lock()

    def _show_lock(self) -> None:
        theme, unlocked = self._themes.current, self._drafting.lock.is_open
        session = self._document.session
        self._lock_place.setVisible(session is not None)
        self._environment_place.setVisible(session is not None)
        if session is not None:
            self.environment.show_rulings(session.unlocking.rulings, theme)
        self.lock.setText("UNLOCKED" if unlocked else "READ-ONLY")
        self.lock.setIcon(icon("lock-open", theme.warning) if unlocked else icon("lock", theme.muted))
        self.lock.setAccessibleName("The store is unlocked" if unlocked else "The store is read-only")


class StoreChip(QWidget):
    """The name of the store, and that of its layout with a menu of what else it may be opened as."""

    table_asked = Signal(str)
    """Another of the stores that the database holds is to be opened, the one whose events table has this name."""

    def __init__(self, actions: tuple[QAction, ...]) -> None:
        super().__init__()
        self._actions = actions
        self._name, self.layout_button = QLabel(), QToolButton()
        self._name.setProperty("role", "title")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self.layout_button.setProperty("role", "caption")
        self.layout_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.layout_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu = QMenu(self)
        self.layout_button.setMenu(self.menu)
        self.offer("", ())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self._name)
        layout.addWidget(self.layout_button)

    def show_store(self, name: str, layout: str, explanation: str) -> None:
        """Show a store's name and its layout; why it was taken for that layout is a tool tip."""
        self._name.setText(name)
        self.layout_button.setText(f"{layout.replace('&', '&&')}  ▾")
        self.layout_button.setVisible(bool(layout))
        self.layout_button.setAccessibleName(f"Layout: {layout}")
        self.setToolTip(explanation)
        self.layout_button.setToolTip(explanation)
        self.setAccessibleName(f"{name}, {layout}" if layout else name)

    def offer(self, table: str, others: tuple[tuple[str, str], ...]) -> None:
        """Offer in the menu what else the database holds, each by its events table with the layout's title."""
        self.menu.clear()
        if others:
            self._add(table, "open").setEnabled(False)
        for name, title in others[:_MOST]:
            self._add(name, title).triggered.connect(lambda _checked=False, name=name: self.table_asked.emit(name))
        if len(others) > _MOST:
            left = self._add(f"and {len(others) - _MOST:,} more", "open one with --layout @TABLE")
            left.setEnabled(False)
        self.menu.addSeparator()
        self.menu.addActions(self._actions)

    def _add(self, table: str, about: str) -> QAction:
        return self.menu.addAction(f"{table}   ({about})".replace("&", "&&"))


def _search(actions: Actions) -> QPushButton:
    button = QPushButton("Search or run a command    Ctrl+K")
    button.setMinimumWidth(_SEARCH_WIDTH)
    button.setAccessibleName("Search or run a command")
    button.clicked.connect(actions["help.palette"].trigger)
    return button


def _spring() -> QWidget:
    spring = QWidget()
    spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return spring
