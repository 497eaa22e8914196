"""Where the audit of a store is: in the store itself, or in the journal beside the user's data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from leftfold.model.audit import AuditEntry
from leftfold.model.chain import Checked
from leftfold.model.stream import StreamId
from leftfold.store import protocols
from leftfold.store.audit import checked, entries
from leftfold.store.database import Database
from leftfold.store.journal import Journal, journal_file


class Audit(Protocol):
    """What tells who changed what in a store."""

    def entries(self, stream: StreamId | None) -> tuple[AuditEntry, ...]:
        """The writes to a stream, or all, the oldest first."""

    def checked(self, kept: str) -> Checked:
        """What the chain shows; `kept` is the hash of an entry that must be there, or empty."""


@dataclass(frozen=True, slots=True)
class _InStore:
    database: Database

    def entries(self, stream: StreamId | None) -> tuple[AuditEntry, ...]:
        with self.database.connect() as connection:
            return entries(connection, stream)

    def checked(self, kept: str) -> Checked:
        with self.database.connect() as connection:
            return checked(connection, kept)


@dataclass(frozen=True, slots=True)
class _InJournal:
    place: str

    def entries(self, stream: StreamId | None) -> tuple[AuditEntry, ...]:
        return Journal(journal_file()).entries(self.place, stream)

    def checked(self, kept: str) -> Checked:
        return Journal(journal_file()).checked(kept)


def audit_of(database: Database, protocol: protocols.Protocol | None) -> Audit:
    """The audit of the store that a database holds, which is written to so."""
    return _InStore(database) if protocol is protocols.Protocol.NATIVE else _InJournal(database.place)
