"""The survey and the moment of one history at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from leftfold.replay.history import History
from leftfold.replay.narrative import Moment
from leftfold.replay.survey import CHUNK, SurveyChunk
from leftfold.session import Session
from leftfold.ui.replaying import FAR, Look, Replaying
from leftfold.ui.tasks import Lane, Tasks
from tests.store_builders import make_native, stream_id
from tests.ui.conftest import WAIT, HoldLane

LONG = CHUNK + 10


class Heard:
    """A `Replaying`, and what it gave."""

    def __init__(self, tasks: Tasks, path: Path) -> None:
        self.replaying = Replaying(tasks, tasks)
        self.session = Session.open(str(path))
        self.moments: list[object] = []
        self.chunks: list[tuple[int, int]] = []
        self.replaying.surveyed.connect(self._note)
        self.replaying.moment_changed.connect(self.moments.append)

    def history(self, id_: str) -> History[object]:
        """The history of a thing."""
        return self.session.open_stream(stream_id(f"thing/{id_}")).history

    def _note(self, chunk: SurveyChunk) -> None:
        self.chunks.append((chunk.first, len(chunk)))


@pytest.fixture
def heard(tasks: Tasks, tmp_path: Path) -> Iterator[Heard]:
    """What is given of two things."""
    events = [("put", {"n": n}) for n in range(FAR + 600)]
    streams = {"thing/far": events, "thing/long": events[:LONG], "thing/short": events[:3]}
    heard = Heard(tasks, make_native(tmp_path / "s.sqlite", streams))
    yield heard
    heard.session.close()


def test_the_survey_is_given_in_chunks(heard: Heard, idle: Callable[[], None]) -> None:
    heard.replaying.turn_to(heard.history("long"))
    heard.replaying.begin(2, survey_from=5)
    idle()
    assert heard.chunks == [(5, CHUNK), (CHUNK + 5, 6)]
    assert heard.replaying.surveyed_to == LONG
    (moment,) = heard.moments
    assert isinstance(moment, Moment)
    assert moment.after == {"n": 1}


def test_what_was_asked_of_another_history_is_given_up(heard: Heard, held: HoldLane, idle: Callable[[], None]) -> None:
    with held(Lane.SURVEY), held(Lane.MOMENT):
        heard.replaying.turn_to(heard.history("long"))
        heard.replaying.begin(7, survey_from=1)
        heard.replaying.turn_to(heard.history("short"))
        heard.replaying.begin(3, survey_from=1)
    idle()
    assert heard.chunks == [(1, 3)]
    assert len(heard.moments) == 1


def test_without_a_history_there_is_no_moment_and_no_survey(heard: Heard, idle: Callable[[], None]) -> None:
    heard.replaying.begin(3, survey_from=1)
    heard.replaying.fetch_moment(1)
    idle()
    assert heard.moments == [None, None]
    assert heard.chunks == []


def test_a_stopped_survey_tells_how_far_it_came(heard: Heard, held: HoldLane, idle: Callable[[], None]) -> None:
    with held(Lane.SURVEY):
        heard.replaying.turn_to(heard.history("long"))
        heard.replaying.begin(0, survey_from=9)
        heard.replaying.stop_survey()
    idle()
    assert heard.chunks == []
    assert heard.replaying.surveyed_to == 8


def test_a_far_moment_waits_for_the_survey_and_folds_nothing_twice(
    heard: Heard, held: HoldLane, qtbot: QtBot, idle: Callable[[], None]
) -> None:
    history, far = heard.history("far"), FAR + 500
    with held(Lane.SURVEY):
        heard.replaying.turn_to(history)
        heard.replaying.begin(far, survey_from=1)
        heard.replaying.fetch_moment(10)
        qtbot.waitUntil(lambda: len(heard.moments) == 1, timeout=WAIT)
        heard.replaying.fetch_moment(far)
        assert history.way_to(far) == far
    idle()
    assert [moment.step.event.version for moment in heard.moments if isinstance(moment, Moment)] == [10, far]


def test_a_far_moment_does_not_wait_for_a_survey_that_was_stopped(
    heard: Heard, held: HoldLane, qtbot: QtBot, idle: Callable[[], None]
) -> None:
    with held(Lane.SURVEY):
        heard.replaying.turn_to(heard.history("far"))
        heard.replaying.begin(FAR + 500, survey_from=1)
        heard.replaying.stop_survey()
        qtbot.waitUntil(lambda: len(heard.moments) == 1, timeout=WAIT)
    idle()
    assert heard.chunks == []


def test_what_is_shown_of_a_moment_is_made_with_it_off_the_gui_thread(heard: Heard, idle: Callable[[], None]) -> None:
    told: list[tuple[str, int, bool]] = []

    def note(what: str, ordinal: int) -> None:
        told.append((what, ordinal, current_thread() is main_thread()))

    def look_at(ordinal: int) -> Look:
        def look(moment: Moment[Any] | None, _progress: Callable[[int], None]) -> Callable[[], None]:
            note("made", 0 if moment is None else moment.step.event.version)
            return lambda: note("shown", ordinal)

        return look

    heard.replaying.look_with(look_at)
    heard.replaying.moment_changed.connect(lambda _moment: note("moment", -1))
    heard.replaying.turn_to(heard.history("short"))
    for ordinal in (2, 0):
        heard.replaying.fetch_moment(ordinal)
        idle()
    assert told[:3] == [("made", 2, False), ("moment", -1, True), ("shown", 2, True)]
    assert told[3:] == [("made", 0, False), ("moment", -1, True), ("shown", 0, True)]


def test_of_a_moment_that_nobody_waits_for_any_more_nothing_is_shown(
    heard: Heard, held: HoldLane, idle: Callable[[], None]
) -> None:
    shown: list[int] = []

    def look_at(ordinal: int) -> Look:
        return lambda _moment, _progress: lambda: shown.append(ordinal)

    heard.replaying.look_with(look_at)
    with held(Lane.MOMENT):
        heard.replaying.turn_to(heard.history("short"))
        heard.replaying.fetch_moment(2)
        heard.replaying.fetch_moment(3)
    idle()
    assert shown == [3]
