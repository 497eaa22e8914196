"""An opened store: everything the rest of Leftfold asks of a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from leftfold.deferred import Deferred
from leftfold.model.audit import AuditEntry
from leftfold.model.capability import Capability
from leftfold.model.chain import Checked
from leftfold.model.edits import Append, Because, ChangeSet
from leftfold.model.errors import Refused
from leftfold.model.event import Event
from leftfold.model.index import StreamIndex
from leftfold.model.json import JsonObject
from leftfold.model.rules import Write
from leftfold.model.snapshot import Snapshot, SnapshotMark
from leftfold.model.stream import StreamId
from leftfold.model.summary import AggregateSummary
from leftfold.store.audit_places import Audit, audit_of
from leftfold.store.bulk import Appended, NewRow, append_rows
from leftfold.store.capabilities import NEEDED, capabilities_of
from leftfold.store.counting import Counts, counts_of
from leftfold.store.database import Database
from leftfold.store.detection import Detected
from leftfold.store.eventsourcing_state import as_read
from leftfold.store.filling import Filling
from leftfold.store.foreign import foreign_writer
from leftfold.store.forms import DocumentForm
from leftfold.store.guard import Guard, commit_of, write_of
from leftfold.store.ids import ids_of
from leftfold.store.listening import Listener, listener
from leftfold.store.listing import Listing, unasked
from leftfold.store.naming import Naming
from leftfold.store.native import keeps_events
from leftfold.store.newest import Newest
from leftfold.store.numbering import LAST
from leftfold.store.outline import Outline, Outlines
from leftfold.store.protocols import Protocol
from leftfold.store.reader import Reader, StoredEvents
from leftfold.store.rows import RowReader
from leftfold.store.searching import Search
from leftfold.store.snapshots import snapshot_reader, write_snapshots
from leftfold.store.statements import Key, compile_layout
from leftfold.store.whole import WholeStore
from leftfold.store.writing import Committed, commit_many

if TYPE_CHECKING:
    from leftfold.store import scripting
else:
    # No window begins with a script.
    scripting = Deferred("leftfold.store.scripting")


def unwatched(_done: int) -> None:
    """The progress of work that nobody watches."""


class Store:
    """One opened event store. Several threads may read it at once."""

    def __init__(self, database: Database, detected: Detected, guard: Guard, *, writable: bool) -> None:
        self.name = database.name
        self.layout = detected.layout
        self.explanation = detected.explanation
        self.others = tuple((one.name, one.layout.title) for one in detected.others)
        """What else the database holds: the names of the events tables, each with the layout's title."""
        self.writable = writable
        self.guard = guard
        self.capabilities = capabilities_of(detected)
        self._database = database
        database.look_in(self.layout.events.schema)
        self._statements = here = compile_layout(detected.instance, database.engine.dialect.name)
        ledger = bool(self.layout.mark)
        events, found = self.layout.events, detected.instance
        ids = ids_of(events.aggregate_id, found.kinds, form=events.id_form)
        rows = RowReader(self.layout, ids, found.moments)
        self._reader = Reader(database, here, rows, ledger=ledger)
        self._outlines = Outlines(database, here, rows, ledger=ledger)
        self._naming = Naming(database, here, rows, ids)
        self._listing = Listing(database, here, rows, self._naming)
        self._foreign = foreign_writer(database, here, found, rows.names)
        self._search = Search(database, here, rows, ledger=ledger)
        self._audit: Audit = audit_of(database, self.layout.protocol)
        self.whole = WholeStore(database, here, self.layout, rows, self._naming)
        """Reads all of it."""
        self._newest = Newest(database, here, LAST if self.layout.protocol is Protocol.NATIVE else None)
        self._snapshots = snapshot_reader(database, here.snapshots, found)

    def capability(self, name: str) -> Capability:
        """The capability with a name."""
        return next(one for one in self.capabilities if one.name == name)

    def types(self) -> tuple[str, ...]:
        """The aggregate types, sorted."""
        return self._naming.types()

    def aggregates(
        self,
        *,
        type: str | None = None,
        find: str = "",
        after: StreamId | None = None,
        limit: int = 100,
        check: Callable[[], None] = unasked,
    ) -> tuple[AggregateSummary, ...]:
        """A page of aggregates after one; only those of a type or with a text in their id.

        They are ordered by type and id; by id alone in a store whose ids name streams without their types.
        `check` is called while the database works, where that can be, and may raise `Cancelled` to end the work.
        """
        return self._listing.page(type, find, after, limit, check)

    def summary(self, stream: StreamId) -> AggregateSummary:
        """How many events an aggregate has, up to which version, from when to when. Raises `NotFound`."""
        return self._listing.summary(stream)

    def resolve(self, text: str) -> StreamId:
        """The stream that a person's `ID` or `TYPE/ID` names. Raises `NotFound`."""
        return self._naming.resolve(text)

    def index(self, stream: StreamId, *, progress: Callable[[int], None] = unwatched) -> StreamIndex:
        """The index of a stream; `progress` hears how many events are read, and may raise. Raises `NotFound`."""
        return self._reader.index(stream, self._naming.key(stream), progress)

    def events(self, index: StreamIndex | Filling) -> StoredEvents:
        """The events of a stream that its index names; where that is read as it is needed, each event needs its row."""
        filling = index if isinstance(index, Filling) else Filling(index)
        key = self._naming.key(filling.index.stream)
        return StoredEvents(partial(filling.events, lambda index, *part: self._reader.stream_events(index, key, *part)))

    def filling(self, stream: StreamId, *, progress: Callable[[int], None] = unwatched) -> Filling:
        """The index of a stream, begun: that of a long one is read as it is needed. Raises `NotFound`.

        `progress` hears of one that is read whole at once how many events are read, and may raise.
        """
        key = self._naming.key(stream)
        return self._outlines.begin(stream, key) or Filling(self._reader.index(stream, key, progress))

    def outline(self, stream: StreamId) -> Outline:
        """How many events a stream has, from which version to which, and which of them are soft-deleted."""
        return self._outlines.of(self._naming.place(stream))

    def keeps_events(self) -> bool:
        """Whether the database itself refuses that stored events are edited or deleted, whoever tries."""
        if not self.layout.mark:
            return False
        with self._database.connect() as connection:
            return keeps_events(connection, self.layout.events.schema)

    def projection_index(
        self, stream: StreamId, types: tuple[str, ...], *, progress: Callable[[int], None] = unwatched
    ) -> StreamIndex:
        """The index of all events of some aggregate types in the store's order, numbered from 1 as versions.

        Raises `Refused` where the store has no order.
        """
        self._require("global order")
        return self._reader.projection_index(stream, types, progress)

    def projected(self, index: StreamIndex) -> StoredEvents:
        """The events that a projection's index names; each has its own stream, and its ordinal as version."""
        return StoredEvents(lambda first, last: self._reader.projected_events(index, first, last))

    def snapshots(self, stream: StreamId) -> tuple[Snapshot, ...]:
        """The snapshots of a stream, by version."""
        return () if self._snapshots is None else self._snapshots.read(stream, self._naming.key(stream))

    def snapshot_marks(self, stream: StreamId) -> tuple[SnapshotMark, ...]:
        """Where the snapshots of a stream are, by version; what they hold is not read."""
        return () if self._snapshots is None else self._snapshots.marks(self._naming.key(stream))

    def snapshot(self, stream: StreamId, version: int) -> Snapshot | None:
        """The snapshot of a stream at a version; None where there is none."""
        return None if self._snapshots is None else self._snapshots.at(stream, self._naming.key(stream), version)

    def search(
        self, text: str, *, type: str | None = None, progress: Callable[[int], None] = unwatched
    ) -> Iterator[Event]:
        """The events with a text in their payload as it is stored, in the store's order, as they are found.

        Upper and lower case differ. `progress` hears up to which position it is done, and may raise to end it.
        """
        return self._search.events(text, type, progress)

    def counts(self) -> Counts:
        """How much the store holds."""
        return counts_of(self._database, self._statements, self._listing.count(), ledger=bool(self.layout.mark))

    def commit(self, changes: ChangeSet) -> Committed:
        """Write all edits in one transaction. Raises `Refused`, `Conflict` or `StoreFailed`, and then wrote nothing."""
        return self.commit_many((changes,))[0]

    def commit_many(self, change_sets: Sequence[ChangeSet]) -> tuple[Committed, ...]:
        """Write all edits of all these streams in one transaction, or none. Raises what `commit` does."""
        self._require_each(change_sets)
        for changes in change_sets:
            self._require_permission(commit_of(changes))
        if self._foreign is None:
            return commit_many(self._database, change_sets)
        return self._foreign.commit_many(self._placed(change_sets))

    def script(self, change_sets: Sequence[ChangeSet]) -> str:
        """The SQL of such a commit, for others to run. Raises `Refused` or `Conflict` where it could not be made."""
        self._require_each(change_sets)
        dialect = self._database.engine.dialect.name
        return scripting.script(self.layout, dialect, self._foreign, self._placed(change_sets))

    def append_many(
        self, rows: Iterable[NewRow], because: Because, *, progress: Callable[[int], None] = unwatched
    ) -> Appended:
        """Append events to the ends of their streams, all or none; `progress` hears how many, and may raise."""
        self._require_own("Events are imported")
        self._require_permission(write_of(because))
        return append_rows(self._database, rows, because, progress)

    def keep_snapshots(self, snapshots: Iterable[Snapshot], because: Because) -> int:
        """Write snapshots that Leftfold folded in one transaction; gives how many.

        The application's own are left as they are. Raises `Refused` or `StoreFailed`, and then wrote nothing.
        """
        self._require_own("Snapshots are made")
        self._require_permission(write_of(because))
        return write_snapshots(self._database, snapshots, because)

    def as_read(self, event: Append) -> JsonObject:
        """What the payload of a new event will be read as once it is stored."""
        if self.layout.events.data.form is DocumentForm.EVENTSOURCING:
            return as_read(event.data, event.recorded_at)
        return event.data

    def audit(self, stream: StreamId | None = None) -> tuple[AuditEntry, ...]:
        """The writes that Leftfold made to a stream, or to the store, the oldest first."""
        return self._audit.entries(stream)

    def check_audit(self, *, kept: str = "") -> Checked:
        """Whether an entry of the audit was changed or taken out; `kept` is the hash of one that must be there."""
        return self._audit.checked(kept)

    def check_place(self) -> None:
        """Raise `StoreFailed` where the store is a file that is gone, or another one by now."""
        self._database.check_place()

    def change_token(self) -> object:
        """A value that differs once another connection changed the database, or its file was replaced."""
        return self._newest.token()

    def listen(self) -> Listener | None:
        """What hears at once that events came, on a connection of its own; None where nobody would tell it."""
        return listener(self._database, self.layout)

    def close(self) -> None:
        """Close the store; reading alone leaves no trace of it."""
        self._database.close()

    def _placed(self, change_sets: Sequence[ChangeSet]) -> list[tuple[ChangeSet, Key]]:
        return [(changes, self._naming.place(changes.stream)) for changes in change_sets]

    def _require_each(self, change_sets: Sequence[ChangeSet]) -> None:
        for edit in (edit for changes in change_sets for edit in changes.edits):
            self._require(NEEDED[type(edit)])

    def _require(self, name: str) -> None:
        capability = self.capability(name)
        if not capability.allowed:
            raise Refused(capability.reason)

    def _require_own(self, what: str) -> None:
        self._require("append")
        if self.layout.protocol is not Protocol.NATIVE:
            here = f"{self.name} has that of {self.layout.title}"
            raise Refused(f"{what} only in a store of Leftfold's own layout; {here}.")

    def _require_permission(self, write: Write) -> None:
        if not self.writable:
            raise Refused(f"{self.name} is open read-only; unlock it to write.")
        self.guard.permit(write)
