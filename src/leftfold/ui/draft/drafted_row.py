"""The line of all aggregates that something is proposed for, and the button that commits all of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QListWidget, QListWidgetItem, QPushButton, QWidget

from leftfold.model.stream import StreamId
from leftfold.ui.drafting import Drafting
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes

_HEIGHT: Final = 30
_ICON: Final = QSize(14, 14)
_STREAM: Final = int(Qt.ItemDataRole.UserRole)


class DraftedRow(QWidget):
    """A cell an aggregate, with how many edits are proposed; shown where the strip does not show all there is."""

    visit_asked = Signal(object)
    """The aggregate with this `StreamId` shall be shown."""
    commit_asked = Signal()
    """All drafts shall be previewed, to be committed together."""

    def __init__(self, drafting: Drafting, themes: Themes) -> None:
        super().__init__()
        self._drafting, self._themes = drafting, themes
        self._title, self.list, self.commit = QLabel(), QListWidget(), QPushButton("Commit all…")
        self._title.setProperty("role", "caption")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self.list.setAccessibleName("Aggregates with proposed edits")
        self.list.setFlow(QListView.Flow.LeftToRight)
        self.list.setWrapping(False)
        self.list.setUniformItemSizes(False)
        self.list.setIconSize(_ICON)
        self.list.setSpacing(2)
        self.list.setFixedHeight(_HEIGHT)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._visit)
        self.list.itemClicked.connect(self._visit)
        self.commit.clicked.connect(self.commit_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self.list, self.commit):
            layout.addWidget(widget)
        layout.setStretch(1, 1)
        themes.changed.connect(self._paint)

    @property
    def cells(self) -> tuple[str, ...]:
        """What is listed."""
        return tuple(self.list.item(row).text() for row in range(self.list.count()))

    @property
    def title(self) -> str:
        """What stands before the list."""
        return self._title.text()

    def show_drafted(self, shown: StreamId | None) -> bool:
        """List what is proposed while this aggregate is shown; gives whether there is anything to list."""
        correction = self._drafting.drafts.correction
        is_wanted = bool(correction) and correction.streams != (shown,)
        self.setVisible(is_wanted)
        self.list.clear()
        if is_wanted:
            self._title.setText(f"“{correction.name}”:" if correction.name else "Proposed for:")
            for draft in correction.drafts:
                item = QListWidgetItem(f"{draft.stream} · {len(draft.edits)}")
                edits = f"{len(draft.edits)} {'edit' if len(draft.edits) == 1 else 'edits'}"
                item.setToolTip(f"{draft.stream}: {edits}; go there")
                item.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{draft.stream}: {edits}")
                item.setData(_STREAM, draft.stream)
                self.list.addItem(item)
                if draft.stream == shown:
                    self.list.setCurrentItem(item)
            self._paint()
        return is_wanted

    def _visit(self, item: QListWidgetItem) -> None:
        self.visit_asked.emit(item.data(_STREAM))

    def _paint(self) -> None:
        sign = icon("diamond", self._themes.current.draft)
        for row in range(self.list.count()):
            self.list.item(row).setIcon(sign)
