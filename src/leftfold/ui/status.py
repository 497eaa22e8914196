"""The line at the foot of the window: how much is shown, what is wrong with it, and where the cursor stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QStatusBar

from leftfold.model.index import StreamIndex
from leftfold.replay.survey import Mark, SurveyChunk
from leftfold.ui.document import Document
from leftfold.ui.findings.found import Found
from leftfold.ui.steady_label import SteadyLabel

_PATIENCE: Final = 200
"""Milliseconds that work may take before it is shown: a step of the cursor takes less, and would only flicker."""
_MARGINS: Final = (6, 2, 6, 2)
"""As the style gives them to the other labels of the line."""
_NONE: Final = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """What a survey found so far, each by the ordinal of its event."""

    failed: npt.NDArray[np.int64] = field(default_factory=lambda: _NONE)
    breaches: npt.NDArray[np.int64] = field(default_factory=lambda: _NONE)

    def before(self, ordinal: int) -> _Found:
        """What was found in front of an event."""
        return _Found(self.failed[self.failed < ordinal], self.breaches[self.breaches < ordinal])

    def with_chunk(self, chunk: SurveyChunk) -> _Found:
        """With what the next chunk found."""
        failed = np.flatnonzero(chunk.marks == Mark.FAILED) + chunk.first
        breaches = np.array([breach.ordinal for breach in chunk.breaches], np.int64)
        return _Found(np.append(self.failed, failed), np.append(self.breaches, breaches))


class Status(QStatusBar):
    """Says what is shown, in one line."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._found = _Found()
        self._apart = 0
        self._events, self._wrong, self._place = QLabel(), QLabel(), SteadyLabel()
        self._place.setContentsMargins(*_MARGINS)
        self._wrong.setProperty("role", "danger")
        self._work = QProgressBar()
        self._work.setRange(0, 0)
        self._work.setTextVisible(False)
        self._work.setFixedWidth(96)
        self._work.setAccessibleName("Work under way")
        # Its room stays, so that the window is not laid out anew with each piece of work.
        kept = self._work.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._work.setSizePolicy(kept)
        self._work.hide()
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self.setSizeGripEnabled(False)
        self.addWidget(self._events)
        self.addWidget(self._wrong)
        self.addPermanentWidget(self._work)
        self.addPermanentWidget(self._place)
        document.shown_changed.connect(self._begin)
        document.filled.connect(self._show_events)
        document.surveyed.connect(self._add)
        document.selection.ordinal_changed.connect(self._show_place)
        document.selection.length_changed.connect(self._show_place)
        document.tasks.busy.connect(self._patience.start)
        document.tasks.idle.connect(self._patience.stop)
        document.tasks.idle.connect(self._work.hide)
        self._patience.timeout.connect(self._work.show)

    @property
    def text(self) -> str:
        """The whole line, for tests and screen readers."""
        texts = (self._events.text(), self._wrong.text(), self._place.text)
        return " · ".join(text for text in texts if text)

    def _begin(self) -> None:
        self._found = self._found.before(self._document.survey_from)
        self._show_events()
        self._show_wrong()
        self._show_place()

    def _show_events(self) -> None:
        shown = self._document.shown
        self._events.setText("" if shown is None else counted_events(shown.index))

    def _add(self, chunk: SurveyChunk) -> None:
        self._found = self._found.with_chunk(chunk)
        self._show_wrong()

    def show_findings(self, found: Found) -> None:
        """Tell of the findings besides those that the survey tells of."""
        self._apart = len(found.apart)
        self._show_wrong()

    def _show_wrong(self) -> None:
        failed, breaches = len(self._found.failed), len(self._found.breaches)
        told = [
            text
            for count, text in (
                (failed, _plural(failed, "failed event")),
                (breaches, _plural(breaches, "warning")),
                (self._apart, _plural(self._apart, "other finding")),
            )
            if count
        ]
        self._wrong.setText(" · ".join(told))
        self._wrong.setVisible(bool(told))

    def _show_place(self) -> None:
        selection = self._document.selection
        shown = self._document.shown is not None
        self._place.show_text(f"state at {selection.ordinal:,} of {selection.length:,}" if shown else "")


def counted_events(index: StreamIndex) -> str:
    """How many events there are, how many of them are soft-deleted, and what part is read where that is not all."""
    deleted = int(np.count_nonzero(index.deleted))
    told = (
        _plural(len(index), "event"),
        f"{deleted:,} soft-deleted" if deleted else "",
        "" if index.unread is None else f"{100 * index.count_read // len(index)} % read",
    )
    return ", ".join(filter(None, told))


def _plural(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else f'{one}s'}"
