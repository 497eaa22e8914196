"""The event at the cursor as the one that another begins as."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.originals import Original, read_original
from tests.store_builders import make_native, put_raw
from tests.ui.conftest import OpenStore


@pytest.fixture
def read(document: Document, idle: Callable[[], None]) -> Callable[[int], Original | str | None]:
    """Reads the event at an ordinal: what came of it, which is nothing where nothing is heard."""

    def read(ordinal: int) -> Original | str | None:
        heard: list[Original | str] = []
        document.selection.go_to(ordinal)
        read_original(document, "test", heard.append, heard.append)
        idle()
        return heard.pop() if heard else None

    return read


def test_a_stored_event_and_one_that_is_only_proposed_are_read(
    open_store: OpenStore,
    drafting: Drafting,
    idle: Callable[[], None],
    read: Callable[[int], Original | str | None],
    tmp_path: Path,
) -> None:
    open_store(make_native(tmp_path / "s.sqlite", {"box/1": [("put", {"x": 1})]}), select="box/1")
    drafting.append("taken", {"x": 2})
    idle()
    assert read(0) is None
    assert read(1) == Original(1, "put", {"x": 1}, is_stored=True)
    assert read(2) == Original(2, "taken", {"x": 2}, is_stored=False)


def test_what_has_no_fields_is_told(
    open_store: OpenStore, read: Callable[[int], Original | str | None], tmp_path: Path
) -> None:
    path = make_native(tmp_path / "s.sqlite", {"box/1": [("put", {"x": 1})]})
    put_raw(path, "box/4", 1, b"[1]")
    open_store(path, select="box/4")
    assert read(1) == "The payload of event 1 is no JSON object and cannot be copied."


def test_without_an_aggregate_nothing_is_read(read: Callable[[int], Original | str | None]) -> None:
    assert read(1) is None
