"""Opening a store in the window: what was asked for, remembered once it is open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from leftfold.ui.document import Document
from leftfold.ui.settings import Settings


@dataclass(frozen=True, slots=True)
class _Asked:
    target: str
    aggregate: str | None = None
    at: int | None = None


class Opening(QObject):
    """Opens stores, selects what was asked for in them, and keeps the list of recent ones."""

    def __init__(self, document: Document, settings: Settings) -> None:
        super().__init__(document)
        self._document = document
        self._settings = settings
        self._asked: _Asked | None = None
        document.opened.connect(self._opened)

    def open(
        self,
        target: str,
        *,
        aggregate: str | None = None,
        at: int | None = None,
        layout: str | None = None,
        domain: str | None = None,
    ) -> None:
        """Open the store at a path or URL, and there an aggregate at a version."""
        path = target if "://" in target else str(Path(target).absolute())
        self._asked = _Asked(path, aggregate, at)
        self._document.open(path, layout=layout, domain=domain)

    def _opened(self) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        # A URL may hold a password, which is never stored.
        if "://" not in asked.target:
            self._settings.remember(asked.target)
        if asked.aggregate is not None:
            self._document.select(asked.aggregate, at=asked.at)
