"""A commit as a script of SQL, for somebody who lets no other program write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from leftfold import __version__
from leftfold.model.edits import ChangeSet
from leftfold.store.foreign import ForeignWriter
from leftfold.store.foreign_script import foreign_parts
from leftfold.store.layout import Layout
from leftfold.store.native_script import native_parts, why_text
from leftfold.store.script_words import Part, postgresql_script, sqlite_script
from leftfold.store.statements import Key
from leftfold.store.writing import check_each

_HOW: Final = {
    "sqlite": "Run it by: sqlite3 -bail STORE < FILE",
    "postgresql": "Run it by: psql -v ON_ERROR_STOP=1 -f FILE URL",
}


def script(layout: Layout, dialect: str, writer: ForeignWriter | None, work: Sequence[tuple[ChangeSet, Key]]) -> str:
    """The SQL that writes what a commit would, in one transaction that fails where a stream has moved.

    Raises `Refused` where it cannot be, and `Conflict` where a stream of another library has moved by now.
    """
    change_sets = [changes for changes, _key in work]
    check_each(change_sets)
    parts: Iterator[Part]
    if writer is None:
        parts = native_parts(dialect, layout.events.schema, change_sets)
    else:
        parts = foreign_parts(writer, dialect, work)
    return (sqlite_script if dialect == "sqlite" else postgresql_script)(_head(layout, dialect, change_sets), parts)


def _head(layout: Layout, dialect: str, change_sets: Sequence[ChangeSet]) -> Iterator[str]:
    yield f"Leftfold {__version__}, for a store of {layout.title}: one transaction, all or nothing."
    yield "It fails, and writes nothing, where a stream is not as it was when the draft was made."
    yield _HOW[dialect]
    for changes in change_sets:
        edits = len(changes.edits)
        at = "new" if changes.base_version is None else f"at version {changes.base_version}"
        yield f"{changes.stream}, {at}: {edits} {'edit' if edits == 1 else 'edits'}. {why_text(changes.because)}"
