"""A correction as a value: edits proposed for one aggregate, what they would do, and the commit of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce

from leftfold.domain.decide import decide
from leftfold.domain.definition import Rejection
from leftfold.draft.draft import Draft, with_append, with_restore, with_soft_delete
from leftfold.draft.linking import with_linked
from leftfold.draft.preview import Preview
from leftfold.draft.wording import told_edits, warnings
from leftfold.model.diff import Change
from leftfold.model.edits import Append
from leftfold.model.errors import Refused
from leftfold.model.json import Json, JsonObject
from leftfold.session import Replay, Session


@dataclass(frozen=True, slots=True)
class Correction:
    """Edits proposed for one aggregate, of which nothing is written before `commit`; each step gives another one."""

    _session: Session
    _replay: Replay
    _draft: Draft

    def soft_delete(self, version: int) -> Correction:
        """With an event soft-deleted. Raises `Refused` where there is none, or it is deleted already."""
        return self._with(with_soft_delete(self._draft, self._replay.index, version))

    def restore(self, version: int) -> Correction:
        """With a soft-deleted event restored. Raises `Refused` where there is none, or it is not deleted."""
        return self._with(with_restore(self._draft, self._replay.index, version))

    def append(self, type: str, data: JsonObject, *, compensates: tuple[int, ...] = ()) -> Correction:
        """With a new event at the end. Raises `Refused` where what it compensates is not there."""
        event = Append(type, data, datetime.now(UTC), compensates=compensates)
        return self._with(with_linked(self._replay.index, self._draft, event))

    def command(self, name: str, **arguments: Json) -> Correction:
        """With the events that the domain decides for a command. Raises `Refused` where it rejects it."""
        history = self._session.what_if(self._replay, self._draft).history
        decision = decide(self._replay.domain, history.standing(history.length).state, name, arguments)
        if isinstance(decision, Rejection):
            raise Refused(decision.reason)
        now = datetime.now(UTC)
        events = (Append(event.type, event.data, now) for event in decision)
        return self._with(reduce(with_append, events, self._draft))

    @property
    def edits(self) -> tuple[str, ...]:
        """Each edit in a sentence."""
        return told_edits(self._draft, self._replay.history, self._session.what_if(self._replay, self._draft))

    @property
    def preview(self) -> Preview:
        """All that follows from it."""
        return self._session.preview(self._replay, self._session.what_if(self._replay, self._draft))

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changes in the last state."""
        return self.preview.changes

    @property
    def warnings(self) -> tuple[str, ...]:
        """What else follows in few sentences, the most important first."""
        return warnings(self.preview)

    @property
    def against(self) -> tuple[str, ...]:
        """What stands against a commit by the rules of the store, a sentence each."""
        return self._session.against(self._draft)

    def commit(self, *, confirm: str = "") -> int | None:
        """Write all of it in one transaction; gives the version of the aggregate's last event.

        `confirm` is the store's name, where its rules want it typed. Raises `Refused`, `Conflict` or `StoreFailed`, and
        then nothing was written.
        """
        for failure in self.preview.now_failing:
            if self._replay.index.ordinal_of(failure.version) is None:
                raise Refused(f"The new event could not be applied: {failure.error}; nothing was written.")
        self._session.unlocking.confirmed = confirm
        self._session.unlock()
        try:
            return self._session.commit(self._draft, on=self._replay).last_version
        finally:
            self._session.lock()

    def _with(self, draft: Draft) -> Correction:
        return replace(self, _draft=draft)
