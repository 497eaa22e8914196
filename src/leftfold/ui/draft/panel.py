"""The strip for corrections: the draft of the shown stream, or one line that says how to begin one."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from leftfold.model.stream import StreamId
from leftfold.ui.banner import Banner
from leftfold.ui.clock import Clock
from leftfold.ui.committing import Written
from leftfold.ui.document import Document
from leftfold.ui.draft.body import DraftBody
from leftfold.ui.draft.drafted_row import DraftedRow
from leftfold.ui.draft.readiness import how_to_begin
from leftfold.ui.drafting import Drafting
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_QUIET_HEIGHT: Final = 40
_UNBOUNDED: Final = 16_777_215
_SPACING: Final = 6
_ICON: Final = QSize(16, 16)
_LAY: Final = "Lay it on the stream as it is now"


class DraftPanel(QWidget):
    """Shows the draft of the shown stream, and commits it."""

    unlock_asked = Signal()
    """The person wants to write to the store."""
    commit_all_asked = Signal()
    """All drafts shall be previewed, to be committed together."""

    def __init__(self, document: Document, drafting: Drafting, themes: Themes, _clock: Clock) -> None:
        super().__init__()
        self.document, self._drafting, self._themes = document, drafting, themes
        self._stream: StreamId | None = None
        self._confirmation = self._failure = ""
        self._has_body = False
        self.setAccessibleName("Draft")
        self.banner = Banner(themes)
        self._sign, self._quiet = QLabel(), QLabel()
        self._quiet.setWordWrap(True)
        self._quiet.setTextFormat(Qt.TextFormat.PlainText)
        self._begin = QWidget()
        self._has_row = False
        self._lay_out()
        self._connect()
        self._show()

    @cached_property
    def body(self) -> DraftBody:
        """What the strip holds while there is a draft, made with the first: 5 ms that no start waits for."""
        made = DraftBody(self.document, self._drafting, self._themes)
        made.unlock_asked.connect(self.unlock_asked)
        made.commit_asked.connect(self._commit)
        self._whole.addWidget(made)
        self._has_body = True
        return made

    @cached_property
    def row(self) -> DraftedRow:
        """The line of all aggregates that something is proposed for, made when it is first needed."""
        made = DraftedRow(self._drafting, self._themes)
        made.visit_asked.connect(self.document.selection.select)
        made.commit_asked.connect(self.commit_all_asked)
        self._whole.insertWidget(1, made)
        self._has_row = True
        return made

    @property
    def quiet(self) -> str:
        """The line that is shown where nothing is proposed."""
        return self._quiet.text()

    def _lay_out(self) -> None:
        begin = QHBoxLayout(self._begin)
        begin.setContentsMargins(0, 0, 0, 0)
        begin.setSpacing(_SPACING)
        begin.addWidget(self._sign)
        begin.addWidget(self._quiet, 1)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(12, 6, 12, 8)
        self._whole.addWidget(self.banner)
        self._whole.addWidget(self._begin)

    def _connect(self) -> None:
        drafting = self._drafting
        drafting.changed.connect(self._show)
        drafting.previewed.connect(self._show_effect)
        drafting.committed.connect(self._confirm)
        drafting.commit_failed.connect(self._tell_failure)
        drafting.refused.connect(self._show_banner)
        self._themes.changed.connect(self._show_quiet)
        key = QShortcut(QKeySequence("Ctrl+Return"), self, self._press_commit)
        # Elsewhere in the window the key writes nothing.
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _press_commit(self) -> None:
        if self._drafting.draft is not None:
            self.body.press_commit()

    def _commit(self) -> None:
        self._failure = ""
        self._drafting.commit()

    def _show(self) -> None:
        draft, shown = self._drafting.draft, self.document.shown
        stream = None if shown is None else shown.replay.stream
        is_other = stream != self._stream
        if is_other:
            # What was told of one stream must not be read as told of another.
            self._stream, self._failure, self._confirmation = stream, "", ""
        if draft is not None:
            self._confirmation = ""
        else:
            self._failure = ""
        if self._has_row or self._drafting.drafted:
            self.row.show_drafted(stream)
        self._begin.setVisible(draft is None)
        if draft is not None or self._has_body:
            if is_other:
                self.body.effect.clear()
            self.body.setVisible(draft is not None)
            self.body.show_draft()
        self._show_quiet()
        self._show_banner()

    def _show_effect(self) -> None:
        if self._has_body:
            self.body.show_effect()

    def _show_quiet(self) -> None:
        theme = self._themes.current
        self._quiet.setText(self._confirmation or how_to_begin(self.document))
        self._quiet.setProperty("role", "" if self._confirmation else "caption")
        self._quiet.style().polish(self._quiet)
        self._sign.setPixmap(icon("circle-check", theme.good).pixmap(_ICON))
        self._sign.setVisible(bool(self._confirmation))

    def _show_banner(self) -> None:
        if self._drafting.conflict:
            sentence = f"{self._drafting.conflict} Your draft is kept."
            self.banner.tell(sentence, icon="triangle-alert", action=_LAY, run=self._drafting.rebase, closes=False)
        elif self._failure:
            self.banner.tell(f"{self._failure} Your draft is kept.", icon="triangle-alert")
        else:
            self.banner.hide()
        # With nothing to show, the strip takes one line and leaves the room to the timeline.
        is_quiet = self._drafting.draft is None and not self.banner.isVisibleTo(self)
        has_row = self._has_row and self.row.isVisibleTo(self)
        quiet = _QUIET_HEIGHT + (self.row.sizeHint().height() + _SPACING if has_row else 0)
        self.setMaximumHeight(quiet if is_quiet else _UNBOUNDED)

    def _tell_failure(self, sentence: str) -> None:
        self._failure = sentence
        self._show_banner()

    def _confirm(self, written: Written) -> None:
        self._confirmation = written.told
        self._show_quiet()
