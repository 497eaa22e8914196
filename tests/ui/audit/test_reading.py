"""The audit is read and narrowed down off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.audit import AuditFilter
from leftfold.model.errors import Cancelled
from leftfold.ui.audit.reading import AuditReading, _narrowed
from leftfold.ui.document import Document
from leftfold.ui.tasks import Job
from tests.model.test_audit import ENTRY
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore

Idle = Callable[[], None]


def test_without_a_store_nothing_is_read(document: Document, idle: Idle, tmp_path: Path) -> None:
    reading = AuditReading(document)
    reading.read()
    reading.verify()
    reading.export(tmp_path / "a.csv")
    idle()
    assert (reading.entries, [*tmp_path.iterdir()]) == ((), [])


def test_what_is_wanted_stays_so_when_it_is_read_anew(
    qtbot: QtBot, document: Document, open_store: OpenStore, tmp_path: Path, idle: Idle
) -> None:
    open_store(make_native(tmp_path / "s.db", {"student/1": [("a", {})]}))
    reading = AuditReading(document)
    reading.read()
    idle()
    assert (len(reading.entries), reading.count) == (1, 1)
    reading.want(AuditFilter(author="nobody"))
    idle()
    assert (reading.entries, reading.count) == ((), 1)
    with qtbot.waitSignal(reading.listed):
        reading.read()
    assert reading.entries == ()
    idle()


def test_closed_it_tells_nothing(
    qtbot: QtBot, document: Document, open_store: OpenStore, tmp_path: Path, idle: Idle
) -> None:
    open_store(make_native(tmp_path / "s.db", {"student/1": [("a", {})]}))
    reading = AuditReading(document)
    with qtbot.assertNotEmitted(reading.listed):
        reading.read()
        reading.close()
        idle()


def test_narrowing_ends_where_nobody_waits() -> None:
    job = Job(lambda _job, _value: None)
    many = tuple(replace(ENTRY, number=number) for number in range(2_500))
    assert len(_narrowed(many, AuditFilter(), job)) == 2_500
    job.cancel()
    with pytest.raises(Cancelled):
        _narrowed(many, AuditFilter(), job)
