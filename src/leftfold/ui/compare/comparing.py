"""Two states side by side: the first stays where it was pinned, the second follows the cursor or is named too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from leftfold.deferred import Deferred
from leftfold.domain.definition import Domain
from leftfold.model.diff import Change
from leftfold.model.errors import LeftfoldError
from leftfold.model.index import StreamIndex
from leftfold.model.json import Json
from leftfold.model.stream import StreamId
from leftfold.replay.history import History
from leftfold.replay.masking import masked_differences
from leftfold.replay.narrative import Moment, shown
from leftfold.session import Session
from leftfold.ui.document import Document
from leftfold.ui.replaying import Look
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Job, Lane, Request

if TYPE_CHECKING:
    from leftfold.diagnose import points
else:
    # 3 ms, for who never names a state.
    points = Deferred("leftfold.diagnose.points")

_KEY: Final = "compare"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two states."""

    label: str
    """Whose it is and where in its stream, as a person may name it."""
    domain: Domain[Any]
    document: Json
    """As the domain shows it, nothing in it covered."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states, and what differs."""

    one: Side
    other: Side
    changes: tuple[Change, ...]
    """From the first to the second, personal values covered."""


class Comparing(QObject):
    """Owns what is compared."""

    changed = Signal(object)
    """The `Compared` is another; None where nothing is compared."""
    failed = Signal(str)
    """A state that was named cannot be shown: the sentence that says why."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self.compared: Compared | None = None
        self._one: Side | None = None
        self._named: Side | None = None
        """The second state where it is named; None where it follows the cursor."""
        self._here: Side | None = None
        """The state at the cursor."""
        document.replaying.look_with(self._look_at)
        document.closed.connect(self._forget)

    @property
    def follows(self) -> bool:
        """Whether the second state is the one at the cursor, wherever that goes."""
        return self._named is None

    @property
    def is_on(self) -> bool:
        """Whether a first state is pinned."""
        return self._one is not None

    def pin(self) -> None:
        """Make the state at the cursor the first one."""
        self._set(self._here, self._named)

    def follow(self) -> None:
        """Make the state at the cursor the second one, wherever it goes."""
        self._set(self._one, None)

    def swap(self) -> None:
        """Exchange the two; the second stays where it is then."""
        if self.compared is not None:
            self._set(self.compared.other, self.compared.one)

    def name_one(self, text: str) -> None:
        """Make the state that a person names the first one."""
        self._fetch(text, lambda side: self._set(side, self._named))

    def name_other(self, text: str) -> None:
        """Make the state that a person names the second one; without a name it follows the cursor."""
        if not text.strip():
            self.follow()
            return
        self._fetch(text, lambda side: self._set(self._one or self._here, side))

    def stop(self) -> None:
        """Compare nothing any more."""
        self._set(None, None)

    def _fetch(self, text: str, done: Callable[[Side], None]) -> None:
        session, now = self._document.session, self._document.shown
        if session is None:
            return
        self._document.tasks.run(
            Request(
                lane=Lane.FIELD,
                key=_KEY,
                work=lambda job: _side_at(session, now, text, job),
                done=done,
                failed=lambda error: self.failed.emit(str(error)),
            )
        )

    def _look_at(self, ordinal: int) -> Look:
        now, one = self._document.shown, self._one if self._named is None else None
        assert now is not None

        def look(moment: Moment[Any] | None, _progress: Callable[[int], None]) -> Callable[[], None]:
            domain = now.replay.domain
            side = Side(_label(now.replay.stream, now.index, ordinal), domain, _document(domain, moment))
            return partial(self._arrive, side, None if one is None else _compared(one, side))

        return look

    def _arrive(self, here: Side, compared: Compared | None) -> None:
        self._here = here
        if compared is not None and compared.one is self._one and self._named is None:
            self._tell(compared)

    def _set(self, one: Side | None, named: Side | None) -> None:
        self._one, self._named = one, named
        other = named or self._here
        self._tell(_compared(one, other) if one is not None and other is not None else None)

    def _tell(self, compared: Compared | None) -> None:
        self.compared = compared
        self.changed.emit(compared)

    def _forget(self) -> None:
        self._here = None
        self.stop()


def _compared(one: Side, other: Side) -> Compared:
    return Compared(one, other, masked_differences(one.domain, one.document, other.domain, other.document))


def _document(domain: Domain[Any], moment: Moment[Any] | None) -> Json:
    """The state after a moment, or before all, with nothing in it covered."""
    if moment is None:
        return shown(domain, domain.initial)
    return shown(domain, moment.step.after) if domain.personal else moment.after


def _label(stream: StreamId, index: StreamIndex, ordinal: int) -> str:
    if not len(index):
        return str(stream)
    return f"{stream}@{index.versions[ordinal - 1] if ordinal else index.versions[0] - 1}"


def _side_at(session: Session, now: Shown | None, text: str, job: Job) -> Side:
    point = _point(text)
    stream = session.resolve(point.aggregate) if point.aggregate or now is None else now.replay.stream
    history: History[Any]
    if now is not None and stream == now.replay.stream and now.index.unread is None:
        index, history = now.index, now.history
    else:
        replay = session.open_stream(stream, progress=job.check)
        index, history = replay.index, replay.history
    ordinal = points.ordinal_at(index, point.at)
    state = history.standing(ordinal, progress=job.check).state
    return Side(_label(stream, index, ordinal), history.domain, shown(history.domain, state))


def _point(text: str) -> points.Point:
    try:
        # A version or a time alone is of the aggregate that is shown.
        alone = points.parse_point(f"@{text.strip()}")
    except LeftfoldError:
        return points.parse_point(text)
    return points.parse_point(text) if alone.aggregate or isinstance(alone.at, points.AtLast) else alone
