"""The breakpoints of the opened store: where they hit, and the way from one hit to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from leftfold.deferred import Deferred
from leftfold.ui.breakpoints.breakpoint import Breakpoint, as_text, from_text
from leftfold.ui.breakpoints.hits import NO_HITS
from leftfold.ui.breakpoints.scanning import Scanning
from leftfold.ui.document import Document
from leftfold.ui.settings import Settings
from leftfold.ui.tasks import Job, Lane, Request

if TYPE_CHECKING:
    from leftfold.diagnose import flips
else:
    flips = Deferred("leftfold.diagnose.flips")

_RUN: Final = "breakpoint run"


class Way(NamedTuple):
    """How far the cursor may go."""

    ordinal: int
    stops: bool
    """Whether it stops there since a breakpoint hits."""


class Breakpoints(QObject):
    """Owns the breakpoints, which are kept for each store."""

    changed = Signal()
    """There are others, or they are switched on or off."""
    hits_changed = Signal(object)
    """The `Hits` of those that are on are others, or more of them are known."""
    stopped = Signal(str)
    """The cursor was stopped: the sentence that says where and why."""
    nothing_found = Signal(str)
    """There is no hit to run to: the sentence that says so."""
    failed = Signal(str)
    """The search ended early: the sentence that says why."""

    def __init__(self, document: Document, settings: Settings) -> None:
        super().__init__(document)
        self._document, self._settings = document, settings
        self._selection = document.selection
        self.known: tuple[Breakpoint, ...] = ()
        self.hits = NO_HITS
        self._scanning = Scanning(document.tasks, self)
        self._scanning.changed.connect(self._tell)
        self._scanning.failed.connect(self.failed)
        document.opened.connect(self._load)
        document.shown_changed.connect(self._show)
        self._selection.ordinal_changed.connect(lambda _ordinal: document.tasks.cancel(_RUN))

    @property
    def on(self) -> tuple[str, ...]:
        """The conditions that are switched on."""
        return tuple(one.text for one in self.known if one.on)

    def add(self, text: str) -> None:
        """Add a condition, which parses; one that is there already is switched on."""
        others = tuple(one for one in self.known if one.text != text)
        self._take((*others, Breakpoint(text)) if len(others) == len(self.known) else self._switched(text, on=True))

    def remove(self, text: str) -> None:
        """Remove a condition."""
        self._take(tuple(one for one in self.known if one.text != text))

    def replace(self, text: str, by: str) -> None:
        """Put a condition, which parses, in the place of another."""
        if by != text and any(one.text == by for one in self.known):
            self.remove(text)
        else:
            self._take(tuple(replace(one, text=by) if one.text == text else one for one in self.known))

    def switch(self, text: str, *, on: bool) -> None:
        """Switch a condition on or off."""
        self._take(self._switched(text, on=on))

    def count(self, text: str) -> tuple[int, int]:
        """How many hits of a condition are known, and in how many events."""
        found = self._scanning.hits_of((text,))
        return sum(map(len, found.columns)), found.searched

    def way(self, start: int, end: int) -> Way:
        """How far the cursor may go from an ordinal towards another: as far as is searched, or to the next hit."""
        if not self.hits.texts:
            return Way(end, stops=False)
        # Where a search ended early, nothing is waited for.
        searched = self.hits.searched if self._scanning.is_under_way else max(start, end)
        if end > start:
            end = max(start, min(end, searched))
        elif searched < start - 1:
            # On the way back the nearest hit may lie in what is not searched yet.
            return Way(start, stops=False)
        found = self.hits.next(start, end)
        return Way(end, stops=False) if found is None else Way(found, stops=True)

    def run_on(self) -> None:
        """Move the cursor to the next hit."""
        self._run(forward=True)

    def run_back(self) -> None:
        """Move the cursor to the hit before it."""
        self._run(forward=False)

    def say_stopped(self, ordinal: int) -> None:
        """Say which conditions hit at an event, where the cursor was stopped."""
        shown, texts = self._document.shown, self.hits.at(ordinal)
        if shown is not None and texts:
            self.stopped.emit(f"Stopped at version {shown.index.versions[ordinal - 1]:,}: {' · '.join(texts)}")

    def _run(self, *, forward: bool) -> None:
        shown, at, texts = self._document.shown, self._selection.ordinal, self.on
        if shown is None or not texts:
            self.nothing_found.emit("No breakpoint is switched on; add a condition to stop at.")
            return
        end = shown.history.length if forward else 0
        if self.hits.searched >= (end if forward else at - 1):
            self._arrive(self.hits.next(at, end), texts, forward=forward)
            return
        conditions = [one.condition for one in self.known if one.on]

        def search(job: Job) -> flips.Hit | None:
            return flips.next_hit(shown.history, conditions, at, forward=forward, progress=job.check)

        self._document.tasks.run(
            Request(
                lane=Lane.MOMENT,
                key=_RUN,
                work=search,
                done=lambda hit: self._arrive(hit and hit.ordinal, texts, forward=forward, why=hit and hit.condition),
                failed=lambda error: self.failed.emit(str(error)),
            )
        )

    def _arrive(self, ordinal: int | None, texts: tuple[str, ...], *, forward: bool, why: int | None = None) -> None:
        shown = self._document.shown
        if ordinal is None or shown is None:
            self.nothing_found.emit(f"No {'later' if forward else 'earlier'} event hits a breakpoint.")
            return
        self._selection.go_to(ordinal)
        if why is None:
            self.say_stopped(ordinal)
        else:
            self.stopped.emit(f"Stopped at version {shown.index.versions[ordinal - 1]:,}: {texts[why]}")

    def _switched(self, text: str, *, on: bool) -> tuple[Breakpoint, ...]:
        return tuple(replace(one, on=on) if one.text == text else one for one in self.known)

    def _load(self) -> None:
        session = self._document.session
        self.known = from_text(self._settings.breakpoints_of(session.place)) if session else ()
        self._look()

    def _take(self, known: tuple[Breakpoint, ...]) -> None:
        if known != self.known:
            self.known = known
            if self._document.session is not None:
                self._settings.keep_breakpoints(self._document.session.place, as_text(known) if known else "")
            self._look()

    def _look(self) -> None:
        self.changed.emit()
        self._scanning.look_for((one.text, one.condition) for one in self.known)

    def _show(self) -> None:
        self._scanning.show(self._document.shown, first=self._document.survey_from)

    def _tell(self) -> None:
        self.hits = self._scanning.hits_of(self.on)
        self.hits_changed.emit(self.hits)
