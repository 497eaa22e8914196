"""The database behind a store: its connections, opened read-only without leaving a trace, or for writing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from leftfold.model.errors import CannotOpen, StoreFailed
from leftfold.store.faults import told_as

BUSY_SECONDS: Final = 2
"""How long a locked database is waited for: long enough for another program's commit, short enough for a person."""

_MAGIC: Final = b"SQLite format 3\0"
_WAL_MARK: Final = 2
"""What the read version in the header's byte 19 is for a database with a write-ahead log."""
_EXTRAS: Final = {"postgresql": "postgres", "mysql": "mysql", "mariadb": "mysql"}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a database is, for messages and for the engine."""

    name: str
    """The file's name, or the URL without its password."""
    url: URL
    file: Path | None
    """None where the database is no file."""


class Database:
    """An open database: connections for several threads, and a token that changes when others write."""

    def __init__(self, target: Target, *, write: bool) -> None:
        self.name = target.name
        self._file = target.file
        self._write = write
        self._tidy = target.file is not None and not write and not _wal(target.file).exists()
        self.engine = _engine(target, write=write)
        self._watch: Connection | None = None
        self._watching = Lock()

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection for reading; the database's known faults become `StoreFailed`."""
        with told_as(StoreFailed, self.name), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection whose writes are all made at the end, or none of them where something is raised."""
        with told_as(StoreFailed, self.name), self.engine.begin() as connection:
            if self._file is not None:
                # The lock is taken at the start, so that what is checked first still holds when it is written.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    def change_token(self) -> object:
        """A value that differs after another connection changed the database, or the file was replaced."""
        with self._watching, told_as(StoreFailed, self.name):
            if self._watch is None:
                self._watch = self.engine.connect()
            if self._file is None:
                return None
            return self._watch.exec_driver_sql("PRAGMA data_version").scalar(), _identity(self._file)

    def close(self) -> None:
        """Close all connections, and let SQLite take away the log files that reading alone brought about."""
        with self._watching:
            if self._watch is not None:
                self._watch.close()
        if self._write and self._file is not None:
            self._merge_log()
        self.engine.dispose()
        if self._tidy and self._file is not None:
            _tidy(self._file)

    def _merge_log(self) -> None:
        # While a reader is open, closing alone would leave the newest events in the log and not in the file.
        with told_as(StoreFailed, self.name), self.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def target_of(text: str) -> Target:
    """The database that a path or a URL names. Raises `CannotOpen` for a malformed URL."""
    if "://" not in text:
        return _file_target(Path(text))
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise CannotOpen(f'"{text}" is no database URL; write it like postgresql://user@host/database.') from error
    if url.get_backend_name() == "sqlite":
        return _file_target(Path(url.database or ""))
    return Target(url.render_as_string(hide_password=True), url, None)


def check_file(target: Target, *, write: bool) -> None:
    """Raise `CannotOpen` where the target is a file that cannot be opened, or cannot be written; touch nothing."""
    file = target.file
    if file is None:
        return
    if file.is_dir():
        raise CannotOpen(f"{file} is a folder; name the database file inside it.")
    try:
        header = _header(file)
    except FileNotFoundError as error:
        raise CannotOpen(f"There is no file {file}; check the path.") from error
    except OSError as error:
        raise CannotOpen(f"{file} cannot be read: {error.strerror}.") from error
    if not header:
        raise CannotOpen(f"{file} is empty; choose a file that holds an event store.")
    if not header.startswith(_MAGIC):
        raise CannotOpen(f"{file} is not a SQLite database; choose another file or give a database URL.")
    if write and not os.access(file, os.W_OK):
        raise CannotOpen(f"{file} is read-only; allow writing to it, or copy it elsewhere and open the copy.")


def check_new_file(target: Target) -> Path:
    """The file to make for a new store. Raises `CannotOpen` where it exists or its folder does not."""
    file = target.file
    if file is None:
        raise CannotOpen(f"{target.name} is no file; a new store is made as a SQLite file.")
    if file.exists():
        raise CannotOpen(f"{file} exists already; choose another name for the new store.")
    if not file.parent.is_dir():
        raise CannotOpen(f"There is no folder {file.parent}; make it first.")
    return file


def _file_target(file: Path) -> Target:
    # SQLite takes the path from a URI, where ?, # and % have meanings of their own.
    uri = "file:" + quote(file.absolute().as_posix(), safe="/:")
    return Target(file.name or str(file), URL.create("sqlite", database=uri), file)


def _engine(target: Target, *, write: bool) -> Engine:
    if target.file is None:
        return _server_engine(target)
    mode = {"mode": "rwc"} if write and not target.file.exists() else _mode(target.file, write=write)
    url = target.url.update_query_dict({**mode, "uri": "true", "timeout": str(BUSY_SECONDS)})
    engine = create_engine(url)
    event.listen(engine, "connect", _leave_transactions_to_us)
    if write:
        event.listen(engine, "connect", _check_references)
    return engine


def _mode(file: Path, *, write: bool) -> dict[str, str]:
    if write:
        return {"mode": "rw"}
    if os.access(file.parent, os.W_OK) or _wal(file).exists() or _header(file)[18:20] != bytes([_WAL_MARK] * 2):
        return {"mode": "ro"}
    # The log's index could not be made beside the file; without a log, the file is all there is.
    return {"mode": "ro", "immutable": "1"}


def _server_engine(target: Target) -> Engine:
    backend = target.url.get_backend_name()
    try:
        return create_engine(target.url)
    except NoSuchModuleError as error:
        raise CannotOpen(f'"{backend}" is no kind of database that Leftfold knows.') from error
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(backend)
        remedy = f"pip install leftfold[{extra}]" if extra else f"pip install {error.name}"
        raise CannotOpen(f"The driver for {backend} is not installed; run: {remedy}") from error


def _leave_transactions_to_us(connection: Any, _record: object) -> None:
    # The sqlite3 module would begin transactions by its own rules; a reader needs none.
    connection.isolation_level = None


def _check_references(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")


def _tidy(file: Path) -> None:
    log = _wal(file)
    if not os.access(file, os.W_OK) or not log.exists() or log.stat().st_size:
        return
    # SQLite removes an empty log when the last connection that may write is closed; its own locks keep this safe.
    connection = sqlite3.connect(f"file:{quote(file.absolute().as_posix(), safe='/:')}?mode=rw", uri=True, timeout=0)
    with told_as(StoreFailed, file.name):
        try:
            connection.execute("PRAGMA schema_version").fetchone()
        finally:
            connection.close()


def _wal(file: Path) -> Path:
    return file.with_name(file.name + "-wal")


def _header(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(100)


def _identity(file: Path) -> tuple[int, ...] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
