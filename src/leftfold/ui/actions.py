"""What a person can do, each thing declared once: menu, tool bar, shortcut, palette and help read the same table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence

from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes


def _nothing_against() -> str:
    """Why an action that is always possible is not."""
    return ""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do."""

    id: str
    """A dotted name, its first part the menu: `event.soft-delete`."""
    title: str
    """In the imperative, as a menu shows it; an ellipsis where more is asked first."""
    run: Callable[[], None]
    keys: tuple[str, ...] = field(default=(), kw_only=True)
    """Shortcuts in Qt's portable text, such as `Ctrl+D`; the first is the one shown."""
    icon: str = field(default="", kw_only=True)
    why_not: Callable[[], str] = field(default=_nothing_against, kw_only=True)
    """Why it is not possible now, as a sentence; empty where it is."""
    is_on: Callable[[], bool] | None = field(default=None, kw_only=True)
    """Whether what it switches is on; None where it switches nothing."""

    @property
    def menu(self) -> str:
        """The menu it stands in."""
        return self.id.partition(".")[0]


class Actions(QObject):
    """The table of actions, and a `QAction` for each."""

    triggered = Signal(str)
    """The id of an action that was just run."""

    def __init__(self, table: Iterable[Action], themes: Themes, parent: QObject) -> None:
        super().__init__(parent)
        self._themes = themes
        self._actions = {action.id: action for action in table}
        self._against = dict[str, str]()
        """What stood against each when it was last looked at."""
        self._made = {id_: self._make(action) for id_, action in self._actions.items()}
        self._seen: set[str] = set()
        # Many things change at once when the selection does; they are looked at once, afterwards.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        themes.changed.connect(self._paint_anew)
        self.refresh()

    def __iter__(self) -> Iterator[Action]:
        return iter(self._actions.values())

    def __getitem__(self, id_: str) -> QAction:
        return self._made[id_]

    def draw(self, *ids: str) -> None:
        """Give these actions their icons, before they are first seen: all at once would take 5 ms of the start."""
        new = {*ids} - self._seen
        self._seen |= new
        self._paint(new)

    def refresh_soon(self) -> None:
        """Look again, once control is back at the event loop, at what is possible and what is on."""
        self._later.start()

    def refresh(self) -> None:
        """Look again at what is possible and what is on."""
        for id_, action in self._actions.items():
            made, against = self._made[id_], action.why_not()
            # Most of them stay as they are at each step of the cursor.
            if self._against.get(id_) != against:
                self._against[id_] = against
                made.setEnabled(not against)
                made.setToolTip(against or tip(action))
                made.setStatusTip(against)
            if action.is_on is not None:
                made.setChecked(action.is_on())

    def _make(self, action: Action) -> QAction:
        made = QAction(action.title, self)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(keys) for keys in action.keys])
        made.setCheckable(action.is_on is not None)
        made.triggered.connect(lambda: self._run(action))
        return made

    def _run(self, action: Action) -> None:
        action.run()
        self.triggered.emit(action.id)
        self.refresh_soon()

    def _paint_anew(self) -> None:
        self._paint(self._seen)

    def _paint(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            if self._actions[id_].icon:
                self._made[id_].setIcon(icon(self._actions[id_].icon, self._themes.current.muted))


def tip(action: Action) -> str:
    """The action's title with its first shortcut, as a tool tip shows it."""
    keys = QKeySequence(action.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if action.keys else ""
    return f"{plain(action.title)} ({keys})" if keys else plain(action.title)


def plain(title: str) -> str:
    """A title without the sign that marks its access key."""
    return title.replace("&", "")
