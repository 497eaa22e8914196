"""What a draft would do: the fields that change, now and as proposed, and what else follows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from leftfold.draft.preview import Preview
from leftfold.draft.wording import short, warnings
from leftfold.model.diff import Change, Op
from leftfold.model.paths import path_text

_MOST = 200
"""Changes that are listed; the inspector shows them all."""
_WARNINGS = 4


class Effect(QWidget):
    """The consequences of a draft for the last state."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._warnings, self._changes = QLabel(), QLabel(), QTreeWidget()
        self._title.setProperty("role", "caption")
        self._warnings.setProperty("role", "danger")
        self._warnings.setWordWrap(True)
        self._warnings.setTextFormat(Qt.TextFormat.PlainText)
        self._changes.setHeaderLabels(["Field", "As stored", "As proposed"])
        self._changes.setRootIsDecorated(False)
        self._changes.setAccessibleName("What changes in the last state")
        self._changes.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self._title, self._warnings, self._changes):
            layout.addWidget(widget)
        self.show_preview(None)

    @property
    def lines(self) -> tuple[tuple[str, str, str], ...]:
        """What is listed: field, as stored, as proposed."""
        rows = (self._changes.topLevelItem(row) for row in range(self._changes.topLevelItemCount()))
        return tuple((row.text(0), row.text(1), row.text(2)) for row in rows if row is not None)

    @property
    def warnings(self) -> str:
        """What else follows, as shown."""
        return self._warnings.text()

    def show_preview(self, preview: Preview | None) -> None:
        """Show the consequences; None while they are worked out."""
        self._changes.clear()
        told = warnings(preview) if preview else ()
        more = len(told) - _WARNINGS
        self._warnings.setText("\n".join(told[:_WARNINGS]) + (f"\nand {more} more." if more > 0 else ""))
        self._warnings.setVisible(bool(told))
        if preview is None:
            self._title.setText("Working out what would change…")
            return
        count = len(preview.changes)
        self._title.setText(_counted(count))
        self._changes.setVisible(bool(count))
        self._changes.addTopLevelItems([QTreeWidgetItem(list(_row(change))) for change in preview.changes[:_MOST]])


def _counted(count: int) -> str:
    if not count:
        return "The last state would stay as it is."
    listed = f", of which {_MOST} are listed" if count > _MOST else ""
    return f"{count:,} {'field' if count == 1 else 'fields'} of the last state would change{listed}:"


def _row(change: Change) -> tuple[str, str, str]:
    before = "–" if change.op is Op.ADD else short(change.before)
    after = "–" if change.op is Op.REMOVE else short(change.after)
    return path_text(change.path) or "all", before, after
