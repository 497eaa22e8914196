"""A look at whether this machine has all that Leftfold needs, and what of it is missing."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from platformdirs import user_config_path, user_data_path

from leftfold.bundled import resources
from leftfold.crashes import versions
from leftfold.display import check_display
from leftfold.domain.registry import Domains
from leftfold.logs import log_file
from leftfold.model.errors import CannotOpen, LeftfoldError
from leftfold.store.layout_files import shipped_layouts

_EXTRAS: Final = {
    "postgres": ("psycopg", "stores on PostgreSQL"),
    "mysql": ("pymysql", "stores on MySQL and MariaDB"),
    "encryption": ("cryptography", "events that PyPI eventsourcing encrypted"),
    "keyring": ("keyring", "passwords remembered by the system"),
}
"""By the name of an extra: the module it brings, and what that is for."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was looked at."""

    name: str
    found: str
    """What was found, in a few words or a sentence."""
    is_well: bool
    """Whether it is as it should be; what is only optional is."""


def checkup() -> Iterator[Point]:
    """Each thing that Leftfold needs of this machine, looked at in turn; nothing is changed."""
    yield from (Point(name, number, is_well=True) for name, number in versions().items())
    yield Point("SQLite", sqlite3.sqlite_version, is_well=True)
    yield from map(_extra, _EXTRAS)
    yield _tried("display", _display)
    yield _tried("layouts", lambda: f"{len(shipped_layouts())} are read")
    yield from _domains()
    folders = {"settings": user_config_path, "data": user_data_path}
    for name, place in folders.items():
        yield _folder(name, place("leftfold", appauthor=False))
    yield _folder("log", log_file().parent)
    yield Point("demo", str(resources() / "demo"), is_well=(resources() / "demo").is_dir())


def _extra(name: str) -> Point:
    module, purpose = _EXTRAS[name]
    there = find_spec(module) is not None
    found = f"{module} is there, for {purpose}" if there else f'not there; pip install "leftfold[{name}]" for {purpose}'
    return Point(name, found, is_well=True)


def _display() -> str:
    check_display()
    return os.environ.get("QT_QPA_PLATFORM") or os.environ.get("DISPLAY") or sys.platform


def _domains() -> Iterator[Point]:
    domains = Domains.installed()
    for entry in domains.entries:
        yield _tried(f"domain {entry.name}", lambda entry=entry: domains.load(entry.name).origin)  # type: ignore[misc]


def _tried(name: str, look: Callable[[], str]) -> Point:
    try:
        return Point(name, look(), is_well=True)
    except LeftfoldError as error:
        return Point(name, str(error), is_well=False)


def _folder(name: str, folder: Path) -> Point:
    """Whether files can be made in a folder, or in the nearest one above it that is there."""

    def look() -> str:
        there = next((one for one in (folder, *folder.parents) if one.exists()), folder)
        try:
            with TemporaryFile(dir=there):
                pass
        except OSError as error:
            raise CannotOpen(f"{folder} cannot be written: {error.strerror}.") from error
        return str(folder)

    return _tried(name, look)
