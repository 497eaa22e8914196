"""The opened store and the shown stream, on the GUI thread's side; everything is fetched through `Tasks`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from leftfold.domain.choice import Choice, isolated
from leftfold.draft.overlay import WhatIf
from leftfold.model.errors import FitsNoLayout, LeftfoldError, NotFound, PasswordNeeded
from leftfold.model.stream import StreamId
from leftfold.passwords import with_kept
from leftfold.session import Replay, Session
from leftfold.store.opening import Chosen
from leftfold.store.target import without_password
from leftfold.ui.indexing import INDEX, Indexing
from leftfold.ui.place import After, AtEnd, Place, missing, ordinal_at, place_at
from leftfold.ui.replaying import Replaying
from leftfold.ui.selection import Selection
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Job, Lane, Request, Tasks

_OPEN, _RESOLVE, _RELOAD, _STREAM = "open", "resolve", "reload", "stream"


class _Opened(NamedTuple):
    session: Session
    as_of: object


class Document(QObject):
    """Owns the session and what is shown of it."""

    opening = Signal(str)
    """A store is being opened: its path, or its URL without a password."""
    opened = Signal()
    """`session` is there."""
    open_failed = Signal(str)
    """No store was opened: the sentence that says why."""
    password_wanted = Signal(str)
    """No store was opened yet: the sentence that says which server wants a password."""
    closed = Signal()
    """The store that was open is given up, and nothing is shown."""
    loading = Signal(object)
    """The events of this `StreamId` are being read, to be shown in place of another stream's."""
    progressed = Signal(int)
    """So many events of the stream being loaded are indexed."""
    load_failed = Signal(str)
    """What was asked for cannot be shown: the sentence that says why. `shown` tells what still is, if anything."""
    loaded = Signal()
    """`shown` holds the selected stream as it was just read; `shown_changed` follows, once a draft is laid on it."""
    version_missing = Signal(str)
    """The stream has no event with the version asked for: the sentence that says where the cursor stands instead."""
    reloading = Signal(object)
    """The selected stream, and any list of the store, is out of date with what the store was at this change token."""
    shown_changed = Signal()
    """`shown` is another; the survey begins anew at `survey_from`."""
    surveyed = Signal(object)
    """The next `SurveyChunk` of what is shown."""
    filled = Signal()
    """More of the index of `shown` is read, or all of it; everything else in it is as it was."""
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
        self.as_of: object = None
        """What the store's change token was before anything was read of it; None where that is not known."""
        self.shown: Shown | None = None
        self.fits_no_layout = False
        """Whether what was to be opened last was not because no layout fits it, so that its columns can be mapped."""
        self.survey_from = 1
        self._wanted: Place | None = None
        self._place: Place | None = None
        self.replaying = here = Replaying(tasks, self)
        here.surveyed.connect(self.surveyed)
        here.survey_failed.connect(self.survey_failed)
        here.moment_changed.connect(self.moment_changed)
        here.moment_failed.connect(self.moment_failed)
        self._indexing = Indexing(tasks, self)
        self._indexing.filled.connect(self._fill)
        self._indexing.failed.connect(self.load_failed)
        selection.stream_changed.connect(self._load)
        selection.ordinal_changed.connect(self._indexing.look_at)
        selection.ordinal_changed.connect(here.fetch_moment)

    def open(self, target: str, *, layout: Chosen | None = None, domain: Choice | None = None) -> None:
        """Open a store in place of the one that is open, which stays where that fails."""
        self.opening.emit(without_password(target))

        def work(_job: Job) -> _Opened:
            return with_kept(lambda found: _opened(found, layout, domain), target)

        self._request(
            _OPEN,
            work,
            self._adopt,
            self._not_opened,
            unwanted=lambda opened: self.tasks.when_through(opened.session.close),
        )

    def select(self, text: str, *, at: int | None = None) -> None:
        """Select the aggregate that a person's `ID` or `TYPE/ID` names, the cursor at a version or at the end."""
        session = self.session
        if session is not None:
            self._request(
                _RESOLVE,
                lambda _job: session.resolve(text),
                lambda stream: self._select_at(session, stream, at),
                self._tell_failed,
            )

    def reload(self) -> None:
        """Read the selected stream again, the cursor staying where it is, or at the end where it was there."""
        if (session := self.session) is not None:
            # The token comes first: what others write while the stream is read makes it differ from theirs again.
            self._request(
                _RELOAD,
                lambda _job: session.store.change_token(),
                lambda token: self._reload_as_of(session, token),
                self._tell_failed,
            )

    @property
    def is_reading(self) -> bool:
        """Whether a stream is being read, so that what is shown will soon be another, or more of it will."""
        return any(map(self.tasks.is_under_way, (_RELOAD, _STREAM, INDEX)))

    def show_replay(self, replay: Replay) -> None:
        """Show the selected stream as it was just read; the replay of another is not shown."""
        if replay.stream != self.selection.stream:
            return
        wanted, self._wanted = self._wanted, None
        self._place = wanted or self._here()
        still_holds = self.shown.shared_with(replay) if self.shown else 0
        self.shown, self.survey_from = Shown(replay), min(self.replaying.surveyed_to, still_holds) + 1
        self._indexing.begin(replay)
        self.loaded.emit()
        if self._place is not None:
            self._announce(self._place)
        if wanted and (sentence := missing(replay.index, wanted)):
            self.version_missing.emit(sentence)

    def _fill(self, replay: Replay) -> None:
        if (shown := self.shown) is not None and shown.replay.history is replay.history:
            self.shown = Shown(replay, shown.what_if)
            self.filled.emit()

    def show_what_if(self, what_if: WhatIf[Any] | None) -> None:
        """Show the loaded stream as a draft would leave it, or as it is stored."""
        if self.shown is None or self.shown.what_if is what_if:
            return
        if (place := self._place) is None:
            place = self._here()
            unchanged = [one.unchanged for one in (self.shown.what_if, what_if) if one is not None]
            self.survey_from = min(self.replaying.surveyed_to, *unchanged) + 1
        elif what_if is not None:
            self.survey_from = min(self.survey_from, what_if.unchanged + 1)
        self.shown = Shown(self.shown.replay, what_if)
        self._announce(place)

    def close(self) -> None:
        """Give up the store and show nothing; it is closed once no thread reads it any more."""
        session, self.session = self.session, None
        self.tasks.cancel_all()
        self.selection.select(None)
        if session is not None:
            session.asked.stop()
            self.closed.emit()
            self.tasks.when_through(session.close)

    def _select_at(self, session: Session, stream: StreamId, at: int | None) -> None:
        if stream != self.selection.stream:
            self.selection.select(stream)
        else:
            self._read(session, stream)
        self._wanted = None if at is None else After(at)

    def _adopt(self, opened: _Opened) -> None:
        self.close()
        self.session, self.as_of = opened
        self.opened.emit()

    def _load(self, stream: StreamId | None) -> None:
        self._wanted = None
        for key in (_RESOLVE, _STREAM, INDEX):
            self.tasks.cancel(key)
        self.replaying.stop_survey()
        if self.session is None or stream is None:
            self._show_nothing()
        else:
            self.loading.emit(stream)
            self._read(self.session, stream)

    def _reload_as_of(self, session: Session, token: object) -> None:
        self.reloading.emit(token)
        if self.selection.stream is not None:
            self._read(session, self.selection.stream)

    def _read(self, session: Session, stream: StreamId) -> None:
        self._request(
            _STREAM,
            lambda job: session.show_stream(stream, progress=job.report),
            self.show_replay,
            lambda error: self._not_read(stream, error),
            part=self.progressed.emit,
        )

    def _not_opened(self, error: LeftfoldError) -> None:
        self.fits_no_layout = isinstance(error, FitsNoLayout)
        (self.password_wanted if isinstance(error, PasswordNeeded) else self.open_failed).emit(str(error))

    def _not_read(self, stream: StreamId, error: LeftfoldError) -> None:
        if self.shown is None or self.shown.replay.stream != stream or isinstance(error, NotFound):
            self._show_nothing()
        self._tell_failed(error)

    def _tell_failed(self, error: LeftfoldError) -> None:
        self.load_failed.emit(str(error))

    def _show_nothing(self) -> None:
        self._wanted = None
        self.shown, self.survey_from = None, 1
        self._announce(AtEnd())

    def _here(self) -> Place:
        shown = self.shown
        if shown is None or shown.replay.stream != self.selection.stream:
            return AtEnd()
        return place_at(shown.index, self.selection.ordinal)

    def _announce(self, place: Place) -> None:
        self._place = None
        shown = self.shown
        self.replaying.turn_to(shown.history if shown else None)
        if shown is None:
            self.selection.stand(0, 0)
        else:
            self.selection.stand(ordinal_at(shown.index, place), len(shown.index))
        self.shown_changed.emit()
        self.replaying.begin(self.selection.ordinal, survey_from=self.survey_from)

    def _request(
        self,
        key: str,
        work: Callable[[Job], Any],
        done: Callable[[Any], None],
        failed: Callable[[LeftfoldError], None],
        **more: Callable[[Any], None],
    ) -> None:
        self.tasks.run(Request(lane=Lane.STREAM, key=key, work=work, done=done, failed=failed, **more))


def _opened(target: str, layout: Chosen | None, domain: Choice | None) -> _Opened:
    session = Session.open(target, layout=layout, domain=isolated(domain))
    try:
        # What others write while the first list and stream are read makes it differ.
        return _Opened(session, session.store.change_token())
    except LeftfoldError:
        # Whoever asks for it next tells why it cannot be known.
        return _Opened(session, None)
