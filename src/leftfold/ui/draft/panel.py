"""The strip for corrections: what is proposed, what it would do, why, and the one button that writes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from leftfold.draft.wording import told_commit
from leftfold.model.stream import StreamId
from leftfold.ui.banner import Banner
from leftfold.ui.clock import Clock
from leftfold.ui.committing import Written
from leftfold.ui.document import Document
from leftfold.ui.draft.because_form import BecauseForm
from leftfold.ui.draft.edits_list import EditsList
from leftfold.ui.draft.effect import HEAD_HEIGHT, Effect
from leftfold.ui.draft.readiness import against_commit, can_unlock, how_to_begin
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

    def __init__(self, document: Document, drafting: Drafting, themes: Themes, _clock: Clock) -> None:
        super().__init__()
        self.document, self._drafting, self._themes = document, drafting, themes
        self._stream: StreamId | None = None
        self._confirmation = self._failure = ""
        self.setAccessibleName("Draft")
        self.banner = Banner(themes)
        self._sign, self._quiet = QLabel(), QLabel()
        self._quiet.setWordWrap(True)
        self._quiet.setTextFormat(Qt.TextFormat.PlainText)
        self.edits, self.effect, self.because = EditsList(themes), Effect(), BecauseForm()
        self._remove, self._discard = QPushButton("Remove"), QPushButton("Discard all")
        self.commit, self._unlock, self._against = QPushButton("Commit"), QPushButton("Unlock…"), QLabel()
        self.commit.setProperty("role", "primary")
        self._against.setProperty("role", "caption")
        self._against.setWordWrap(True)
        self._begin, self._body = QWidget(), QWidget()
        self._lay_out()
        self._connect()
        self._show()

    @property
    def against(self) -> str:
        """Why the draft cannot be committed now; empty where it can."""
        return against_commit(self.document.session, self._drafting)

    @property
    def quiet(self) -> str:
        """The line that is shown where nothing is proposed."""
        return self._quiet.text()

    def press_commit(self) -> None:
        """Commit the draft; where something is missing, go to where it is given."""
        if not self.against:
            self._failure = ""
            self._drafting.commit()
        elif can_unlock(self.document.session, self._drafting):
            self._unlock.setFocus()
        else:
            self.because.ask()

    def _lay_out(self) -> None:
        begin = _filled(QHBoxLayout(self._begin), self._sign, self._quiet)
        begin.setStretch(1, 1)
        title = QLabel("Proposed, not stored:")
        title.setProperty("role", "caption")
        title.setMinimumHeight(HEAD_HEIGHT)
        removal = _filled(QHBoxLayout(), self._remove, self._discard)
        removal.addStretch()
        decision = _filled(QHBoxLayout(), self._against, self._unlock, self.commit)
        decision.setStretch(0, 1)
        last = _filled(QVBoxLayout(), self.because)
        last.addStretch()
        last.addLayout(decision)
        columns = QHBoxLayout(self._body)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(20)
        columns.addLayout(_filled(QVBoxLayout(), title, self.edits, removal), 4)
        columns.addWidget(self.effect, 5)
        columns.addLayout(last, 4)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 8)
        for widget in (self.banner, self._begin, self._body):
            whole.addWidget(widget)

    def _connect(self) -> None:
        drafting = self._drafting
        drafting.changed.connect(self._show)
        drafting.previewed.connect(self._show_effect)
        drafting.lock.changed.connect(self._show_against)
        drafting.committed.connect(self._confirm)
        drafting.commit_failed.connect(self._tell_failure)
        drafting.refused.connect(self._show_banner)
        drafting.laying.shows_stored_changed.connect(self.effect.switch.show_stored)
        self.effect.switch.stored_chosen.connect(drafting.laying.show_stored)
        self.effect.again.clicked.connect(drafting.laying.previewing.try_again)
        self.because.edited.connect(drafting.explain)
        self.because.edited.connect(self._show_against)
        self.commit.clicked.connect(self.press_commit)
        self._unlock.clicked.connect(self.unlock_asked)
        self._remove.clicked.connect(self.edits.ask_for_removal)
        self._discard.clicked.connect(drafting.discard)
        self.edits.removal_asked.connect(drafting.remove)
        self.edits.visit_asked.connect(self._visit)
        self._themes.changed.connect(self._show_quiet)
        key = QShortcut(QKeySequence("Ctrl+Return"), self, self.press_commit)
        # Elsewhere in the window the key writes nothing.
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _show(self) -> None:
        draft, shown = self._drafting.draft, self.document.shown
        stream = None if shown is None else shown.replay.stream
        if stream != self._stream:
            # What was told of one stream must not be read as told of another.
            self._stream, self._failure, self._confirmation = stream, "", ""
            self.effect.clear()
        if draft is not None:
            self._confirmation = ""
        else:
            self._failure = ""
        self.because.fill(self._drafting.because)
        self._begin.setVisible(draft is None)
        self._body.setVisible(draft is not None)
        self._show_quiet()
        self._show_effect()
        self._show_banner()

    def _show_effect(self) -> None:
        draft, laying = self._drafting.draft, self._drafting.laying
        self.edits.show_edits(draft.edits if draft else (), laying.previewing.told)
        self.effect.switch.setEnabled(laying.proposed is not None)
        if draft is not None and laying.proposed is None:
            self.effect.show_unlaid()
        else:
            self.effect.show_previewing(laying.previewing)
        self._show_against()

    def _show_against(self) -> None:
        against = self.against
        self.commit.setEnabled(not against)
        self.commit.setAccessibleDescription(against)
        self.commit.setToolTip(against or "Write the draft (Ctrl+Return)")
        self._against.setText(against)
        self._unlock.setVisible(can_unlock(self.document.session, self._drafting))
        is_free = not self._drafting.is_committing
        for widget in (self._remove, self._discard, self.because):
            widget.setEnabled(is_free)

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
        self.setMaximumHeight(_QUIET_HEIGHT if is_quiet else _UNBOUNDED)

    def _tell_failure(self, sentence: str) -> None:
        self._failure = sentence
        self._show_banner()

    def _confirm(self, written: Written) -> None:
        self._confirmation = told_commit(written.draft, written.last_version)
        self._show_quiet()

    def _visit(self, place: int) -> None:
        laying = self._drafting.laying
        if laying.proposed is not None:
            laying.show_stored(False)
            self.document.selection.go_to(laying.proposed.ordinal_of(place))


def _filled(layout: QBoxLayout, *parts: QWidget | QBoxLayout) -> QBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(_SPACING)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return layout
