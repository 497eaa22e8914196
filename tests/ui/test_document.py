"""The opened store and the shown stream."""

from __future__ import annotations

from pathlib import Path

from leftfold.ui.document import Document
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore


def test_the_selected_stream_is_shown_at_its_end(tmp_path: Path, document: Document, open_store: OpenStore) -> None:
    open_store(make_native(tmp_path / "s.sqlite", {"cart/1": [("added", {"n": n}) for n in range(3)]}), select="1")
    assert document.shown is not None
    assert document.selection.ordinal == len(document.shown.index) == 3
