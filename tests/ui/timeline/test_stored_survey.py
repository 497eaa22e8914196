"""What is stored is known beside a draft, also where the draft was there first."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.errors import StoreFailed
from leftfold.replay.survey import SurveyChunk
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.tasks import Tasks
from leftfold.ui.timeline import stored_survey
from leftfold.ui.timeline.model import TimelineModel
from leftfold.ui.timeline.stored_survey import StoredSurvey
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore
from tests.ui.proposals import opened


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return make_native(tmp_path / "s.sqlite", {"student/1": EVENTS, "student/2": EVENTS[:2]})


def test_a_history_is_surveyed_from_an_event_on(
    qtbot: QtBot, tasks: Tasks, document: Document, school: Path, open_store: OpenStore
) -> None:
    open_store(school, select="student/1")
    _session, replay = opened(document)
    found = StoredSurvey(tasks, document)
    with qtbot.waitSignal(found.surveyed) as told:
        found.begin(replay.history, 3)
    assert told.args is not None
    chunk: SurveyChunk = told.args[0]
    assert (chunk.first, len(chunk)) == (3, 3)
    with qtbot.assertNotEmitted(found.surveyed, wait=50):
        found.begin(replay.history, 3)
        found.stop()


@pytest.fixture
def shown(document: Document, school: Path, open_store: OpenStore) -> Document:
    open_store(school, select="student/1")
    return document


def test_a_survey_that_fails_ends(qtbot: QtBot, tasks: Tasks, shown: Document, monkeypatch: pytest.MonkeyPatch) -> None:

    def fail(*_arguments: object, **_more: object) -> None:
        raise StoreFailed("it is gone")

    monkeypatch.setattr(stored_survey, "survey", fail)
    found = StoredSurvey(tasks, shown)
    with qtbot.assertNotEmitted(found.surveyed):
        found.begin(opened(shown)[1].history, 3)
        qtbot.waitUntil(lambda: tasks.is_idle)


def test_going_back_to_a_draft_finds_out_what_is_stored_beside_it(
    qtbot: QtBot, document: Document, drafting: Drafting, school: Path, open_store: OpenStore
) -> None:
    model = TimelineModel(document, document)
    open_store(school, select="student/1")
    drafting.soft_delete(RESET)
    for name, length in (("student/2", 2), ("student/1", 5)):
        with qtbot.waitSignal(document.loaded):
            document.select(name)
        qtbot.waitUntil(partial(_knows, model, length))
    assert model.proposed is not None
    assert (model.stored.value(0, RESET), model.surveyed.value(0, RESET)) == (3, 7)
    model.deleteLater()


def _knows(model: TimelineModel, length: int) -> bool:
    return model.stored.known == length
