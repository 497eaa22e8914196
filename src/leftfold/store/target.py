"""Where a database is: a file or a URL, and whether the file can be what it should be, told without touching it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from errno import EACCES
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from leftfold.model.errors import CannotOpen
from leftfold.store.database_file import check_readable


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
    found = _status(file)
    if S_ISDIR(found.st_mode):
        raise CannotOpen(f"{file} is a folder; name the database file inside it.")
    if not S_ISREG(found.st_mode):
        raise CannotOpen(f"{file} is no ordinary file; name a database file.")
    if not found.st_size:
        raise CannotOpen(f"{file} is empty; choose a file that holds an event store.")
    check_readable(file)
    if write and not os.access(file, os.W_OK):
        raise CannotOpen(f"{file} is read-only; allow writing to it, or copy it elsewhere and open the copy.")


def _status(file: Path) -> os.stat_result:
    try:
        found = file.stat()
    except FileNotFoundError as error:
        raise CannotOpen(f"There is no file {file}; check the path.") from error
    except OSError as error:
        raise CannotOpen(f"{file} cannot be read: {error.strerror}.") from error
    if not os.access(file, os.R_OK):
        raise CannotOpen(f"{file} cannot be read: {os.strerror(EACCES)}.")
    return found


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
    return Target(file.name or str(file), URL.create("sqlite", database=str(file)), file)
