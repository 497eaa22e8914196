"""Where a database is: a file or a URL, and whether the file can be what it should be, told without touching it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from errno import EACCES
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from leftfold.model.errors import CannotOpen
from leftfold.store.database_file import check_readable

PASSWORD_VARIABLE: Final = "LEFTFOLD_PASSWORD"
"""The variable of the environment that a password is taken from."""

_SECRETS: Final = ("password", "passwd", "sslpassword")
"""What of a URL's query holds a password, by the names that drivers give it."""
_SECRET: Final = re.compile(rf"(?<=[?&])({'|'.join(_SECRETS)})=[^&]*&?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a database is, for messages and for the engine."""

    name: str
    """The file's name, or the URL without its password."""
    url: URL = field(repr=False)
    """With the password, where one is known."""
    file: Path | None
    """None where the database is no file."""

    @property
    def place(self) -> str:
        """The whole path of the file, or the URL without its password."""
        return self.name if self.file is None else str(self.file.absolute())


def target_of(text: str) -> Target:
    """The database that a path or a URL names. Raises `CannotOpen` for a malformed URL.

    A server that a URL gives no password for gets the one in the environment, where that has one.
    """
    if "://" not in text:
        return _file_target(Path(text))
    url = _parsed(text)
    if url.get_backend_name() == "sqlite":
        return _file_target(Path(url.database or ""))
    given = os.environ.get(PASSWORD_VARIABLE)
    if given and not _has_password(url):
        url = url.set(password=given)
    return Target(without_password(text), url, None)


def with_password(text: str, password: str) -> str:
    """A URL with a password in place of any that it has."""
    return _parsed(without_password(text)).set(password=password).render_as_string(hide_password=False)


def without_password(text: str) -> str:
    """A URL, or a path, as it may be shown and stored."""
    if "://" not in text:
        return text
    try:
        url = _parsed(text)
    except CannotOpen:
        return _cut(text)
    query = {name: value for name, value in url.query.items() if name not in _SECRETS}
    bare = URL.create(url.drivername, url.username, None, url.host, url.port, url.database, query)
    place, mark, rest = bare.render_as_string(hide_password=False).partition("?")
    # A socket's folder reads as a path.
    return f"{place}{mark}{rest.replace('%2F', '/')}"


def _parsed(text: str) -> URL:
    # As others write it.
    spelt = re.sub(r"^postgres(?=[:+])", "postgresql", text)
    try:
        return make_url(spelt)
    except (ArgumentError, ValueError):
        told = f'"{_cut(text)}" is no database URL; write it like postgresql://user@host/database.'
        # The error below has the URL as it was given.
        raise CannotOpen(told) from None


def _has_password(url: URL) -> bool:
    return bool(url.password) or any(name in url.query for name in _SECRETS)


def _cut(text: str) -> str:
    """A malformed URL without what may be a password in it: a sign that should have been escaped hides no part."""
    scheme, _slashes, rest = text.partition("://")
    user, _colon, after = rest.partition(":")
    if "@" in after:
        rest = f"{user}@{after.rpartition('@')[2]}"
    return f"{scheme}://{re.sub(_SECRET, '', rest)}"


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
