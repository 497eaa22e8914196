"""What is found out of an event while it is put together."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from leftfold.domain.definition import Kind
from leftfold.draft.trial import Trial
from leftfold.ui.document import Document
from leftfold.ui.draft.finding_out import FindingOut
from leftfold.ui.drafting import Drafting
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, OpenStore


@pytest.fixture
def finding(document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path) -> FindingOut:
    rows = [*EVENTS, ("odd", {"x": 1})]
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": rows}), select="student/1")
    return FindingOut(document, drafting, document)


def test_the_fields_of_a_type_are_those_seen(qtbot: QtBot, finding: FindingOut) -> None:
    with qtbot.waitSignal(finding.fields_seen, timeout=WAIT) as seen:
        finding.look_for_fields("odd")
    assert seen.args is not None
    event_type, (field,) = seen.args
    assert (event_type, field.name, field.kind) == ("odd", "x", Kind.INTEGER)


def test_nothing_is_asked_of_a_type_that_is_not_there(finding: FindingOut, document: Document) -> None:
    finding.look_for_fields("unheard of")
    assert document.tasks.is_idle


def test_an_event_is_tried_on_the_drafted_state(qtbot: QtBot, finding: FindingOut, drafting: Drafting) -> None:
    drafting.append("resetProgress", {"lesson": 9})
    qtbot.waitUntil(lambda: drafting.laying.proposed is not None, timeout=WAIT)
    with qtbot.waitSignal(finding.tried, timeout=WAIT) as tried:
        finding.try_soon("resetProgress", {"lesson": 2})
    assert tried.args is not None
    trial: Trial = tried.args[0]
    assert trial.text.startswith("Progress was reset to lesson 2, activity 1 (was lesson 9, activity 1): ")
    with qtbot.waitSignal(finding.tried, timeout=WAIT) as tried:
        finding.try_soon("odd", {})
    assert tried.args is not None
    assert tried.args[0].fails


def test_what_is_not_whole_is_not_tried(qtbot: QtBot, finding: FindingOut, document: Document) -> None:
    with qtbot.waitSignal(finding.tried, timeout=WAIT) as tried:
        finding.try_soon("resetProgress", None)
    assert tried.args == [None]
    finding.try_soon("resetProgress", {"lesson": 2})
    finding.stop()
    assert document.tasks.is_idle
    assert isinstance(finding.parent(), QObject)
