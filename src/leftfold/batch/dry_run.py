"""The dry run of a batch: each aggregate that has offending events, with what would be done to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, assert_never

from leftfold.batch.correction import Plan
from leftfold.batch.course import Course, Picked, Search, course_of
from leftfold.batch.proposal import Proposal
from leftfold.batch.trying import Trial
from leftfold.batch.which import Listed, Where, Which
from leftfold.diagnose.condition import parse_condition
from leftfold.diagnose.sieve import sieve_of
from leftfold.domain.definition import Domain
from leftfold.model.errors import NotFound
from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from leftfold.replay.history import keep_going
from leftfold.session import Session
from leftfold.store.sweeping import Wanted


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a dry run is."""

    done: int
    """Aggregates looked at."""
    total: int | None
    """Of how many; None where that is not known."""


class DryRun:
    """Looks for offending events in a store, and tries a correction wherever there are some; nothing is written."""

    def __init__(self, session: Session, plan: Plan) -> None:
        """Raises `ConditionError` where the plan's condition is none."""
        self._session = session
        self._search = _search(plan.which)
        self._type = plan.which.type if isinstance(plan.which, Where) else None
        self._domains: dict[str, Domain[Any]] = {}
        store = session.store
        self._trial = Trial(
            correction=plan.correction,
            because=session.signed(plan.because),
            at=datetime.now(UTC),
            first_version=store.layout.first_version,
            as_read=store.as_read,
        )

    def proposals(self, progress: Callable[[Progress], None]) -> Iterator[Proposal]:
        """What is proposed, aggregate by aggregate in the order of streams; `progress` may raise to end it."""
        for course, places in self._found(progress):
            yield self._trial.on(course, places)

    def first(self, progress: Callable[[Progress], None]) -> Proposal | None:
        """What is proposed for the first aggregate that has offending events; None where none has."""
        return next(self.proposals(progress), None)

    def again(self, stream: StreamId) -> Proposal | None:
        """What is proposed for one aggregate as it is now; None where it has no offending events any more."""
        try:
            course = self._read(stream)
        except NotFound:
            return None
        places = self._search.places(course)
        return self._trial.on(course, places) if places else None

    def _found(self, progress: Callable[[Progress], None]) -> Iterator[tuple[Course, list[int]]]:
        for course in self._courses(progress):
            if places := self._search.places(course):
                yield course, places

    def _courses(self, progress: Callable[[Progress], None]) -> Iterator[Course]:
        match self._search:
            case Search() as search:
                return self._swept(search, progress)
            case Picked(versions):
                return self._picked(tuple(versions), progress)

    def _swept(self, search: Search, progress: Callable[[Progress], None]) -> Iterator[Course]:
        def tell(done: int, total: int | None) -> None:
            progress(Progress(done, total))

        for swept in self._session.store.whole.sweep.streams(Wanted(self._type, search.sieve.types), progress=tell):
            yield self._course(swept.stream, swept.events)

    def _picked(self, streams: Sequence[StreamId], progress: Callable[[Progress], None]) -> Iterator[Course]:
        for done, stream in enumerate(streams):
            told = Progress(done, len(streams))
            progress(told)
            try:
                course = self._read(stream, progress=partial(_again, progress, told))
            except NotFound:
                # It is gone since it was listed.
                continue
            yield course
        progress(Progress(len(streams), len(streams)))

    def _course(self, stream: StreamId, events: Sequence[Event] | None) -> Course:
        if events is None or self._session.store.layout.assumes_type:
            # It is read by pages, or only its events tell which domain reads it.
            return self._read(stream)
        domain = self._domains.get(stream.type)
        if domain is None:
            domain = self._domains[stream.type] = self._session.domain_for(stream)
        return course_of(stream, domain, events)

    def _read(self, stream: StreamId, *, progress: Callable[[int], None] = keep_going) -> Course:
        replay = self._session.open_stream(stream, progress=progress)
        return course_of(stream, replay.domain, list(replay.history.source.read(1, len(replay.index))))


def _search(which: Which) -> Search | Picked:
    match which:
        case Where(text):
            condition = parse_condition(text)
            return Search(condition, sieve_of(condition.test))
        case Listed(streams):
            return Picked({stream: frozenset(versions) for stream, versions in streams})
        case _:
            assert_never(which)


def _again(progress: Callable[[Progress], None], told: Progress, _events: int) -> None:
    """Tell the same again while a stream is read, so that this can be ended, too."""
    progress(told)
