"""The demo: a small store of real and made-up students, made from the shipped files."""

from __future__ import annotations

import os
import sys
from importlib.resources import as_file
from pathlib import Path
from typing import TYPE_CHECKING, Final

from leftfold.bundled import resources
from leftfold.deferred import Deferred
from leftfold.model.edits import Because, ChangeSet, SoftDelete
from leftfold.model.errors import CannotOpen
from leftfold.model.stream import StreamId
from leftfold.store.opening import create_store
from leftfold.whole_file import whole_file

if TYPE_CHECKING:
    from leftfold.store.importing import importer, map_files
    from leftfold.store.store import Store
else:
    # 12 ms, which only the making of the demo takes.
    importer = Deferred("leftfold.store.importing.importer")
    map_files = Deferred("leftfold.store.importing.map_files")

FIRST_SHOWN: Final = "student/3202"
"""The aggregate that the demo opens with: the student with the wrong reset."""

_SOURCES: Final = (
    ("oulad.csv.gz", "oulad", "Real students of the Open University, for the demo"),
    ("students.jsonl", "leftfold", "Made-up students and carts, for the demo"),
)
_NOT_HERS: Final = (StreamId("student", "3203"), SoftDelete(52))
_WHY_NOT: Final = Because("Mira Castell", "Her brother took this quiz on her tablet; the score is not hers.", "SUP-118")


def demo_folder() -> Path:
    """The folder of the current user in which the demo is kept. Raises `CannotOpen` where there is no home."""
    try:
        home = Path.home()
    except RuntimeError as error:
        raise CannotOpen("The computer does not tell where your home folder is; name a folder with --at.") from error
    match sys.platform:
        case "win32":
            data = os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"
        case "darwin":
            data = home / "Library" / "Application Support"
        case _:
            data = os.environ.get("XDG_DATA_HOME") or home / ".local" / "share"
    return Path(data) / "leftfold"


def demo_store(folder: Path) -> Path:
    """The demo's store in a folder; made where it is not there yet. Raises `CannotOpen`."""
    path = folder / "demo.sqlite"
    if path.exists():
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotOpen(f"The folder {folder} cannot be made: {error.strerror}; name another.") from error
    with whole_file(path) as made:
        _make(made)
    return path


def _make(path: Path) -> None:
    store, unwatched = create_store(str(path)), importer.Watcher(lambda _events, _fraction: None, lambda _bad: None)
    try:
        for name, how, reason in _SOURCES:
            with as_file(resources() / "demo" / name) as source:
                importer.Import(source, map_files.load_map(how), Because("leftfold demo", reason)).into(
                    store, unwatched
                )
        _soft_delete(store)
    finally:
        store.close()


def _soft_delete(store: Store) -> None:
    stream, edit = _NOT_HERS
    store.commit(ChangeSet(stream, store.summary(stream).version, (edit,), _WHY_NOT))
