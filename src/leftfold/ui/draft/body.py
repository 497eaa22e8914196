"""What the strip holds while there is a draft: what is proposed, what it would do, why, and the button that writes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from leftfold.ui.document import Document
from leftfold.ui.draft.because_form import BecauseForm
from leftfold.ui.draft.edits_list import EditsList
from leftfold.ui.draft.effect import HEAD_HEIGHT, Effect
from leftfold.ui.draft.readiness import against_commit, can_unlock
from leftfold.ui.drafting import Drafting
from leftfold.ui.theme.themes import Themes

_SPACING: Final = 6


class DraftBody(QWidget):
    """Shows the draft of the shown stream."""

    unlock_asked = Signal()
    """The person wants to write to the store."""
    commit_asked = Signal()
    """The draft, against which nothing stands, shall be committed."""

    def __init__(self, document: Document, drafting: Drafting, themes: Themes) -> None:
        super().__init__()
        self._document, self._drafting = document, drafting
        self.edits, self.effect, self.because = EditsList(themes), Effect(), BecauseForm()
        self._remove, self._discard = QPushButton("Remove"), QPushButton("Discard all")
        self.commit, self._unlock, self._against = QPushButton("Commit"), QPushButton("Unlock…"), QLabel()
        self.commit.setProperty("role", "primary")
        self._against.setProperty("role", "caption")
        self._against.setWordWrap(True)
        self._lay_out()
        self._connect()

    @property
    def against(self) -> str:
        """Why the draft cannot be committed now; empty where it can."""
        return against_commit(self._document.session, self._drafting)

    def press_commit(self) -> None:
        """Commit the draft; where something is missing, go to where it is given."""
        if not self.against:
            self.commit_asked.emit()
        elif can_unlock(self._document.session, self._drafting):
            self._unlock.setFocus()
        else:
            self.because.ask()

    def show_draft(self) -> None:
        """Show the draft as it is now."""
        self.because.fill(self._drafting.because)
        self.show_effect()

    def show_effect(self) -> None:
        """Show what is known of what the draft would do."""
        draft, laying = self._drafting.draft, self._drafting.laying
        self.edits.show_edits(draft.edits if draft else (), laying.previewing.told)
        self.effect.switch.setEnabled(laying.proposed is not None)
        if draft is not None and laying.proposed is None:
            self.effect.show_unlaid()
        else:
            self.effect.show_previewing(laying.previewing)
        self._show_against()

    def _lay_out(self) -> None:
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
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(20)
        columns.addLayout(_filled(QVBoxLayout(), title, self.edits, removal), 4)
        columns.addWidget(self.effect, 5)
        columns.addLayout(last, 4)

    def _connect(self) -> None:
        drafting = self._drafting
        drafting.lock.changed.connect(self._show_against)
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
        self.edits.move_asked.connect(drafting.reorder)
        self.edits.visit_asked.connect(self._visit)

    def _show_against(self) -> None:
        against, session = self.against, self._document.session
        if session is not None:
            self.because.demand(session.unlocking.rulings)
        self.commit.setEnabled(not against)
        self.commit.setAccessibleDescription(against)
        self.commit.setToolTip(against or "Write the draft (Ctrl+Return)")
        self._against.setText(against)
        self._unlock.setVisible(can_unlock(self._document.session, self._drafting))
        is_free = not self._drafting.is_committing
        for widget in (self._remove, self._discard, self.because):
            widget.setEnabled(is_free)

    def _visit(self, place: int) -> None:
        laying = self._drafting.laying
        if laying.proposed is not None:
            laying.show_stored(False)
            self._document.selection.go_to(laying.proposed.ordinal_of(place))


def _filled(layout: QBoxLayout, *parts: QWidget | QBoxLayout) -> QBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(_SPACING)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return layout
