"""Opening a store in the window: with a password where one is wanted, and remembered once it is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from leftfold.deferred import Deferred
from leftfold.domain.choice import Choice
from leftfold.passwords import keep
from leftfold.store.opening import Chosen, chosen
from leftfold.store.target import with_password
from leftfold.ui.document import Document
from leftfold.ui.settings import Settings
from leftfold.ui.tasks import Lane, Request

if TYPE_CHECKING:
    from leftfold.casefile import bundle
else:
    # 4 ms, and what is opened is looked at for it only afterwards.
    bundle = Deferred("leftfold.casefile.bundle")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    target: str
    aggregate: str | None = None
    at: int | None = None
    layout: Chosen | None = None
    domain: Choice | None = None
    keeps_layout: bool = False
    """Whether the store is opened by the layout from now on, once it is open."""
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
        self._last: _Asked | None = None
        document.opened.connect(self._opened)
        document.password_wanted.connect(self.password_wanted)

    def open(
        self,
        target: str,
        *,
        aggregate: str | None = None,
        at: int | None = None,
        layout: Chosen | None = None,
        domain: Choice | None = None,
    ) -> None:
        """Open the store at a path or URL, and there an aggregate at a version.

        Without a layout it is opened by the one that the person mapped or chose for it, or by one that is found out.
        """
        path = target if "://" in target else str(Path(target).absolute())
        by = layout or self._remembered(path)
        self._open(_Asked(target=path, aggregate=aggregate, at=at, layout=by, domain=domain))

    @property
    def target(self) -> str:
        """What was to be opened last, perhaps with a password in it; empty where nothing was."""
        return self._last.target if self._last else ""

    @property
    def asked_layout(self) -> str:
        """The layout by name or file that was asked for last, without a table; empty where it is found out."""
        by = self._last.layout if self._last else None
        return chosen(by)[0] if isinstance(by, str) else ""

    def reopen(self, layout: Chosen | None, *, keep: bool = False) -> None:
        """Open again what was to be opened last, by another layout; by one that is found out where it is None.

        With `keep` a layout file is what it is opened by from now on, once it is open.
        """
        if self._last is not None:
            self._open(replace(self._last, layout=layout, aggregate=None, at=None, keeps_layout=keep))

    def remember_layout(self, layout: str | None) -> None:
        """Open what was to be opened last by this layout from now on; by one that is found out where it is None."""
        if self._last is not None:
            self._settings.remember_layout(self._last.target, layout)

    def _remembered(self, target: str) -> str | None:
        by = self._settings.store_layout(target)
        # A layout file that is gone is of no use, and no fault of the store.
        return by if by is not None and Path(chosen(by)[0]).is_file() else None

    def give_password(self, password: str, *, remember: bool = False) -> None:
        """Open with this password what wanted one; `remember` has the keyring keep it, once it is found right."""
        if self._asked is not None:
            target = with_password(self._asked.target, password)
            self._open(replace(self._asked, target=target, password=password if remember else ""))

    def give_up(self, sentence: str) -> None:
        """Open nothing, since nobody knows the password that this sentence asks for."""
        self._document.open_failed.emit(sentence)

    def _open(self, asked: _Asked) -> None:
        self._asked = self._last = asked
        self._document.open(asked.target, layout=asked.layout, domain=asked.domain)

    def _opened(self) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        self._settings.remember(asked.target)
        if asked.keeps_layout and isinstance(asked.layout, str):
            self._settings.remember_layout(asked.target, asked.layout)
        if asked.password:
            self._keep(asked.target, asked.password)
        if asked.aggregate is not None:
            self._document.select(asked.aggregate, at=asked.at)
        else:
            self._stand(asked.target)

    def _stand(self, target: str) -> None:
        """Show what a bundle was made of, where the store is one."""
        session = self._document.session
        if session is not None and "://" not in target:
            self._document.tasks.run(
                Request(
                    lane=Lane.STREAM,
                    key="bundle",
                    work=lambda _job: bundle.take_up(session, Path(target)),
                    done=self._show_bundle,
                    failed=lambda error: self._document.load_failed.emit(str(error)),
                )
            )

    def _show_bundle(self, found: bundle.TakenUp | None) -> None:
        if found is not None and self._document.selection.stream is None:
            self._document.select(str(found.stream), at=found.version)
            if found.told:
                self._document.version_missing.emit(found.told)

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
