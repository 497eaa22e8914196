"""Replays off the GUI thread: the survey of a whole history, and the moment at the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Any, Final, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Signal

from leftfold.replay.history import History
from leftfold.replay.narrative import Moment, narrate
from leftfold.replay.survey import SurveyChunk, survey
from leftfold.ui.tasks import Job, Lane, Request, Tasks

S = TypeVar("S")

Look: TypeAlias = Callable[[Moment[Any] | None, Callable[[int], None]], Callable[[], None]]
"""Works out what a view shows of a moment, off the GUI thread; gives what shows it there.

The moment is None before the first event; the second argument hears what is folded besides.
"""

FAR: Final = 5_000
"""Events that are folded in some 15 ms: a moment that lies farther waits for the survey where that is on its way."""
_LOOK: Final = 0.02
"""Seconds between two looks at how far the survey has come."""
_SURVEY: Final = "survey"
_MOMENT: Final = "moment"


@dataclass(frozen=True, slots=True)
class _Seen:
    moment: Moment[Any] | None
    shows: tuple[Callable[[], None], ...]


class Replaying(QObject):
    """Gives what is drawn of one history at a time; what was asked of another is given up."""

    surveyed = Signal(object)
    """The next `SurveyChunk`."""
    survey_failed = Signal(str)
    """The survey ended early: the sentence that says why."""
    moment_changed = Signal(object)
    """The `Moment` asked for, None before the first event."""
    moment_failed = Signal(str)
    """The step asked for cannot be shown: the sentence that says why."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._history: History[Any] | None = None
        self._looks: tuple[Callable[[int], Look], ...] = ()
        self._survey_over = _over()
        self.surveyed_to = 0
        """Up to which event the survey was given."""

    def turn_to(self, history: History[Any] | None) -> None:
        """Replay this history from now on, or none."""
        self.stop_survey()
        self._history = history

    def look_with(self, look: Callable[[int], Look]) -> None:
        """Ask for a `Look` at each moment that is fetched, by its ordinal: one way to the thread and back for both."""
        self._looks = (*self._looks, look)

    def begin(self, ordinal: int, *, survey_from: int) -> None:
        """Give the moment of an event, and the survey from another on."""
        self.surveyed_to = survey_from - 1
        if self._history is not None:
            self._survey(self._history, survey_from)
        self.fetch_moment(ordinal)

    def _survey(self, history: History[Any], first: int) -> None:
        self._survey_over = over = Event()

        def work(job: Job) -> None:
            try:
                for chunk in survey(history, first=first, progress=job.check):
                    job.report(chunk)
            finally:
                over.set()

        self._tasks.run(
            Request(
                lane=Lane.SURVEY,
                key=_SURVEY,
                work=work,
                done=lambda _none: None,
                failed=lambda error: self.survey_failed.emit(str(error)),
                part=self._pass_on,
            )
        )

    def stop_survey(self) -> None:
        """Give up the survey that is under way."""
        self._tasks.cancel(_SURVEY)
        self._survey_over.set()

    def fetch_moment(self, ordinal: int) -> None:
        """Give the moment of an event, in place of the one that was asked for before."""
        history = self._history
        if history is None:
            self._tasks.cancel(_MOMENT)
            self.moment_changed.emit(None)
            return
        self._tasks.run(
            Request(
                lane=Lane.MOMENT,
                key=_MOMENT,
                work=partial(_see, history, ordinal, self._survey_over, [look(ordinal) for look in self._looks]),
                done=self._show,
                failed=lambda error: self.moment_failed.emit(str(error)),
            )
        )

    def _show(self, seen: _Seen) -> None:
        self.moment_changed.emit(seen.moment)
        for show in seen.shows:
            show()

    def _pass_on(self, chunk: SurveyChunk) -> None:
        self.surveyed_to = chunk.first + len(chunk) - 1
        self.surveyed.emit(chunk)


def _see(history: History[Any], ordinal: int, survey_over: Event, looks: Sequence[Look], job: Job) -> _Seen:
    moment = _moment(history, ordinal, survey_over, job) if ordinal else None
    return _Seen(moment, tuple(look(moment, job.check) for look in looks))


def _moment(history: History[S], ordinal: int, survey_over: Event, job: Job) -> Moment[S]:
    # Two folds of the same events at once would each take as long as both; the survey leaves keyframes on its way.
    while history.way_to(ordinal - 1) > FAR and not survey_over.is_set():
        job.pause(_LOOK)
    return narrate(history.domain, history.step(ordinal, progress=job.check))


def _over() -> Event:
    over = Event()
    over.set()
    return over
