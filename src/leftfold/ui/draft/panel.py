"""The strip for corrections: what is proposed, what it would do, why, and the one button that writes."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from leftfold.draft.preview import Preview
from leftfold.draft.wording import edit_text
from leftfold.store.writing import Committed
from leftfold.ui.banner import Banner
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.draft.because_form import BecauseForm
from leftfold.ui.draft.effect import Effect
from leftfold.ui.drafting import Drafting
from leftfold.ui.theme.themes import Themes

_QUIET_HEIGHT = 40
_TYPING = 300
"""Milliseconds after the last letter."""
_UNBOUNDED = 16_777_215
_QUIET = "Nothing is proposed. Soft-delete an event with Ctrl+D, or propose a compensating event with Ctrl+N."


class DraftPanel(QWidget):
    """Shows the draft of the shown stream, and commits it."""

    unlock_asked = Signal()
    """The person wants to write to the store."""

    def __init__(self, document: Document, drafting: Drafting, themes: Themes, _clock: Clock) -> None:
        super().__init__()
        self.document, self._drafting = document, drafting
        self.setAccessibleName("Draft")
        self._quiet = QLabel(_QUIET)
        self._quiet.setProperty("role", "caption")
        self.banner = Banner(themes)
        self.edits, self.effect, self.because = QListWidget(), Effect(), BecauseForm()
        self.edits.setAccessibleName("Proposed edits")
        self.edits.setWordWrap(True)
        self.edits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._remove, self._discard = QPushButton("Remove"), QPushButton("Discard all")
        self.as_stored = QCheckBox("Show as stored")
        self.commit = QPushButton("Commit")
        self.commit.setProperty("role", "primary")
        self._unlock, self._against = QPushButton("Unlock…"), QLabel()
        self._against.setProperty("role", "caption")
        self._against.setWordWrap(True)
        self._body = _row(self._proposed(), self.effect, self._decision())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        for widget in (self.banner, self._quiet, self._body):
            layout.addWidget(widget)
        # What was typed becomes part of the drafted events, which are previewed anew: not at each letter.
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._connect()
        self._show()

    @property
    def against(self) -> str:
        """Why the draft cannot be committed now; empty where it can."""
        session = self.document.session
        if session is None or not self._drafting.draft:
            return "Nothing is proposed."
        append = session.store.capability("append")
        if not append.allowed:
            return append.reason
        if not self._drafting.lock.is_open:
            return "The store is open read-only; unlock it first."
        if not self.because.because.reason:
            return "Say why in a few words; it is recorded."
        if self._drafting.is_committing:
            return "Being written…"
        return (
            ""
            if self._drafting.preview is not None and not self._typing.isActive()
            else "What would change is not worked out yet."
        )

    def _proposed(self) -> QWidget:
        column, buttons = QWidget(), QHBoxLayout()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        title = QLabel("Proposed, not stored:")
        title.setProperty("role", "caption")
        buttons.addWidget(self._remove)
        buttons.addWidget(self._discard)
        buttons.addStretch()
        layout.addWidget(title)
        layout.addWidget(self.edits)
        layout.addLayout(buttons)
        return column

    def _decision(self) -> QWidget:
        column, buttons = QWidget(), QHBoxLayout()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.as_stored)
        buttons.addStretch()
        buttons.addWidget(self._unlock)
        buttons.addWidget(self.commit)
        layout.addWidget(self.because)
        layout.addWidget(self._against)
        layout.addStretch()
        layout.addLayout(buttons)
        return column

    def _connect(self) -> None:
        drafting = self._drafting
        drafting.changed.connect(self._show)
        drafting.previewed.connect(self._show_preview)
        drafting.lock.changed.connect(self._show_against)
        drafting.conflicted.connect(self._tell_conflict)
        drafting.commit_failed.connect(lambda sentence: self.banner.tell(sentence, icon="triangle-alert"))
        drafting.commit_failed.connect(self._show_against)
        drafting.committed.connect(self._tell_committed)
        self.document.selection.stream_changed.connect(self.banner.hide)
        self.because.edited.connect(self._typing.start)
        self.because.edited.connect(self._show_against)
        self._typing.timeout.connect(self._explain)
        self.as_stored.toggled.connect(drafting.show_stored)
        self.commit.clicked.connect(drafting.commit)
        self.commit.clicked.connect(self._show_against)
        self._unlock.clicked.connect(self.unlock_asked)
        self._discard.clicked.connect(drafting.discard)
        self._remove.clicked.connect(self._remove_current)
        QShortcut(
            QKeySequence(Qt.Key.Key_Delete), self.edits, self._remove_current, context=Qt.ShortcutContext.WidgetShortcut
        )

    def _show(self) -> None:
        draft = self._drafting.draft
        current = self.edits.currentRow()
        self.edits.clear()
        self.edits.addItems([edit_text(edit) for edit in draft.edits] if draft else [])
        self.edits.setCurrentRow(min(max(current, 0), self.edits.count() - 1))
        self._quiet.setVisible(not draft)
        self._body.setVisible(bool(draft))
        # With nothing to show, the strip takes one line and leaves the room to the timeline.
        self.setMaximumHeight(_UNBOUNDED if draft or self.banner.isVisibleTo(self) else _QUIET_HEIGHT)
        self._show_against()

    def _show_preview(self, preview: Preview | None) -> None:
        self.effect.show_preview(preview)
        if preview is not None:
            for row, text in enumerate(self._drafting.told):
                item = self.edits.item(row)
                item.setText(text)
                item.setToolTip(text)
        self._show_against()

    def _show_against(self) -> None:
        against = self.against
        session = self.document.session
        can_unlock = session is not None and session.store.capability("append").allowed
        self.commit.setEnabled(not against)
        self.commit.setToolTip(against)
        self._against.setText(against)
        self._unlock.setVisible(can_unlock and not self._drafting.lock.is_open)
        self.as_stored.setChecked(self._drafting.shows_stored)

    def _explain(self) -> None:
        self._typing.stop()
        self._drafting.explain(self.because.because)
        self._show_against()

    def _remove_current(self) -> None:
        if self.edits.currentRow() >= 0:
            self._drafting.remove(self.edits.currentRow())

    def _tell_conflict(self, sentence: str) -> None:
        self.banner.tell(
            f"{sentence} Your draft is kept.",
            icon="triangle-alert",
            action="Lay it on the stream as it is now",
            run=self._drafting.rebase,
        )
        self._show_against()

    def _tell_committed(self, committed: Committed) -> None:
        who = self.because.because.author
        self.because.clear_reason()
        self._explain()
        self.banner.tell(f"Written by {who}; the last version is now {committed.last_version}.", icon="check")
        self._show()


def _row(*columns: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(16)
    for column, stretch in zip(columns, (4, 5, 4), strict=True):
        layout.addWidget(column, stretch)
    return row
