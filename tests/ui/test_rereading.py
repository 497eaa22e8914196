"""A stream read once more."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.rereading import Rereading
from leftfold.ui.tasks import Tasks
from tests.school import EVENTS
from tests.store_builders import make_native, stream_id
from tests.ui.conftest import OpenStore


def test_it_is_given_as_it_is_now_or_why_it_cannot(
    qtbot: QtBot, document: Document, tasks: Tasks, open_store: OpenStore, tmp_path: Path
) -> None:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}))
    rereading = Rereading(tasks, tasks)
    assert document.session is not None
    with qtbot.waitSignal(rereading.read) as told:
        rereading.ask(document.session, stream_id("student/1"))
    assert told.args is not None
    assert len(told.args[0].index) == len(EVENTS)
    with qtbot.waitSignal(rereading.failed) as failed:
        rereading.ask(document.session, stream_id("student/9"))
    assert failed.args is not None
    assert "student/9" in failed.args[0]
