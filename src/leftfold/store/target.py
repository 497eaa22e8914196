"""Where a database is: a file or a URL, and whether the file can be what it should be, told without touching it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from leftfold.model.errors import CannotOpen

_MAGIC: Final = b"SQLite format 3\0"
_READ_VERSION: Final = slice(19, 20)
"""The place in the header that tells a database with a write-ahead log."""
_WITH_LOG: Final = b"\2"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a database is, for messages and for the engine."""

    name: str
    """The file's name, or the URL without its password."""
    url: URL
    file: Path | None
    """None where the database is no file."""


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
    # As a URI, since a path's own ?, # or % would mean something else.
    return Target(file.name or str(file), URL.create("sqlite", database=file.absolute().as_uri()), file)


def keeps_log(file: Path) -> bool:
    """Whether the database in a file works with a write-ahead log."""
    return _header(file)[_READ_VERSION] == _WITH_LOG


def log_of(file: Path) -> Path:
    """Where SQLite puts the write-ahead log of a database."""
    return file.with_name(file.name + "-wal")


def has_log(file: Path) -> bool:
    """Whether there is a write-ahead log with something in it."""
    log = log_of(file)
    return log.exists() and log.stat().st_size > 0


def _header(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(100)
