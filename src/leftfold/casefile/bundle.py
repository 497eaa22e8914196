"""A bundle: some aggregates as a store of their own in one file, with where to stand, the notes, and who reads them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import orjson

from leftfold.casefile.bookmarks import Bookmarks, bookmarks_file
from leftfold.domain.reducer import reducer_mark
from leftfold.model.errors import CannotOpen
from leftfold.model.json import Json, JsonObject
from leftfold.model.stream import StreamId
from leftfold.session import Session

FORM: Final = 1
"""Of the note in a bundle; one of a later form is not understood."""
_TABLE: Final = "leftfold_bundle"


@dataclass(frozen=True, slots=True)
class Noted:
    """What a bundle says beside its events."""

    stream: StreamId
    """The aggregate to show."""
    version: int
    """Where to stand."""
    domain: str
    """The name of the domain that read it."""
    reducer: str
    """What tells that domain's functions from those of another version; empty where it cannot be told."""
    notes: tuple[tuple[StreamId, int, str], ...]
    """The bookmarks: aggregate, version, note."""


@dataclass(frozen=True, slots=True)
class TakenUp:
    """Where to stand in a bundle that was opened."""

    stream: StreamId
    version: int
    told: str
    """What the person should know; empty where all is as it was."""


def write_note(file: Path, noted: Noted) -> None:
    """Put the note into the store of a bundle, and make it one file that nothing lies beside."""
    document: JsonObject = {
        "form": FORM,
        "stream": _row(noted.stream),
        "version": noted.version,
        "domain": noted.domain,
        "reducer": noted.reducer,
        "notes": [[*_row(stream), version, note] for stream, version, note in noted.notes],
    }
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        with connection:
            connection.execute(f"CREATE TABLE {_TABLE} (note TEXT NOT NULL)")
            connection.execute(f"INSERT INTO {_TABLE} VALUES (?)", (orjson.dumps(document).decode(),))


def read_note(file: Path) -> Noted | None:
    """The note in a store's file; None where the store is no bundle. Raises `CannotOpen` where it is not understood."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute(f"SELECT note FROM {_TABLE}").fetchone()
    except sqlite3.Error:
        # Without the table it is an ordinary store.
        return None
    try:
        found = orjson.loads(row[0])
        if found["form"] != FORM:
            raise CannotOpen(f"{file.name} is a bundle of a later Leftfold; its events are shown, and not its place.")
        notes = tuple((StreamId(type_, id_), int(version), str(note)) for type_, id_, version, note in found["notes"])
        return Noted(StreamId(*found["stream"]), int(found["version"]), found["domain"], found["reducer"], notes)
    except (TypeError, KeyError, ValueError) as error:
        raise CannotOpen(f"The note in the bundle {file.name} cannot be read; its events are shown.") from error


def take_up(session: Session, file: Path) -> TakenUp | None:
    """Where to stand in an opened store, the notes being kept as one's own; None where it is no bundle.

    Raises `CannotOpen` or `StoreFailed`.
    """
    noted = read_note(file)
    if noted is None:
        return None
    kept = Bookmarks(bookmarks_file())
    for stream in {stream for stream, _version, _note in noted.notes}:
        if not kept.of(session.place, stream):
            for _stream, version, note in (one for one in noted.notes if one[0] == stream):
                kept.put(session.place, stream, version, note)
    return TakenUp(noted.stream, noted.version, _told(session, noted))


def _told(session: Session, noted: Noted) -> str:
    domain = session.open_stream(noted.stream).domain
    if domain.name != noted.domain:
        other = f"This bundle was read by the domain {noted.domain}; here it is read by {domain.name}"
        return f"{other}. Name the domain with --domain."
    mark = reference_of(session, noted.stream)[1]
    if noted.reducer and mark != noted.reducer:
        return f"This bundle was read by another version of the domain {noted.domain}; states may differ."
    return ""


def reference_of(session: Session, stream: StreamId) -> tuple[str, str]:
    """The domain that reads a stream: its name, and what tells its functions from those of another version."""
    domain = session.open_stream(stream).domain
    return domain.name, reducer_mark(domain) or ""


def _row(stream: StreamId) -> list[Json]:
    return [stream.type, stream.id]
