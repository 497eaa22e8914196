"""The line at the foot of the window."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.status import Status
from leftfold.ui.tasks import Lane, Request
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, HoldLane, OpenStore
from tests.ui.finding import the

EVENTS = [
    ("placeStudent", {"lesson": 6}),
    ("unheardOf", {}),
    ("lessonCompleted", {"lesson": 6}),
    ("alsoUnheardOf", {}),
]


def test_it_says_how_much_is_shown_and_what_is_wrong(
    qtbot: QtBot, document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path
) -> None:
    status = Status(document)
    qtbot.addWidget(status)
    assert status.text == ""
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": list(EVENTS)}), select="student/1")
    qtbot.waitUntil(lambda: status.text == "4 events · 2 failed events · state at 4 of 4")
    document.selection.go_to(2)
    assert status.text.endswith("state at 2 of 4")
    drafting.soft_delete(3)
    qtbot.waitUntil(lambda: status.text == "4 events, 1 soft-deleted · 2 failed events · state at 2 of 4")
    drafting.soft_delete(2)
    qtbot.waitUntil(lambda: status.text == "4 events, 2 soft-deleted · 1 failed event · state at 2 of 4")


def test_only_work_that_takes_a_while_is_shown(qtbot: QtBot, document: Document) -> None:
    status, gate = Status(document), Event()
    qtbot.addWidget(status)
    status.show()
    bar = the(QProgressBar, status)
    document.tasks.run(_until(gate))
    assert bar.isHidden()
    try:
        qtbot.waitUntil(lambda: not bar.isHidden())
    finally:
        gate.set()
    qtbot.waitUntil(bar.isHidden)
    with qtbot.waitSignal(document.tasks.idle):
        document.tasks.run(_until(gate))
    assert bar.isHidden()


def _until(gate: Event) -> Request[bool]:
    return Request(
        lane=Lane.LIST, key="wait", work=lambda _job: gate.wait(30), done=lambda _done: None, failed=lambda _error: None
    )


@pytest.mark.usefixtures("in_pages")
def test_it_says_how_much_of_a_long_stream_is_read(
    qtbot: QtBot, document: Document, held: HoldLane, open_store: OpenStore, tmp_path: Path
) -> None:
    status = Status(document)
    qtbot.addWidget(status)
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": [("placeStudent", {"lesson": 6})] * 200}))
    with held(Lane.SURVEY):
        with qtbot.waitSignal(document.loaded, timeout=WAIT):
            document.select("student/1")
        assert status.text == "200 events, 10 % read · state at 200 of 200"
    qtbot.waitUntil(lambda: status.text == "200 events · state at 200 of 200", timeout=WAIT)
