"""The audit of a native store: entries that are only added, each chained to the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, insert, literal_column, null, select

from leftfold.model.audit import TOOL, AuditEntry
from leftfold.model.chain import Checked, Link, Seal, chained, check
from leftfold.model.edits import Because, States
from leftfold.model.event import Document
from leftfold.model.json import Json, JsonObject, compact
from leftfold.model.stream import StreamId
from leftfold.model.times import time_text
from leftfold.store.codec import Stored, read_json, read_text
from leftfold.store.dialects import Dialect
from leftfold.store.moments import Moments
from leftfold.store.native import AUDIT, CHAIN
from leftfold.store.numbering import NUMBERS, numbered
from leftfold.store.tables import Kind


@dataclass(frozen=True, slots=True)
class Span:
    """The part of a stream that a write went over: its last version before and after, and what became of its state."""

    stream: StreamId
    base_version: int | None
    version: int | None
    states: States | None = None


def record(connection: Connection, because: Because, edits: list[Json], span: Span | None) -> None:
    """Write an entry; without a span where many streams were written to.

    It is called while other writers wait, so that no other entry comes between this one and the one it follows.
    """
    content: JsonObject = {
        "number": _number(connection),
        "at": time_text(datetime.now(UTC)),
        "author": because.author,
        "reason": because.reason,
        "ticket": because.ticket,
        "tool": TOOL,
        **_where(span),
        "edits": compact(edits),
    }
    row = {"id" if name == "number" else name: value for name, value in content.items()}
    if has_chain(connection):
        content |= _states(span)
        previous = _last_hash(connection)
        row |= {**_states(span), "previous": previous, "hash": chained(content, previous)}
    connection.execute(insert(AUDIT).values(**row))


def entries(connection: Connection, stream: StreamId | None) -> tuple[AuditEntry, ...]:
    """The writes to a stream, or all, the oldest first."""
    statement = _stored(connection).order_by(AUDIT.c.id)
    if stream is not None:
        statement = statement.where(AUDIT.c.aggregate_type == stream.type, AUDIT.c.aggregate_id == stream.id)
    return tuple(_entry(row) for row in connection.execute(statement).mappings())


def committer_of(edits: Document) -> str:
    """Who committed the edits that the audit has of one write, where another drafted them; else empty."""
    first = edits[0] if isinstance(edits, list) and edits else None
    found = first.get("committed_by") if isinstance(first, dict) else None
    return found if isinstance(found, str) else ""


def checked(connection: Connection, kept: str) -> Checked:
    """What the chain shows; `kept` is the hash of an entry that must be there, or empty."""
    return check(_links(connection), counted=_counted(connection), kept=kept)


def has_chain(connection: Connection) -> bool:
    """Whether the table has the columns of the chain, which those of older versions of Leftfold have not."""
    # Numbers begin with 1: what is asked for is the names of the columns.
    no_row: Select[Any] = select(literal_column("*")).select_from(AUDIT).where(AUDIT.c.id == 0)
    return {column.name for column in CHAIN} <= set(connection.execute(no_row).keys())


def _where(span: Span | None) -> JsonObject:
    return {
        "aggregate_type": None if span is None else span.stream.type,
        "aggregate_id": None if span is None else span.stream.id,
        "base_version": None if span is None else span.base_version,
        "version": None if span is None else span.version,
    }


def _states(span: Span | None) -> JsonObject:
    states = None if span is None else span.states
    return {
        "domain": None if states is None else states.domain,
        "state_before": None if states is None else states.before,
        "state_after": None if states is None else states.after,
    }


def _number(connection: Connection) -> int:
    """The next number: none is left out, so that an entry that is taken away leaves a gap."""
    taken = numbered(connection, "number", NUMBERS.c.entry)
    return taken["number"] if taken else _counted(connection) + 1


def _counted(connection: Connection) -> int:
    """The number that was last given to an entry, be it there or not."""
    if connection.dialect.name != "sqlite":
        return int(connection.execute(select(NUMBERS.c.entry)).scalar_one())
    return int(connection.exec_driver_sql(_COUNTED).scalar_one())


_COUNTED: Final = """
    SELECT max(coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = 'audit'), 0),
               coalesce((SELECT max(id) FROM audit), 0))
"""
"""What SQLite counts with is a table as any other, that could have been put back."""


def _last_hash(connection: Connection) -> str:
    """What the next entry follows: the last entry of the chain, or all that is before a chain."""
    newest = select(AUDIT.c.hash).where(AUDIT.c.hash.is_not(None)).order_by(AUDIT.c.id.desc()).limit(1)
    last = connection.execute(newest).scalar_one_or_none()
    if last is not None:
        return str(last)
    seal = Seal()
    for link in _links(connection):
        seal.add(link.content)
    return seal.hash


_TEXTS: Final = ("at", "author", "reason", "ticket", "tool", "aggregate_type", "aggregate_id", "edits")
_CHAINED: Final = tuple(column.name for column in CHAIN)


def _stored(connection: Connection) -> Select[Any]:
    words, there = Dialect(connection.dialect.name), has_chain(connection)
    texts = [words.stored(AUDIT.c[name], Kind.TEXT).label(name) for name in _TEXTS]
    chain = [(words.stored(AUDIT.c[name], Kind.TEXT) if there else null()).label(name) for name in _CHAINED]
    return select(AUDIT.c.id, *texts, AUDIT.c.base_version, AUDIT.c.version, *chain)


def _links(connection: Connection) -> Iterator[Link]:
    for row in connection.execute(_stored(connection).order_by(AUDIT.c.id)).mappings():
        hash_ = _text(row["hash"])
        yield Link(row["id"], _content(row, in_chain=bool(hash_)), _text(row["previous"]) or "", hash_ or "")


def _content(row: Mapping[Any, Any], *, in_chain: bool) -> JsonObject:
    """What is hashed of an entry; of one that is before the chain, as it was then."""
    at = Moments(None).time(row["at"])
    content: JsonObject = {
        "number": row["id"],
        **{name: _text(row[name]) for name in _TEXTS},
        "base_version": row["base_version"],
        "version": row["version"],
    }
    if at is not None:
        # As it is written, however the database puts it.
        content["at"] = time_text(at)
    later = ("domain", "state_before", "state_after") if in_chain else ()
    return content | {name: _text(row[name]) for name in later}


def _text(raw: Stored) -> str | None:
    return None if raw is None else read_text(raw)


def _because(row: Mapping[Any, Any], written: Document) -> Because:
    author, reason, ticket = (read_text(row[name]) for name in ("author", "reason", "ticket"))
    return Because(author, reason, ticket, committer_of(written))


def _entry(row: Mapping[Any, Any]) -> AuditEntry:
    id_, domain = _text(row["aggregate_id"]), _text(row["domain"])
    written = read_json(row["edits"])
    states = None if domain is None else States(domain, read_text(row["state_before"]), read_text(row["state_after"]))
    return AuditEntry(
        at=Moments(None).time(row["at"]),
        because=_because(row, written),
        tool=read_text(row["tool"]),
        stream=None if id_ is None else StreamId(read_text(row["aggregate_type"]), id_),
        base_version=row["base_version"],
        version=row["version"],
        edits=written,
        number=row["id"],
        states=states,
        previous=read_text(row["previous"]),
        hash=read_text(row["hash"]),
    )
