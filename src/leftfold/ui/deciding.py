"""Commands decided by the domain, off the GUI thread."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from leftfold.domain.decide import decide
from leftfold.domain.definition import Decision, Rejection
from leftfold.model.edits import Append
from leftfold.replay.history import History
from leftfold.ui.tasks import Job, Lane, Request, Tasks

_DECIDE: Final = "decide"
_MOVED_ON: Final = "The events changed while the command was decided; run it again."
_NOTHING: Final = "The command has nothing to append: all is as it asks for."


class Deciding(QObject):
    """Has one command decided at a time."""

    decided = Signal(str, object)
    """The name of a command that was accepted, and a tuple of the `Append`s that follow from it, at least one."""
    rejected = Signal(str)
    """Nothing follows from the command: the domain's reason, or another sentence that says why."""

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks

    def ask(self, history: History[Any], name: str, arguments: object) -> None:
        """Have a command decided on the state at the end of a history."""

        def work(job: Job) -> Decision:
            state = history.standing(history.length, progress=job.check).state
            return decide(history.domain, state, name, arguments)

        self._tasks.run(
            Request(
                lane=Lane.STREAM,
                key=_DECIDE,
                work=work,
                done=lambda decision: self._answer(name, decision),
                failed=lambda error: self.rejected.emit(str(error)),
            )
        )

    def give_up(self) -> None:
        """Reject the command that is being decided: the state that it is decided on is another now."""
        if self._tasks.is_under_way(_DECIDE):
            self._tasks.cancel(_DECIDE)
            self.rejected.emit(_MOVED_ON)

    def _answer(self, name: str, decision: Decision) -> None:
        if isinstance(decision, Rejection):
            self.rejected.emit(decision.reason)
        elif not decision:
            self.rejected.emit(_NOTHING)
        else:
            now = datetime.now(UTC)
            self.decided.emit(name, tuple(Append(event.type, event.data, now) for event in decision))
