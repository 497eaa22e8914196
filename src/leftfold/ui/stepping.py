"""Stepping into the reducer: what it runs for the event at the cursor, found out in a process with bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from leftfold.deferred import Deferred
from leftfold.model.errors import LeftfoldError, Refused
from leftfold.model.event import Undecodable
from leftfold.replay.history import History
from leftfold.session import Session
from leftfold.ui.document import Document
from leftfold.ui.tasks import Job, Lane, Request

if TYPE_CHECKING:
    from leftfold.domain import stepping, tracing
else:
    # 10 ms, and no window begins with it.
    stepping = Deferred("leftfold.domain.stepping")

_STEP: Final = "step into"


@dataclass(frozen=True, slots=True)
class Stepped:
    """An event, and what the reducer ran for it."""

    title: str
    trace: tracing.Trace


class Stepping(QObject):
    """Steps into the reducer at the cursor."""

    stepped = Signal(object)
    """What was `Stepped`."""
    failed = Signal(str)
    """It cannot be stepped into: the sentence that says why."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document

    def step(self) -> None:
        """Find out what the reducer runs for the event at the cursor."""
        document = self._document
        session, shown, ordinal = document.session, document.shown, document.selection.ordinal
        if session is None or shown is None or not ordinal:
            return
        history = shown.history
        document.tasks.run(
            Request(
                lane=Lane.LIBRARY,
                key=_STEP,
                work=lambda job: _stepped(session, history, ordinal, job),
                done=self.stepped.emit,
                failed=self._refuse,
            )
        )

    def _refuse(self, error: LeftfoldError) -> None:
        self.failed.emit(str(error))


def _stepped(session: Session, history: History[Any], ordinal: int, job: Job) -> Stepped:
    step = history.step(ordinal, progress=job.check)
    event = step.event
    if isinstance(event.data, Undecodable):
        raise Refused(f"Event {event.version} reaches no reducer: its payload {event.data.reason}.")
    trace = stepping.step_into(session.asked, history.domain, step.before, event, check=job.check)
    return Stepped(f"{event.type}, version {event.version:,} of {event.stream}", trace)
