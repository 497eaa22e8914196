"""The survey of what is stored while a draft is shown: what the draft leaves as it is, its own survey tells already."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from leftfold.replay.history import History
from leftfold.replay.survey import survey
from leftfold.ui.tasks import Job, Lane, Request, Tasks

_SURVEY: Final = "survey of what is stored"


class StoredSurvey(QObject):
    """Surveys one stored history at a time, behind the survey of what is shown."""

    surveyed = Signal(object)
    """The next `SurveyChunk`."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks

    def begin(self, history: History[Any], first: int) -> None:
        """Survey a history from an event on, in place of any other."""

        def work(job: Job) -> None:
            for chunk in survey(history, first=first, progress=job.check):
                job.report(chunk)

        self._tasks.run(
            Request(
                lane=Lane.SURVEY,
                key=_SURVEY,
                work=work,
                done=lambda _none: None,
                # The line is missing from there on, as it is until the survey comes there.
                failed=lambda _error: None,
                part=self.surveyed.emit,
            )
        )

    def stop(self) -> None:
        """Survey nothing."""
        self._tasks.cancel(_SURVEY)
