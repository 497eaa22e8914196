"""Opening a store in the window: with a password where one is wanted, and remembered once it is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from leftfold.passwords import keep
from leftfold.store.target import with_password
from leftfold.ui.document import Document
from leftfold.ui.settings import Settings
from leftfold.ui.tasks import Lane, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    target: str
    aggregate: str | None = None
    at: int | None = None
    layout: str | None = None
    domain: str | None = None
    password: str = ""
    """What the keyring is to keep once it has been found right; empty for nothing."""


class Opening(QObject):
    """Opens stores, selects what was asked for in them, and keeps the list of recent ones."""

    password_wanted = Signal(str)
    """The server wants a password, or another one, as this sentence says; `give_password` answers, or `give_up`."""

    def __init__(self, document: Document, settings: Settings) -> None:
        super().__init__(document)
        self._document = document
        self._settings = settings
        self._asked: _Asked | None = None
        document.opened.connect(self._opened)
        document.password_wanted.connect(self.password_wanted)

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
        self._open(_Asked(target=path, aggregate=aggregate, at=at, layout=layout, domain=domain))

    def give_password(self, password: str, *, remember: bool = False) -> None:
        """Open with this password what wanted one; `remember` has the keyring keep it, once it is found right."""
        if self._asked is not None:
            target = with_password(self._asked.target, password)
            self._open(replace(self._asked, target=target, password=password if remember else ""))

    def give_up(self, sentence: str) -> None:
        """Open nothing, since nobody knows the password that this sentence asks for."""
        self._document.open_failed.emit(sentence)

    def _open(self, asked: _Asked) -> None:
        self._asked = asked
        self._document.open(asked.target, layout=asked.layout, domain=asked.domain)

    def _opened(self) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        self._settings.remember(asked.target)
        if asked.password:
            self._keep(asked.target, asked.password)
        if asked.aggregate is not None:
            self._document.select(asked.aggregate, at=asked.at)

    def _keep(self, target: str, password: str) -> None:
        # A keyring may ask the person to unlock it first.
        self._document.tasks.run(
            Request(
                lane=Lane.LIBRARY,
                key="keyring",
                work=lambda _job: keep(target, password),
                done=lambda _none: None,
                failed=lambda error: self._document.load_failed.emit(str(error)),
            )
        )
