"""A small store in which everything happens that the inspector has words for."""

from __future__ import annotations

from pathlib import Path

from leftfold.model.edits import ChangeSet, SoftDelete
from leftfold.ui.document import Document
from leftfold.ui.shown import Shown
from tests.store_builders import TESTING, make_native, opened, put_raw, stream_id

THING = "thing/1"
EVENTS = [
    ("made", {"name": "one", "size": 7}),
    ("sized", {"size": 3}),
    ("noted", {"note": {"by": "Ann", "stars": 5}}),
    ("sized", {"size": 4}),
    ("touched", {}),
]
DELETED = 4
"""The version of the event that is soft-deleted."""
BROKEN = 6
"""The version of the event whose payload is no JSON; one more event follows it."""
LAST = 7


def make_things(folder: Path) -> Path:
    """The store; its stream `thing/1` has seven events."""
    path = make_native(folder / "things.sqlite", {THING: EVENTS})  # type: ignore[dict-item]
    put_raw(path, THING, BROKEN, b"{size: 9")
    put_raw(path, THING, LAST, b'{"size": 8}')
    with opened(path, write=True) as store:
        store.commit(ChangeSet(stream_id(THING), LAST, (SoftDelete(DELETED),), TESTING))
    return path


def shown_of(document: Document) -> Shown:
    """What the document shows."""
    assert document.shown is not None
    return document.shown
