"""The audit of the open store, read, narrowed down, checked and exported off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from leftfold.draft.audit_report import write_audit
from leftfold.draft.recorded import outcome
from leftfold.model.audit import AuditEntry, AuditFilter
from leftfold.model.chain import Checked
from leftfold.model.errors import LeftfoldError
from leftfold.ui.document import Document
from leftfold.ui.tasks import Job, Lane, Request

_READ: Final = "audit"
_NARROW: Final = "audit narrowed"
_VERIFY: Final = "audit verified"
_EXPORT: Final = "audit exported"
_LOOK: Final = 1_000
"""Entries looked at between two looks whether anybody still waits: some milliseconds."""


class AuditReading(QObject):
    """Holds the entries that are wanted, the newest first."""

    reading = Signal()
    """The entries are being read; `listed` will follow, or `failed`."""
    listed = Signal()
    """`entries` are others."""
    failed = Signal(str)
    """What was asked for failed: the sentence that says why."""
    verified = Signal(bool, tuple)
    """Whether the audit is whole, and the sentences that say so."""
    exported = Signal(str)
    """What was written to a file, as a sentence."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[AuditEntry, ...] = ()
        self.wanted = AuditFilter()
        self.count = 0
        """How many entries there are, wanted or not."""
        self._document = document
        self._all: tuple[AuditEntry, ...] = ()

    def read(self) -> None:
        """Read all entries anew."""
        session = self._document.session
        if session is not None:
            self.reading.emit()
            self._run(_READ, lambda _job: session.store.audit(), self._take)

    def want(self, wanted: AuditFilter) -> None:
        """Narrow the entries down."""
        self.wanted = wanted
        found = self._all
        self._run(_NARROW, lambda job: _narrowed(found, wanted, job), self._show)

    def verify(self) -> None:
        """Look whether an entry was changed, taken out or moved."""
        session = self._document.session
        if session is not None:
            self._run(_VERIFY, lambda _job: session.store.check_audit(), self._tell_verified)

    def export(self, path: Path) -> None:
        """Write the entries that are wanted to a file, as its ending says; the oldest come first."""
        session, entries = self._document.session, self.entries[::-1]
        if session is not None:
            name = session.store.name
            self._run(_EXPORT, lambda _job: write_audit(path, entries, name), lambda n: self._tell_exported(n, path))

    def close(self) -> None:
        """Wait for nothing any more."""
        for key in (_READ, _NARROW, _VERIFY, _EXPORT):
            self._document.tasks.cancel(key)

    def _take(self, entries: tuple[AuditEntry, ...]) -> None:
        self._all, self.count = entries[::-1], len(entries)
        self.want(self.wanted)

    def _show(self, entries: tuple[AuditEntry, ...]) -> None:
        self.entries = entries
        self.listed.emit()

    def _tell_verified(self, found: Checked) -> None:
        self.verified.emit(found.whole, outcome(found))

    def _tell_exported(self, count: int, path: Path) -> None:
        self.exported.emit(f"{count:,} {'entry' if count == 1 else 'entries'} written to {path}.")

    def _run(self, key: str, work: Callable[[Job], Any], done: Callable[[Any], None]) -> None:
        def failed(error: LeftfoldError) -> None:
            self.failed.emit(str(error))

        self._document.tasks.run(Request(lane=Lane.AUDIT, key=key, work=work, done=done, failed=failed))


def _narrowed(entries: tuple[AuditEntry, ...], wanted: AuditFilter, job: Job) -> tuple[AuditEntry, ...]:
    found: list[AuditEntry] = []
    for first in range(0, len(entries), _LOOK):
        job.check()
        found.extend(filter(wanted.takes, entries[first : first + _LOOK]))
    return tuple(found)
