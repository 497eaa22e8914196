"""Commit: one transaction that checks what the edits stand on, writes, verifies what was written, and records why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import DBAPIError

from leftfold.model.audit import appended
from leftfold.model.edits import Append, Because, ChangeSet, Restore, SoftDelete, correction_metadata
from leftfold.model.errors import Conflict, Refused, StoreFailed
from leftfold.model.json import MAX_DEPTH, Json, JsonObject
from leftfold.model.stream import StreamId
from leftfold.model.times import time_text
from leftfold.store.audit import Span, record
from leftfold.store.codec import stored_texts, too_deep
from leftfold.store.database import Database
from leftfold.store.faults import came_second
from leftfold.store.ledger import deleted_positions, deleted_versions
from leftfold.store.native import DELETIONS, EVENTS
from leftfold.store.numbering import NUMBERS, numbered, take_turn
from leftfold.store.stale_snapshots import drop_snapshots

_HIGHEST: Final = 2**63 - 1
"""The highest number a database can be asked for."""
_COUNTED: Final = {"preserve_rowcount": True}
"""Has it told how many rows were inserted, which costs nothing."""
TOLD: Final = 5
"""How many of the events that arrived meanwhile a conflict names."""


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit left behind."""

    last_version: int | None
    """The version of the stream's last event."""
    positions: tuple[int, ...]
    """The places in the store of the events that were appended."""


def commit_many(database: Database, change_sets: Sequence[ChangeSet]) -> tuple[Committed, ...]:
    """Write all the edits of all these streams or none of them.

    Raises `Refused`, `Conflict` or `StoreFailed`, and then nothing was written.
    """
    check_each(change_sets)
    with database.transaction() as connection:
        take_turn(connection)
        for changes in change_sets:
            _check_base(connection, changes)
        return tuple(_Commit(connection, changes).run() for changes in change_sets)


class _Commit:
    """The edits of one change set on their way into the database."""

    def __init__(self, connection: Connection, changes: ChangeSet) -> None:
        self._connection = connection
        self._changes = changes
        self._stream = changes.stream
        self._last = changes.base_version
        self._deleted = set(changes.base_deletions)
        self._positions: list[int] = []
        # One moment for the whole commit.
        self._at = time_text(datetime.now(UTC))

    def run(self) -> Committed:
        """Write each edit in turn, then the entry that says why."""
        changes = self._changes
        written = [signed(self._write(edit), changes.because) for edit in changes.edits]
        flipped = [edit.version for edit in changes.edits if not isinstance(edit, Append)]
        if flipped:
            written += drop_snapshots(self._connection, self._stream, min(flipped))
        span = Span(self._stream, changes.base_version, self._last, changes.states)
        record(self._connection, self._changes.because, written, span)
        return Committed(self._last, tuple(self._positions))

    def _write(self, edit: Append | SoftDelete | Restore) -> JsonObject:
        match edit:
            case Append():
                return self._append(edit)
            case SoftDelete(version):
                if version in self._deleted:
                    raise Refused(f"Event {version} of {self._stream} is already soft-deleted; nothing was changed.")
                self._deleted.add(version)
                return self._mark(version, "delete")
            case Restore(version):
                if version not in self._deleted:
                    raise Refused(f"Event {version} of {self._stream} is not soft-deleted; nothing was changed.")
                self._deleted.remove(version)
                return self._mark(version, "restore")

    def _append(self, event: Append) -> JsonObject:
        self._last = 1 if self._last is None else self._last + 1
        row: dict[str, Any] = {
            **numbered(self._connection, "position", NUMBERS.c.position),
            "aggregate_type": self._stream.type,
            "aggregate_id": self._stream.id,
            "version": self._last,
            "event_type": event.type,
            "payload": stored_text(event.data),
            "metadata": stored_text(correction_metadata(event, self._changes.because)),
            "recorded_at": time_text(event.recorded_at),
        }
        try:
            done = self._connection.execute(insert(EVENTS).values(**row), execution_options=_COUNTED)
        except DBAPIError as error:
            if came_second(error):
                # Somebody who did not wait for a turn, as an application need not.
                raise conflict(self._stream, f"version {self._last} was written by another program") from error
            raise
        position = int(done.inserted_primary_key[0])  # type: ignore[index]
        found = select(EVENTS).where(_of(self._stream), EVENTS.c.version == self._last)
        kept = self._connection.execute(found).mappings().one_or_none()
        if done.rowcount != 1 or kept is None or dict(kept) != {"position": position, **row}:
            raise self._not_kept()
        self._positions.append(position)
        return {**appended(event), "version": self._last, "position": position}

    def _mark(self, version: int, action: str) -> JsonObject:
        of_stream = _of(self._stream)
        found = select(EVENTS.c.position, EVENTS.c.event_type).where(of_stream, EVENTS.c.version == version)
        event = self._connection.execute(found).one_or_none() if 0 < version <= _HIGHEST else None
        if event is None:
            raise Refused(f"{self._stream} has no event with version {version}; nothing was changed.")
        position, because = event.position, self._changes.because
        row: dict[str, Any] = {
            **numbered(self._connection, "id", NUMBERS.c.deletion),
            "position": position,
            "action": action,
            "at": self._at,
            "by": because.author,
            "reason": because.reason,
        }
        done = self._connection.execute(insert(DELETIONS).values(**row), execution_options=_COUNTED)
        now_deleted = position in deleted_positions(self._connection, position, position)
        if done.rowcount != 1 or now_deleted is not (action == "delete"):
            raise self._not_kept()
        return {"edit": action, "version": version, "position": position, "type": event.event_type}

    def _not_kept(self) -> StoreFailed:
        return StoreFailed(f"The database did not keep an edit of {self._stream} as written; nothing was changed.")


def signed(written: JsonObject, because: Because) -> Json:
    """What the audit has of a written edit: with who committed it, where another drafted it."""
    return {**written, "committed_by": because.committer} if because.committer else written


def check_each(change_sets: Sequence[ChangeSet]) -> None:
    """Raise `Refused` where the edits cannot be written to any store, or not together."""
    if not change_sets:
        raise Refused("There is no edit to commit; propose one first.")
    seen: set[StreamId] = set()
    for changes in change_sets:
        check(changes)
        if changes.stream in seen:
            raise Refused(f"{changes.stream} is named twice; put its edits together. Nothing was changed.")
        seen.add(changes.stream)


def check(changes: ChangeSet) -> None:
    """Raise `Refused` where the edits cannot be written to any store."""
    if not changes.because.reason.strip():
        raise Refused("No reason was given; say why the store is changed, then commit again.")
    if not changes.edits:
        raise Refused("There is no edit to commit; propose one first.")
    stream, because = changes.stream, changes.because
    types = [edit.type for edit in changes.edits if isinstance(edit, Append)]
    if not all(types):
        raise Refused("An event needs a type; name one. Nothing was changed.")
    for text in (stream.type, stream.id, because.author, because.reason, because.ticket, because.committer, *types):
        if text != text.encode(errors="replace").decode() or "\0" in text:
            raise Refused(f"{text!r} has a sign that is no character and cannot be stored; nothing was changed.")
    if any(len(stored_texts(name)) > 1 for name in (stream.type, stream.id)):
        raise Refused(
            f"The name of {stream} is not stored as UTF-8 text, so that it can only be read; nothing was changed."
        )


def _check_base(connection: Connection, changes: ChangeSet) -> None:
    stream, base = changes.stream, changes.base_version
    last = connection.execute(select(func.max(EVENTS.c.version)).where(_of(stream))).scalar_one()
    arrived = ""
    if last != base:
        arrived = _arrived(connection, stream, base) or "its last events are gone"
    elif (deleted := deleted_versions(connection, _of(stream))) != changes.base_deletions:
        arrived = _flipped(deleted, changes.base_deletions)
    if arrived:
        raise conflict(stream, arrived)


def conflict(stream: StreamId, what: str) -> Conflict:
    """The error that tells what happened to a stream meanwhile."""
    told = f"{stream} changed since the draft was made: {what}. Nothing was written; preview it again."
    return Conflict(told, stream)


def _arrived(connection: Connection, stream: StreamId, base: int | None) -> str:
    newer = select(EVENTS.c.version, EVENTS.c.event_type).where(_of(stream), EVENTS.c.version > (base or 0))
    count = connection.execute(select(func.count()).select_from(newer.subquery())).scalar_one()
    first = connection.execute(newer.order_by(EVENTS.c.version).limit(TOLD))
    return told_arrived(count, [(row.version, row.event_type) for row in first])


def told_arrived(count: int, first: Sequence[tuple[int, str]]) -> str:
    """So many events that arrived meanwhile, the first of them by version and type; empty for none."""
    if not count:
        return ""
    named = ", ".join(f"{type_} (version {version})" for version, type_ in first)
    more = f" and {count - len(first)} more" if count > len(first) else ""
    return f"{count} {'event' if count == 1 else 'events'} arrived, {named}{more}"


def _flipped(deleted: frozenset[int], before: frozenset[int]) -> str:
    told = [
        f"{'event' if len(versions) == 1 else 'events'} {', '.join(map(str, sorted(versions)))} {verb}"
        for versions, verb in ((deleted - before, "soft-deleted"), (before - deleted, "restored"))
        if versions
    ]
    return " and ".join(told)


def _of(stream: StreamId) -> Any:
    return (EVENTS.c.aggregate_type == stream.type) & (EVENTS.c.aggregate_id == stream.id)


def stored_text(document: Json) -> str:
    """A document as JSON text. Raises `Refused` for what cannot be stored so."""
    try:
        text = orjson.dumps(document)
    except orjson.JSONEncodeError as error:
        raise Refused(f"The event cannot be stored as JSON: {error}; nothing was changed.") from error
    if too_deep(text):
        raise Refused(f"The event nests deeper than {MAX_DEPTH} levels; nothing was changed.")
    return text.decode()
