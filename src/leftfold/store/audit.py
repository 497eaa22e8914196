"""The audit: who changed what in a native store, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from leftfold import __version__
from leftfold.model.edits import Because
from leftfold.model.event import Document
from leftfold.model.json import Json, compact
from leftfold.model.stream import StreamId
from leftfold.model.times import time_text
from leftfold.store.codec import read_json, read_text
from leftfold.store.dialects import Dialect
from leftfold.store.moments import Moments
from leftfold.store.native import AUDIT
from leftfold.store.numbering import NUMBERS, numbered
from leftfold.store.tables import Kind


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One write to the store."""

    at: datetime | None
    because: Because
    tool: str
    """The name and version of the program that wrote."""
    stream: StreamId | None
    """None for an import into many streams."""
    base_version: int | None
    version: int | None
    """The stream's last version after the write."""
    edits: Document
    """What was written, as a list of objects."""


@dataclass(frozen=True, slots=True)
class Span:
    """The part of a stream that a write went over: its last version before and after."""

    stream: StreamId
    base_version: int | None
    version: int | None


def record(connection: Connection, because: Because, edits: list[Json], span: Span | None) -> None:
    """Write an entry; without a span where many streams were written to."""
    row: dict[str, Any] = {
        **numbered(connection, "id", NUMBERS.c.entry),
        "at": time_text(datetime.now(UTC)),
        "author": because.author,
        "reason": because.reason,
        "ticket": because.ticket,
        "tool": f"leftfold {__version__}",
        "edits": compact(edits),
    }
    if span is not None:
        row |= {"aggregate_type": span.stream.type, "aggregate_id": span.stream.id}
    versions = {} if span is None else {"base_version": span.base_version, "version": span.version}
    connection.execute(insert(AUDIT).values(**row, **versions))


def entries(connection: Connection, stream: StreamId | None) -> tuple[AuditEntry, ...]:
    """The writes to a stream, or all, the oldest first."""
    words = Dialect(connection.dialect.name)
    texts = (words.stored(column, Kind.TEXT) for column in _TEXTS)
    statement = select(*texts, AUDIT.c.base_version, AUDIT.c.version).order_by(AUDIT.c.id)
    if stream is not None:
        statement = statement.where(AUDIT.c.aggregate_type == stream.type, AUDIT.c.aggregate_id == stream.id)
    return tuple(_entry(*row) for row in connection.execute(statement))


def committer_of(edits: Document) -> str:
    """Who committed the edits that the audit has of one write, where another drafted them; else empty."""
    first = edits[0] if isinstance(edits, list) and edits else None
    found = first.get("committed_by") if isinstance(first, dict) else None
    return found if isinstance(found, str) else ""


_WHO: Final = (AUDIT.c.author, AUDIT.c.reason, AUDIT.c.ticket, AUDIT.c.tool)
_WHERE: Final = (AUDIT.c.aggregate_type, AUDIT.c.aggregate_id)
_TEXTS: Final = (AUDIT.c.at, *_WHO, *_WHERE, AUDIT.c.edits)


def _entry(*row: Any) -> AuditEntry:
    at, author, reason, ticket, tool, type_, id_, edits, base_version, version = row
    written = read_json(edits)
    return AuditEntry(
        at=Moments(None).time(at),
        because=Because(read_text(author), read_text(reason), read_text(ticket), committer_of(written)),
        tool=read_text(tool),
        stream=None if id_ is None else StreamId(read_text(type_), read_text(id_)),
        base_version=base_version,
        version=version,
        edits=written,
    )
