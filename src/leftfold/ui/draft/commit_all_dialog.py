"""All drafts before they are committed together: each aggregate with its edits and what they would do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from leftfold.correcting import against_commit, review
from leftfold.draft.correction import Correction, told_correction
from leftfold.draft.review import Reviewed
from leftfold.draft.telling import change_row
from leftfold.draft.wording import warnings
from leftfold.model.errors import LeftfoldError
from leftfold.ui.document import Document
from leftfold.ui.draft.because_form import BecauseForm
from leftfold.ui.drafting import Drafting
from leftfold.ui.tasks import Job, Lane, Request
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_SIZE: Final = (880, 600)
_MOST: Final = 50
"""Changes of one aggregate that are listed; its own page in the window shows them all."""
_REVIEW: Final = "review all drafts"


class CommitAllDialog(QDialog):
    """Previews every draft, and commits them in one transaction."""

    unlock_asked = Signal()
    """The person wants to write to the store."""

    def __init__(self, document: Document, drafting: Drafting, themes: Themes, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._drafting, self._themes = document, drafting, themes
        self._found: list[Reviewed] = []
        self._failure = ""
        self._is_through = False
        self.setWindowTitle("Commit all drafts")
        self.resize(*_SIZE)
        self._title, self.tree, self._against = QLabel(), QTreeWidget(), QLabel()
        self.because, self.buttons = BecauseForm(), QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.commit, self._unlock = QPushButton("Commit all"), QPushButton("Unlock…")
        self.commit.setProperty("role", "primary")
        self._lay_out()
        self._connect()
        self.because.fill(drafting.drafts.correction.because)
        self._begin()

    @property
    def against(self) -> str:
        """Why the drafts cannot be committed now; empty where they can."""
        if not self._drafting.lock.is_open:
            return "The store is open read-only; unlock it first."
        if self._correction.unexplained:
            return "Say why in a few words; it is recorded."
        if not all(draft.because.author for draft in self._correction):
            return "Say who corrects this; it is recorded."
        if self._failure:
            return self._failure
        session = self._document.session
        if session is not None and (against := against_commit(session, self._correction)):
            return " ".join(against)
        standing = (f"{one.draft.stream}: {one.against}" for one in self._found if one.against)
        return next(standing, "" if self._is_through else "What would change is being worked out…")

    @property
    def lines(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What is shown: each aggregate with its lines."""
        tops = (self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount()))
        return tuple((top.text(0), tuple(map(_texts, _children(top)))) for top in tops if top is not None)

    @property
    def _correction(self) -> Correction:
        return self._drafting.drafts.correction

    def _lay_out(self) -> None:
        self.tree.setHeaderLabels(["What", "As stored", "As proposed"])
        self.tree.setAccessibleName("What each draft would do")
        self.tree.setColumnWidth(0, _SIZE[0] // 2)
        self.tree.setWordWrap(True)
        for label in (self._title, self._against):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._against.setProperty("role", "caption")
        self.buttons.addButton(self._unlock, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.commit, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        for widget in (self._title, self.tree, self.because, self._against, self.buttons):
            layout.addWidget(widget)
        layout.setStretch(1, 1)

    def _connect(self) -> None:
        self.buttons.rejected.connect(self.reject)
        self.buttons.accepted.connect(self._commit)
        self._unlock.clicked.connect(self.unlock_asked)
        self._drafting.lock.changed.connect(self._show)
        self.because.edited.connect(self._drafting.drafts.explain_all)
        self.because.edited.connect(self._show)
        self.finished.connect(lambda _result: self._document.tasks.cancel(_REVIEW))

    def _begin(self) -> None:
        session, correction = self._document.session, self._correction
        self._show()
        if session is None:
            return

        def work(job: Job) -> None:
            for one in review(session, correction, progress=job.check):
                job.report(one)

        self._document.tasks.run(
            Request(
                lane=Lane.STREAM,
                key=_REVIEW,
                work=work,
                done=lambda _none: self._end(""),
                failed=lambda error: self._fail(error),
                part=self._add,
            )
        )

    def _add(self, one: Reviewed) -> None:
        self._found.append(one)
        top = self._item(one)
        self.tree.addTopLevelItem(top)
        for item in (top, *_children(top)):
            # A sentence has the whole line; the fields beside it have columns.
            item.setFirstColumnSpanned(not item.text(1))
        # Few are read at once; of many the first tells what they are like.
        top.setExpanded(len(self._found) == 1)
        self._show()

    def _fail(self, error: LeftfoldError) -> None:
        self._end(str(error))

    def _end(self, failure: str) -> None:
        self._is_through, self._failure = True, failure
        self._show()

    def _show(self) -> None:
        against = self.against
        done = "" if self._is_through else f" {len(self._found):,} of {len(self._correction.drafts):,} worked out."
        self._title.setText(f"{told_correction(self._correction)}, in one transaction: all or nothing.{done}")
        self._against.setText(against)
        self._unlock.setVisible(not self._drafting.lock.is_open)
        self.commit.setEnabled(not against)
        self.commit.setAccessibleDescription(against)

    def _commit(self) -> None:
        if not self.against:
            self._drafting.commit_all(self._correction)
            self.accept()

    def _item(self, one: Reviewed) -> QTreeWidgetItem:
        theme = self._themes.current
        top = QTreeWidgetItem([f"{one.draft.stream}: {len(one.draft.edits)} proposed"])
        top.setIcon(
            0, icon("triangle-alert" if one.against else "diamond", theme.danger if one.against else theme.draft)
        )
        top.addChildren([QTreeWidgetItem([text]) for text in one.told])
        grave = [one.moved] if one.moved else []
        if one.preview is not None:
            changes = one.preview.changes
            top.addChildren([QTreeWidgetItem(list(change_row(change))) for change in changes[:_MOST]])
            if len(changes) > _MOST:
                top.addChild(QTreeWidgetItem([f"and {len(changes) - _MOST:,} fields more"]))
            grave = [*warnings(one.preview)]
        for sentence in grave:
            item = QTreeWidgetItem([sentence])
            item.setIcon(0, icon("triangle-alert", theme.warning))
            item.setForeground(0, QColor(theme.warning))
            top.addChild(item)
        return top


def _children(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for row in range(item.childCount()):
        if (child := item.child(row)) is not None:
            yield child


def _texts(item: QTreeWidgetItem) -> str:
    return " | ".join(text for text in map(item.text, range(3)) if text)
