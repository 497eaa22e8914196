"""Help for what has the focus: opens the manual at its page, from the window and from each of its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from leftfold.deferred import Deferred
from leftfold.ui.theme.themes import Themes

if TYPE_CHECKING:
    from leftfold.ui.actions import Actions
    from leftfold.ui.manual import topics
    from leftfold.ui.manual import window as manual_window
else:
    # 6 ms, and no window begins with the manual.
    topics = Deferred("leftfold.ui.manual.topics")
    manual_window = Deferred("leftfold.ui.manual.window")

KEY = "F1"


class Help(QObject):
    """The manual of one window, made when it is first asked for."""

    def __init__(self, themes: Themes, window: QMainWindow, actions: Callable[[], Actions | None]) -> None:
        super().__init__(window)
        self._themes, self._window, self._actions = themes, window, actions
        self._manual: manual_window.ManualWindow | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._listen)

    @property
    def manual(self) -> manual_window.ManualWindow:
        """The manual's window."""
        if self._manual is None:
            self._manual = manual_window.ManualWindow(self._themes, self._is_action)
            self._manual.action_asked.connect(self._run)
            # It has no parent, since a dialog of the window would keep it from being used.
            self._window.destroyed.connect(self._manual.deleteLater)
        return self._manual

    def show(self) -> None:
        """Show the page about what has the focus."""
        self.open(topics.topic_of(QApplication.focusWidget()))

    def open(self, target: str) -> None:
        """Show a page, such as `safety.md#the-audit`."""
        # Shown first, so that the page is laid out in the width it has.
        self.manual.show()
        self.manual.open(target)
        self.manual.raise_()
        self.manual.activateWindow()

    def close(self) -> None:
        """Close the manual where it is open."""
        if self._manual is not None:
            self._manual.close()

    def _listen(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Have a dialog of the window hear the key of help, once the focus is first in it."""
        top = now.window() if now is not None else None
        if top is None or top is self._window or not self._is_of_window(top):
            return
        if not any(one.key() == QKeySequence(KEY) for one in top.findChildren(QShortcut)):
            QShortcut(QKeySequence(KEY), top, self.show)

    def _is_of_window(self, top: QWidget) -> bool:
        parent = top.parentWidget()
        while parent is not None and parent is not self._window:
            parent = parent.parentWidget()
        return parent is self._window

    def _is_action(self, text: str) -> bool:
        actions = self._actions()
        return actions is not None and any(action.id == text for action in actions)

    def _run(self, id_: str) -> None:
        actions = self._actions()
        if actions is None:
            return
        actions.refresh()
        against = next(action.why_not() for action in actions if action.id == id_)
        if against:
            self.manual.tell(against)
        else:
            self._window.activateWindow()
            actions[id_].trigger()
