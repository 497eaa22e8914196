"""What is remembered from one start to the next: where the window stood, theme, zone, and of stores what was chosen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from leftfold.store.target import without_password
from leftfold.ui.theme.themes import Mode

MOST_RECENT: Final = 10
"""Stores that are remembered: a list that is taken in at a glance."""
MOST_STORES: Final = 100
"""Stores of which it is remembered by which layout they are opened, or which reducer folds them, the last of each."""
_LAYOUTS: Final = "store-layouts"
_REDUCERS: Final = "store-reducers"
_BREAKPOINTS: Final = "breakpoints"


class Settings:
    """The person's settings."""

    def __init__(self, kept: QSettings) -> None:
        self._kept = kept

    @property
    def mode(self) -> Mode:
        """Which theme is wanted."""
        found = self._kept.value("theme")
        return Mode(found) if found in tuple(Mode) else Mode.SYSTEM

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._kept.setValue("theme", str(mode))

    @property
    def in_utc(self) -> bool:
        """Whether times are shown in UTC."""
        return self._kept.value("zone", "utc") == "utc"

    @in_utc.setter
    def in_utc(self, in_utc: bool) -> None:
        self._kept.setValue("zone", "utc" if in_utc else "local")

    @property
    def recent(self) -> tuple[str, ...]:
        """The paths and URLs last opened, the newest first."""
        found = self._kept.value("recent", [])
        texts = [found] if isinstance(found, str) else found if isinstance(found, list) else []
        return tuple(text for text in texts if isinstance(text, str))

    def remember(self, target: str) -> None:
        """Put a path or URL, without its password, in front of the recent ones."""
        shown = without_password(target)
        others = [text for text in self.recent if text != shown]
        self._kept.setValue("recent", [shown, *others][:MOST_RECENT])

    def forget(self, target: str) -> None:
        """Take a path or URL out of the recent ones."""
        self._kept.setValue("recent", [text for text in self.recent if text != target])

    def store_layout(self, target: str) -> str | None:
        """The layout that a store at a path or URL is opened by, where the person said so."""
        return self._pairs(_LAYOUTS).get(without_password(target))

    def remember_layout(self, target: str, layout: str | None) -> None:
        """Open the store at a path or URL by a layout from now on; by the one that is found out where it is None."""
        self._remember(_LAYOUTS, target, layout)

    def breakpoints_of(self, place: str) -> str:
        """The breakpoints of the store at a place, as they were kept; empty where none were."""
        return self._pairs(_BREAKPOINTS).get(without_password(place), "")

    def keep_breakpoints(self, place: str, kept: str) -> None:
        """Keep the breakpoints of the store at a place; none where they are empty."""
        self._remember(_BREAKPOINTS, place, kept or None)

    def store_reducer(self, target: str) -> str | None:
        """The command line or Python file that folds a store's events, where the person named one for it."""
        return self._pairs(_REDUCERS).get(without_password(target))

    def remember_reducer(self, target: str, reducer: str | None) -> None:
        """Fold the events of the store at a path or URL by this from now on; by its own domain where it is None."""
        self._remember(_REDUCERS, target, reducer)

    def _remember(self, name: str, target: str, by: str | None) -> None:
        kept = {place: known for place, known in self._pairs(name).items() if place != without_password(target)}
        if by is not None:
            kept[without_password(target)] = by
        self._kept.setValue(name, [text for pair in kept.items() for text in pair][-2 * MOST_STORES :])

    def _pairs(self, name: str) -> dict[str, str]:
        found = self._kept.value(name, [])
        texts = [text for text in found if isinstance(text, str)] if isinstance(found, list) else []
        return dict(zip(texts[::2], texts[1::2], strict=False))

    def layout_of(self, part: str) -> QByteArray | None:
        """How a part of the window stood when it was last saved, as the part itself put it; None where it never was."""
        found = self._kept.value(f"layout/{part}")
        return found if isinstance(found, QByteArray) else None

    def save_layout(self, part: str, state: QByteArray) -> None:
        """Remember how a part of the window stands."""
        self._kept.setValue(f"layout/{part}", state)
