"""The words for conditions follow the cursor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from leftfold.diagnose.vocabulary import Vocabulary
from leftfold.ui.breakpoints.words import Words
from leftfold.ui.document import Document
from leftfold.ui.selection import Selection
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore


def test_they_are_those_of_the_moment_at_the_cursor(
    document: Document, selection: Selection, open_store: OpenStore, idle: Callable[[], None], tmp_path: Path
) -> None:
    words = Words(document)
    assert words.now() == Vocabulary()
    path = make_native(tmp_path / "s.sqlite", {"thing/1": [("put", {"a": 1}), ("move", {"b": {"c": 2}})]})
    open_store(path, select="thing/1")
    assert words.now() == Vocabulary(("a", "b", "b.c"), ("event.data.b", "event.data.b.c"), ("put", "move"))
    selection.go_to(1)
    idle()
    assert words.now().state == ("a",)
    selection.go_to(0)
    idle()
    assert words.now().state == ("a",)
    document.close()
    assert words.now() == Vocabulary()
