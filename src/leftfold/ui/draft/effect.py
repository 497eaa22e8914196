"""What a draft would do: the fields that change, now and as proposed, and what else follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from leftfold.deferred import Deferred
from leftfold.draft.preview import Preview
from leftfold.draft.telling import change_row
from leftfold.draft.wording import warnings
from leftfold.ui.draft.scrolled_text import ScrolledText
from leftfold.ui.draft.view_switch import ViewSwitch
from leftfold.ui.previewing import Previewing
from leftfold.ui.raising import show_over

if TYPE_CHECKING:
    from leftfold.ui.draft import consequences_dialog
else:
    # Few look at all of them.
    consequences_dialog = Deferred("leftfold.ui.draft.consequences_dialog")

_MOST: Final = 200
"""Changes that are listed; the inspector shows them all."""
_WARNINGS: Final = 5
HEAD_HEIGHT: Final = 30
"""Of the line above the list, so that the list beside begins at the same height."""
_WORKING: Final = "Working out what would change…"
_UNLAID: Final = "Known once the draft is laid on the stream as it is now."


class Effect(QWidget):
    """The consequences of a draft for the last state."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._warnings, self._changes = QLabel(), QLabel(), QTreeWidget()
        self.switch, self.again = ViewSwitch(), QPushButton("Try again")
        self.all, self._told = QPushButton("All consequences…"), ScrolledText(self._warnings)
        self.all.setProperty("role", "quiet")
        self._preview: Preview | None = None
        self._title.setProperty("role", "caption")
        for label in (self._title, self._warnings):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._changes.setHeaderLabels(["Field", "As stored", "As proposed"])
        self._changes.setRootIsDecorated(False)
        self._changes.setAccessibleName("What changes in the last state")
        self._changes.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.all)
        head.addWidget(self.switch)
        self.switch.setFixedHeight(HEAD_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._told)
        layout.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.all.setToolTip("Show in full what follows from the draft")
        self.all.clicked.connect(self.show_all)
        layout.addWidget(self._changes, 1)
        layout.addStretch()
        self.clear()

    @property
    def title(self) -> str:
        """What is said first."""
        return self._title.text()

    @property
    def lines(self) -> tuple[tuple[str, str, str], ...]:
        """What is listed: field, as stored, as proposed."""
        rows = (self._changes.topLevelItem(row) for row in range(self._changes.topLevelItemCount()))
        return tuple((row.text(0), row.text(1), row.text(2)) for row in rows if row is not None)

    @property
    def warnings(self) -> str:
        """What else follows, as shown."""
        return self._warnings.text()

    def clear(self) -> None:
        """Show nothing."""
        self._changes.clear()
        self._show(_WORKING, "")

    def show_unlaid(self) -> None:
        """Say that nothing is known of a draft that does not stand on its stream."""
        self._changes.clear()
        self._show(_UNLAID, "")

    def show_all(self) -> None:
        """Show all consequences in a window of their own, as they are known now."""
        if self._preview is not None:
            show_over(consequences_dialog.ConsequencesDialog(self._preview, self))

    def show_previewing(self, previewing: Previewing) -> None:
        """Show the consequences as far as they are worked out; those before stay till then, dimmed."""
        preview, failure = previewing.preview, previewing.failure
        self._changes.setEnabled(preview is not None)
        if preview is not None:
            self.show_preview(preview)
        elif failure:
            self._changes.clear()
            self._show("What would change cannot be worked out.", failure, is_grave=True)
            self.again.show()
        else:
            self._show(_WORKING, "")

    def show_preview(self, preview: Preview) -> None:
        """Show the consequences."""
        told = warnings(preview)
        more = len(told) - _WARNINGS
        words = "\n".join(told[:_WARNINGS]) + (f"\nand {more} more, under All consequences." if more > 0 else "")
        self._show(_counted(len(preview.changes)), words, is_grave=bool(preview.now_failing or preview.broken))
        self._changes.clear()
        self._preview = preview
        self.all.setVisible(bool(told))
        self._changes.addTopLevelItems(
            [QTreeWidgetItem(list(change_row(change))) for change in preview.changes[:_MOST]]
        )
        self._changes.setVisible(bool(preview.changes))

    def _show(self, title: str, words: str, *, is_grave: bool = False) -> None:
        self._title.setText(title)
        self._warnings.setText(words)
        self._warnings.setProperty("role", "danger" if is_grave else "")
        self._warnings.style().polish(self._warnings)
        self._told.setVisible(bool(words))
        self._told.updateGeometry()
        self._changes.setVisible(self._changes.topLevelItemCount() > 0)
        self.again.hide()
        self.all.hide()


def _counted(count: int) -> str:
    if not count:
        return "The last state would stay as it is."
    listed = f", {_MOST} of them listed" if count > _MOST else ""
    return f"{count:,} {'field' if count == 1 else 'fields'} would change{listed}:"
