"""The usual course of the tracks among the others of the aggregate's type, worked out while it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from leftfold.deferred import Deferred
from leftfold.model.errors import LeftfoldError, NotFound
from leftfold.model.stream import StreamId
from leftfold.session import Session
from leftfold.ui.document import Document
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Job, Lane, Request

if TYPE_CHECKING:
    from leftfold import cohorts
    from leftfold.diagnose import cohort
else:
    # 5 ms, for who never asks what is usual.
    cohorts = Deferred("leftfold.cohorts")
    cohort = Deferred("leftfold.diagnose.cohort")

_KEY: Final = "cohort"
FRESH: Final = 60.0
"""Seconds in which what is usual hardly becomes another, however often the store is written."""


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """The courses of a type, which hold while the store is as it was, and a while longer."""

    session: Session
    type: str
    token: object
    courses: tuple[cohorts.Courses, ...]
    since: float

    def holds(self, session: Session, type_: str, token: object) -> bool:
        """Whether they are of a store and a type, and new enough."""
        same = token is not None and token == self.token
        return self.session is session and self.type == type_ and (same or monotonic() - self.since < FRESH)


@dataclass(frozen=True, slots=True)
class Departing:
    """A track beside what is usual, in words."""

    sentence: str
    ordinal: int | None
    """The event at which it departs; None where it does not."""


@dataclass(frozen=True, slots=True, eq=False)
class Cohort:
    """What is usual for the tracks of the shown aggregate."""

    bands: tuple[cohort.Band | None, ...]
    """One for each track of the domain; None where too few others have it."""
    told: tuple[Departing, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    kept: _Kept
    cohort: Cohort


class Cohorting(QObject):
    """Compares the shown aggregate with the others of its type while that is switched on."""

    changed = Signal(object)
    """The `Cohort` of what is shown; None where there is none, or none yet."""
    progressed = Signal(int)
    """So many others are read."""
    failed = Signal(str)
    """There is nothing to compare with: the sentence that says why."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._kept: _Kept | None = None
        self._told: StreamId | None = None
        """Whose cohort was told last."""
        self._on = False
        self._by_days = False
        document.shown_changed.connect(self._begin)
        document.closed.connect(self._forget)

    @property
    def on(self) -> bool:
        """Whether it is switched on."""
        return self._on

    def switch(self) -> None:
        """Switch it on or off."""
        self._on = not self._on
        self._begin()

    def compare_by(self, *, days: bool) -> None:
        """Compare after as many days, or after as many events."""
        if days != self._by_days:
            self._by_days = days
            self._begin()

    def _begin(self) -> None:
        self._document.tasks.cancel(_KEY)
        session, shown = self._document.session, self._document.shown
        # Of the same stream it stays until the new one is there.
        if not self._on or shown is None or shown.replay.stream != self._told:
            self._told = None
            self.changed.emit(None)
        if not self._on or session is None or shown is None:
            return
        if shown.replay.is_projection:
            self.failed.emit(f"{shown.replay.stream} is a projection; it has no others to be compared with.")
            return
        self._document.tasks.run(
            Request(
                lane=Lane.COHORT,
                key=_KEY,
                work=partial(_compare, session, shown, self._kept, by_days=self._by_days),
                done=partial(self._take, shown.replay.stream),
                failed=self._fail,
                part=self.progressed.emit,
            )
        )

    def _take(self, stream: StreamId, found: _Found) -> None:
        self._kept, self._told = found.kept, stream
        self.changed.emit(found.cohort)

    def _fail(self, error: LeftfoldError) -> None:
        self.failed.emit(str(error))

    def _forget(self) -> None:
        self._kept = None


def _compare(session: Session, shown: Shown, kept: _Kept | None, job: Job, *, by_days: bool) -> _Found:
    # The token comes first: what others write meanwhile makes it differ from theirs again.
    token, type_ = session.store.change_token(), shown.replay.stream.type
    if kept is None or not kept.holds(session, type_, token):

        def tell(done: int) -> None:
            job.check()
            if done:
                job.report(done)

        kept = _Kept(session, type_, token, cohorts.gather(session, type_, progress=tell), monotonic())
    return _Found(kept, _cohort(shown, kept, by_days=by_days, job=job))


def _cohort(shown: Shown, kept: _Kept, *, by_days: bool, job: Job) -> Cohort:
    own = cohorts.courses_of(shown.index, shown.history, progress=job.check)
    over = cohort.Over.DAYS if by_days and shown.index.unread is None else cohort.Over.EVENTS
    found: list[cohort.Band | None] = []
    told: list[Departing] = []
    refusal = NotFound(f"{shown.replay.domain.title} has no tracks to compare.")
    for track in shown.replay.domain.tracks:
        try:
            one = cohorts.apart(own, kept.courses, track, over)
        except NotFound as error:
            refusal = error
            found.append(None)
            continue
        found.append(one.band)
        ordinal = one.departure.first + 1 if one.departure else None
        told.append(Departing(cohorts.told(shown.index, one), ordinal))
    if not told:
        raise refusal
    return Cohort(tuple(found), tuple(told))
