"""What the timeline shows: where the events lie, their lanes and marks, and what is known of the tracks."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from leftfold.domain.definition import Track
from leftfold.model.index import Ints, StreamIndex, empty_index, ordinals_by_type
from leftfold.model.stream import StreamId
from leftfold.replay.survey import SurveyChunk
from leftfold.ui.bookmarks import NO_MARKS, Marks
from leftfold.ui.document import Document
from leftfold.ui.findings.found import NO_FINDINGS, Found
from leftfold.ui.links import Links
from leftfold.ui.shown import Shown
from leftfold.ui.snapshots import NO_SNAPSHOTS, Snapshots
from leftfold.ui.timeline.arcs import NO_ARCS, arcs_of
from leftfold.ui.timeline.axis import Axis, has_course, time_axis, version_axis
from leftfold.ui.timeline.lanes import Lanes, lay_lanes, type_order
from leftfold.ui.timeline.marking import Kind, Marking
from leftfold.ui.timeline.stored_survey import StoredSurvey
from leftfold.ui.timeline.surveyed import Surveyed, nothing_known
from leftfold.ui.timeline.usual import Usual

_FRAME: Final = 100
"""Milliseconds between two repaints while a survey goes on: it is seen to go on, and they take little of its time."""
_NOTHING: Final = empty_index(StreamId("", ""))


class TimelineModel(QObject):
    """Follows the document; asks it for nothing."""

    changed = Signal()
    """Other events are shown, or the axis or the lanes are others."""
    grown = Signal()
    """The survey went on, or more of the events is read."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.shown: Shown | None = None
        self.by_time = False
        self.axis: Axis = version_axis(0)
        self.stored = nothing_known(0)
        """What is known of the stored stream."""
        self.proposed: Surveyed | None = None
        """What is known of it as the draft would leave it; None without a draft."""
        self.snapshots, self.bookmarks = NO_SNAPSHOTS, NO_MARKS
        self.arcs = NO_ARCS
        self._usual: tuple[Usual | None, ...] = ()
        self.found = NO_FINDINGS
        """What is to be looked at besides what the survey tells."""
        self._order: tuple[str, ...] = ()
        self._most_lanes = 1
        self._lanes: Lanes | None = None
        self._marking: Marking | None = None
        self._later = QTimer(self, singleShot=True, interval=_FRAME)
        self._later.timeout.connect(self.grown)
        self._behind = StoredSurvey(document.tasks, self)
        self._behind.surveyed.connect(self._take_stored)
        document.shown_changed.connect(self._show)
        document.filled.connect(self._fill)
        document.surveyed.connect(self._take)

    @property
    def index(self) -> StreamIndex:
        """The index of the shown events."""
        return self.shown.index if self.shown else _NOTHING

    @property
    def tracks(self) -> tuple[Track[Any], ...]:
        """What the domain plots."""
        return self.shown.replay.domain.tracks if self.shown else ()

    @property
    def surveyed(self) -> Surveyed:
        """What is known of the shown events."""
        return self.proposed or self.stored

    @property
    def stored_length(self) -> int:
        """How many of the shown events are stored."""
        return len(self.shown.replay.index) if self.shown else 0

    @property
    def lanes(self) -> Lanes:
        """The lanes there is room for: laid when they are first asked for, once it is known how many that are."""
        if self._lanes is None:
            titles = {kind.name: kind.title for kind in self.shown.replay.domain.event_types} if self.shown else {}
            self._lanes = lay_lanes(self.index, self._by_type(), self._order, titles, self._most_lanes)
        return self._lanes

    @property
    def marking(self) -> Marking:
        """The marks on the events."""
        if self._marking is None:
            self._marking = Marking(self.lanes)
            broken = np.sort(np.concatenate((self.surveyed.broken.values, self.found.apart)))
            told = {Kind.FAILED: self.surveyed.failed.values, Kind.BROKEN: broken, **self._told()}
            for kind, ordinals in told.items():
                self._marking.extend(kind, ordinals)
        return self._marking

    @property
    def has_times(self) -> bool:
        """Whether the axis can go by time."""
        return self.index.unread is None and has_course(self.index.times)

    def set_by_time(self, *, by_time: bool) -> None:
        """Lay the events out by time, or in even steps."""
        if by_time != self.by_time:
            self.by_time = by_time
            self._lay_axis()
            self.changed.emit()

    def set_most_lanes(self, most: int) -> None:
        """Say for how many lanes there is room."""
        if most != self._most_lanes:
            self._most_lanes = most
            self._lanes = self._marking = None

    def mark_snapshots(self, snapshots: Snapshots) -> None:
        """Mark the events after which there are snapshots."""
        self.snapshots = snapshots
        self.grown.emit()

    def mark_links(self, links: Links) -> None:
        """Mark the events that compensate others, and those others."""
        self.arcs = arcs_of(links, self.index)
        self.grown.emit()

    def show_usual(self, usual: tuple[Usual | None, ...]) -> None:
        """Show what is usual of each track; nothing where it is empty."""
        if usual or self._usual:
            self._usual = usual
            self.grown.emit()

    def usual_of(self, track: int) -> Usual | None:
        """What is usual of a track; None where that is not known or not asked for."""
        return self._usual[track] if track < len(self._usual) else None

    def mark_findings(self, found: Found) -> None:
        """Mark the events that are to be looked at besides those that the survey tells of."""
        self.found, self._marking = found, None
        self.grown.emit()

    def mark_bookmarks(self, bookmarks: Marks) -> None:
        """Mark the events that have bookmarks."""
        self.bookmarks = bookmarks
        self.grown.emit()

    def _show(self) -> None:
        self._behind.stop()
        before, self.shown = self.shown, self._document.shown
        if self.shown is None:
            self.stored, self.proposed = nothing_known(0), None
        elif before is None or before.replay is not self.shown.replay:
            self.stored, self.proposed = self._kept(before, self.shown), None
            self._order = type_order(self.shown.replay.index, self.shown.replay.by_type)
        what_if = self.shown.what_if if self.shown else None
        self.proposed = self.stored.branch(what_if.unchanged) if what_if else None
        # A draft that only deletes and restores leaves the lanes as they are.
        if before is None or self.shown is None or not _same_types(before, self.shown):
            self._lanes = None
        self._marking = None
        self._lay_axis()
        self.changed.emit()

    def _fill(self) -> None:
        """Take on the same events, of which more is read."""
        self.shown = self._document.shown
        if self.shown is not None:
            self._order = type_order(self.shown.replay.index, self.shown.replay.by_type)
        self._lanes = self._marking = None
        axis = self.axis
        self._lay_axis()
        # What is looked at stays, unless it lies elsewhere now.
        (self.grown if self.axis is axis else self.changed).emit()

    def _kept(self, before: Shown | None, now: Shown) -> Surveyed:
        """What stays known of a stream that was read again: all, if it only grew."""
        tracks = len(now.replay.domain.tracks)
        if before is None or before.replay.domain != now.replay.domain or before.replay.stream != now.replay.stream:
            return nothing_known(tracks, events=len(now.replay.index))
        old, new = before.replay.index, now.replay.index
        grown = len(old) <= len(new) and all(
            np.array_equal(was, becomes[: len(old)])
            for was, becomes in ((old.versions, new.versions), (old.deleted, new.deleted))
        )
        return self.stored if grown else nothing_known(tracks, events=len(new))

    def _lay_axis(self) -> None:
        index, axis = self.index, self.axis
        by_time = time_axis(index.times) if self.by_time and len(index) and index.unread is None else None
        if by_time is not None:
            self.axis = by_time
        elif axis.times is not None or axis.length != len(index):
            self.axis = version_axis(len(index))

    def _by_type(self) -> tuple[Ints, ...]:
        """For each shown type the ordinals of its events, those that the draft adds included."""
        stored = self.shown.replay.by_type if self.shown else ()
        added = ordinals_by_type(self.index, first=len(self.shown.replay.index) + 1) if self.shown else ()
        nothing: Ints = np.empty(0, np.int64)
        both = zip_longest(stored, added, fillvalue=nothing)
        return tuple(np.concatenate((old, new)) if len(new) else old for old, new in both)

    def _told(self) -> dict[Kind, Ints]:
        """The marks that need no survey."""
        what_if = self.shown.what_if if self.shown else None
        deleted: Ints = np.flatnonzero(self.index.deleted) + 1
        if self.shown is None or what_if is None:
            return {Kind.DELETED: deleted}
        flips = sorted(what_if.flips.items())
        now_deleted = np.array([ordinal for ordinal, flip in flips if flip], np.int64)
        restored = np.array([ordinal for ordinal, flip in flips if not flip], np.int64)
        appended = np.arange(self.stored_length, len(self.index), dtype=np.int64) + 1
        return {
            Kind.DELETED: np.setdiff1d(deleted, now_deleted, assume_unique=True),
            Kind.PROPOSED: np.concatenate((restored, appended)),
            Kind.PROPOSED_DELETION: now_deleted,
        }

    def _take(self, chunk: SurveyChunk) -> None:
        surveyed, marking = self.surveyed, self.marking
        failed, broken = len(surveyed.failed), len(surveyed.broken)
        what_if = self.shown.what_if if self.shown else None
        if self.proposed is not None and what_if is not None:
            self.proposed.take(chunk)
            self.stored.take(chunk, until=what_if.unchanged)
            self._go_on_behind()
        else:
            self.stored.take(chunk)
        marking.extend(Kind.FAILED, surveyed.failed.values[failed:])
        marking.extend(Kind.BROKEN, surveyed.broken.values[broken:])
        if not self._later.isActive():
            self._later.start()

    def _go_on_behind(self) -> None:
        """Once it is known what a draft would make of the stream, find out what is stored beside it."""
        if self.shown is not None and self.surveyed.known >= len(self.index) and self.stored.known < self.stored_length:
            self._behind.begin(self.shown.replay.history, self.stored.known + 1)

    def _take_stored(self, chunk: SurveyChunk) -> None:
        self.stored.take(chunk)
        if not self._later.isActive():
            self._later.start()


def _same_types(one: Shown, other: Shown) -> bool:
    stored = len(one.replay.index)
    return (
        one.replay is other.replay
        and one.index.type_names == other.index.type_names
        and np.array_equal(one.index.type_codes[stored:], other.index.type_codes[stored:])
    )
