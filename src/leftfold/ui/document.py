"""The opened store and the shown stream, on the GUI thread's side; everything is fetched through `Tasks`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from leftfold.draft.overlay import WhatIf
from leftfold.model.errors import LeftfoldError
from leftfold.model.index import StreamIndex
from leftfold.model.stream import StreamId
from leftfold.replay.history import History
from leftfold.replay.narrative import Moment, narrate
from leftfold.replay.survey import survey
from leftfold.session import Replay, Session
from leftfold.ui.selection import Selection
from leftfold.ui.tasks import Job, Lane, Request, Tasks


@dataclass(frozen=True, slots=True)
class Shown:
    """What list, timeline and inspector show: the stored replay, or the replay as the draft would leave it."""

    replay: Replay
    what_if: WhatIf[Any] | None = None

    @property
    def index(self) -> StreamIndex:
        """The index of the shown events, draft events included."""
        return self.what_if.index if self.what_if else self.replay.index

    @property
    def history(self) -> History[Any]:
        """The history of the shown events."""
        return self.what_if.history if self.what_if else self.replay.history


class Document(QObject):
    """Owns the session and what is shown of it."""

    opening = Signal(str)
    """A store is being opened: its path or URL as given."""
    opened = Signal()
    """`session` is there."""
    open_failed = Signal(str)
    """No store was opened: the sentence that says why."""
    loading = Signal(object)
    """The events of this `StreamId` are being read."""
    progressed = Signal(int)
    """So many events of the stream being loaded are indexed."""
    load_failed = Signal(str)
    """The selected stream cannot be shown: the sentence that says why."""
    loaded = Signal()
    """`shown` holds the selected stream as it was just read."""
    shown_changed = Signal()
    """`shown` is another; the survey begins anew at `survey_from`."""
    surveyed = Signal(object)
    """The next `SurveyChunk` of what is shown."""
    survey_failed = Signal(str)
    """The survey ended early: the sentence that says why."""
    moment_changed = Signal(object)
    """The `Moment` at the cursor, None before the first event."""
    moment_failed = Signal(str)
    """The step at the cursor cannot be shown: the sentence that says why."""

    def __init__(self, tasks: Tasks, selection: Selection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.selection = selection
        self.session: Session | None = None
        self.shown: Shown | None = None
        self.survey_from = 1
        self._wanted_version: int | None = None
        selection.stream_changed.connect(self._load)
        selection.ordinal_changed.connect(self._fetch_moment)

    def open(self, target: str, *, layout: str | None = None, domain: str | None = None) -> None:
        """Open a store in place of the one that is open."""
        self.opening.emit(target)
        self._request(
            "open",
            lambda _job: Session.open(target, layout=layout, domain=domain),
            self.adopt,
            lambda error: self.open_failed.emit(str(error)),
        )

    def adopt(self, session: Session) -> None:
        """Show an opened session in place of the one that is open."""
        self.close()
        self.session = session
        self.opened.emit()

    def select(self, text: str, *, at: int | None = None) -> None:
        """Select the aggregate that a person's `ID` or `TYPE/ID` names, the cursor at a version or at the end."""
        session = self.session
        if session is not None:
            self._request(
                "resolve",
                lambda _job: session.resolve(text),
                lambda stream: self._select_at(stream, at),
                lambda error: self.load_failed.emit(str(error)),
            )

    def reload(self) -> None:
        """Read the selected stream again, the cursor staying where it is, or at the end where it was there."""
        shown, stream = self.shown, self.selection.stream
        if shown is not None and self.selection.ordinal < self.selection.length:
            self._wanted_version = int(shown.index.versions[max(0, self.selection.ordinal - 1)])
        if stream is not None:
            self._load(stream)

    def show_replay(self, replay: Replay) -> None:
        """Show a stream as it was just read."""
        self._show(Shown(replay))
        self.loaded.emit()

    def show_what_if(self, what_if: WhatIf[Any] | None) -> None:
        """Show the loaded stream as a draft would leave it, or as it is stored."""
        if self.shown is None or self.shown.what_if is what_if:
            return
        before = self.shown.what_if
        unchanged = [w.unchanged for w in (before, what_if) if w is not None]
        self.survey_from = min([*unchanged, len(self.shown.replay.index)]) + 1
        self.shown = Shown(self.shown.replay, what_if)
        self._announce()

    def close(self) -> None:
        """Close the store and show nothing."""
        self.selection.select(None)
        session, self.session = self.session, None
        if session is not None:
            session.close()

    def _select_at(self, stream: StreamId, at: int | None) -> None:
        self._wanted_version = at
        if stream == self.selection.stream:
            self._load(stream)
        else:
            self.selection.select(stream)

    def _load(self, stream: StreamId | None) -> None:
        session = self.session
        for key in ("survey", "moment", "stream"):
            self.tasks.cancel(key)
        if session is None or stream is None:
            self._show(None)
            return
        self.loading.emit(stream)
        self._request(
            "stream",
            lambda job: session.open_stream(stream, progress=job.report),
            self.show_replay,
            self._load_failed,
            part=self.progressed.emit,
        )

    def _load_failed(self, error: LeftfoldError) -> None:
        self._show(None)
        self.load_failed.emit(str(error))

    def _show(self, shown: Shown | None) -> None:
        self.shown = shown
        self.survey_from = 1
        wanted, self._wanted_version = self._wanted_version, None
        length = len(shown.index) if shown else 0
        at_end = shown is None or wanted is None
        self.selection.set_length(length)
        self.selection.go_to(length if at_end else shown.index.ordinal_at(wanted))  # type: ignore[union-attr, arg-type]
        self._announce()

    def _announce(self) -> None:
        self.selection.set_length(len(self.shown.index) if self.shown else 0)
        self.shown_changed.emit()
        self._fetch_moment(self.selection.ordinal)
        self._survey()

    def _survey(self) -> None:
        shown, first = self.shown, self.survey_from
        if shown is None:
            return

        def work(job: Job) -> None:
            for chunk in survey(shown.history, first=first):
                job.report(chunk)

        self._request(
            "survey",
            work,
            lambda _none: None,
            lambda error: self.survey_failed.emit(str(error)),
            part=self.surveyed.emit,
        )

    def _fetch_moment(self, ordinal: int) -> None:
        shown = self.shown
        if shown is None or ordinal == 0:
            self.tasks.cancel("moment")
            self.moment_changed.emit(None)
            return

        def work(job: Job) -> Moment[Any]:
            shown.history.standing(ordinal - 1, progress=job.check)
            return narrate(shown.replay.domain, shown.history.step(ordinal))

        self._request(
            "moment",
            work,
            self.moment_changed.emit,
            lambda error: self.moment_failed.emit(str(error)),
        )

    def _request(
        self,
        key: str,
        work: Callable[[Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[LeftfoldError], None],
        *,
        part: Callable[[Any], None] = lambda _part: None,
    ) -> None:
        lane = _LANES.get(key, Lane.STREAM)
        self.tasks.run(Request(lane=lane, key=key, work=work, done=done, failed=failed, part=part))


_LANES = {"survey": Lane.SURVEY, "moment": Lane.MOMENT}
