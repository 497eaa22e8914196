"""Commits to stores of other libraries: events appended in one transaction, by the statements of the store's layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, literal, select

from leftfold.model.edits import Append, ChangeSet, correction_metadata
from leftfold.model.errors import Refused, StoreFailed
from leftfold.model.event import Document
from leftfold.store.appending import Appender, Moved, parts_of
from leftfold.store.codec import as_given, read_documents
from leftfold.store.database import Database, Row
from leftfold.store.encoding import Encoding, encoding_of
from leftfold.store.instances import Instance
from leftfold.store.journal import Journal, journal_file
from leftfold.store.layout import Layout
from leftfold.store.rows import TypeNames
from leftfold.store.statements import Key, Statements
from leftfold.store.writing import TOLD, Committed, check_each, conflict, told_arrived

_MANY = 1_000
"""Most events of a stream that are looked at: those written at once, or those that tell how types are stored."""


@dataclass(frozen=True, slots=True)
class ForeignWriter:
    """Writes to one store of another library."""

    database: Database
    statements: Statements
    appender: Appender
    encoding: Encoding
    layout: Layout
    journal: Journal
    """Where each write is noted: few of the stores keep any note of who wrote, and why."""

    @property
    def first_version(self) -> int:
        """The version of a stream's first event."""
        return self.layout.first_version

    def commit_many(self, work: Sequence[tuple[ChangeSet, Key]]) -> tuple[Committed, ...]:
        """Append all the events of all these streams or none.

        Raises `Refused`, `Conflict` or `StoreFailed`, and then nothing was written.
        """
        check_each([changes for changes, _key in work])
        if any(changes.base_version is None for changes, _key in work) and not self.appender.begins:
            raise Refused("A new stream of this store is begun by its application alone; nothing was changed.")
        with ExitStack() as around:
            notes = {
                changes.stream: around.enter_context(self.journal.noting(self.database.place, self.layout.key, changes))
                for changes, _key in work
            }
            connection = around.enter_context(self.database.transaction())
            # In one order whoever writes, so that no two wait for each other's streams.
            done = {
                changes.stream: _Commit(self, connection, changes, key).run()
                for changes, key in sorted(work, key=lambda one: one[0].stream)
            }
            for stream, note in notes.items():
                note.version = done[stream].last_version
        return tuple(done[changes.stream] for changes, _key in work)

    def bound(self, changes: ChangeSet, key: Key) -> tuple[Mapping[str, Any], ...]:
        """What the statements for each event of a change set would bind; nothing is written.

        Raises `Refused` for what could not be written, and `Conflict` where the stream has moved.
        """
        with self.database.connect() as connection:
            return _Commit(self, connection, changes, key).bound()


class _Commit:
    """The events of one change set on their way into the database."""

    def __init__(self, writer: ForeignWriter, connection: Connection, changes: ChangeSet, key: Key) -> None:
        self._writer = writer
        self._connection = connection
        self._changes = changes
        self._key = key
        self._before = writer.first_version - 1
        """The version before that of a stream's first event."""

    def run(self) -> Committed:
        """Append each event in turn, and see that all of them are there."""
        self._writer.appender.lock(self._connection, parts_of(self._key))
        self._check_base()
        written: list[Mapping[str, Any]] = []
        for edit in self._events():
            written.append(self._append(edit, len(written)))
        return Committed(written[-1]["version"], self._verified(written))

    def bound(self) -> tuple[Mapping[str, Any], ...]:
        """What each event is bound as, once it is seen where the stream ends."""
        self._check_base()
        return tuple(self._bound(edit, before) for before, edit in enumerate(self._events()))

    def _events(self) -> Iterator[Append]:
        for edit in self._changes.edits:
            if not isinstance(edit, Append):
                raise Refused("Only events can be appended to this store; nothing was changed.")
            yield edit

    def _append(self, edit: Append, before: int) -> Mapping[str, Any]:
        bound, is_new = self._bound(edit, before), self._changes.base_version is None
        try:
            self._writer.appender.append(self._connection, bound, is_first=is_new and not before)
        except Moved as moved:
            raise conflict(self._changes.stream, "somebody else wrote to it") from moved
        return bound

    def _bound(self, edit: Append, before: int) -> Mapping[str, Any]:
        base = self._changes.base_version
        expected = (self._before if base is None else base) + before
        return {
            **parts_of(self._key),
            "version": expected + 1,
            "expected": expected,
            "event_id": str(uuid4()),
            **self._writer.encoding.columns(edit, correction_metadata(edit, self._changes.because), self),
        }

    def _check_base(self) -> None:
        base = self._changes.base_version
        count, _first, last = self._connection.execute(self._writer.statements.outline, self._key).one()
        if self._writer.statements.numbered:
            last = self._before + count
        if (last if count else None) == base:
            self._check_open(base)
            return
        after = self._before if base is None else base
        newer = self._rows(after)
        names = self._writer.encoding.names
        versions = self._versions(newer, after)
        told = [(version, names[row[2]]) for version, row in zip(versions[:TOLD], newer, strict=False)]
        raise conflict(self._changes.stream, told_arrived(len(newer), told) or "its last events are gone")

    def _check_open(self, base: int | None) -> None:
        """Raise `Refused` where the library's readers pass over the stream's last event: then they do over any."""
        if base is None or self._writer.statements.deletions is None:
            return
        if any(deleted for *_row, deleted in self._rows(base - 1)):
            raise Refused(
                f"{self._changes.stream} was archived or deleted by its application, which takes no more events there; "
                "nothing was changed."
            )

    def _rows(self, after: int) -> list[Row]:
        """What the index has of the events after a version."""
        statement, first = self._writer.statements.index, after
        if self._writer.statements.numbered:
            statement, first = statement.offset(after - self._before), -1
        rows = self._connection.execute(statement, {**self._key, "after": first, "limit": _MANY})
        return list(rows.cursor.fetchall())

    def _versions(self, rows: list[Row], after: int) -> list[int]:
        if self._writer.statements.numbered:
            return [*range(after + 1, after + 1 + len(rows))]
        return [row[0] for row in rows]

    @cached_property
    def _known(self) -> list[Row]:
        """The last events that were there, which new ones are made like."""
        base = self._before if self._changes.base_version is None else self._changes.base_version
        return self._rows(max(base - _MANY, self._before))

    def types(self) -> tuple[bytes | None, ...]:
        """The types of the stream's events, as they are stored."""
        return tuple(row[2] for row in self._known)

    def documents(self, kind: bytes) -> tuple[bytes | None, ...]:
        """Payload, metadata … of an event of a type, in this stream or else in any; nothing where there is none."""
        statements = self._writer.statements
        places = [row[0] for row in self._known if row[2] == kind]
        if places:
            bound = {**self._key, "low": places[-1], "high": places[-1]}
            return tuple(self._connection.execute(statements.page, bound).one())[1:]
        events = statements.source
        of_type = select(*events.documents).select_from(events.source).where(events.event_type == literal(kind))
        found = self._connection.execute(of_type.limit(1)).one_or_none()
        return () if found is None else tuple(found)

    def _payloads(self, low: int, high: int) -> list[bytes | None]:
        pages = self._connection.execute(self._writer.statements.page, {**self._key, "low": low, "high": high})
        return [row[1] for row in pages.cursor.fetchall()]

    def _verified(self, written: list[Mapping[str, Any]]) -> tuple[int, ...]:
        """The positions of what was written, once it is there as it was meant."""
        rows = self._rows(written[0]["expected"])
        versions = self._versions(rows, written[0]["expected"])
        found = [(version, as_given(row[2])) for version, row in zip(versions, rows, strict=True)]
        wanted = [(bound["version"], as_given(bound["event_type"])) for bound in written]
        if found != wanted or not self._same(self._payloads(rows[0][0], rows[-1][0]), written):
            raise StoreFailed(
                f"The database did not keep an event of {self._changes.stream} as written; nothing was changed."
            )
        return tuple(row[1] for row in rows)

    def _same(self, payloads: list[bytes | None], written: list[Mapping[str, Any]]) -> bool:
        return self._documents(payloads) == self._documents([bound["data"] for bound in written])

    def _documents(self, raws: list[Any]) -> list[Document]:
        where = self._writer.encoding.data
        return read_documents([raw.encode() if isinstance(raw, str) else raw for raw in raws], where.form, where.unseal)


def foreign_writer(
    database: Database, statements: Statements, instance: Instance, names: TypeNames
) -> ForeignWriter | None:
    """What writes to a store of this layout; None where nothing but its own library may."""
    layout, dialect = instance.layout, statements.dialect.name
    if layout.appending is None or not layout.appending.known_in(dialect):
        return None
    appender = Appender(layout.appending, layout.events, dialect)
    encoding = encoding_of(layout, instance.kinds, names, dialect)
    return ForeignWriter(database, statements, appender, encoding, layout, Journal(journal_file()))
