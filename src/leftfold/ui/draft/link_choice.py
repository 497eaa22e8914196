"""Whether a new event is linked to what it makes up for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from leftfold.draft.linking import target_text
from leftfold.ui.document import Document


class LinkChoice(QWidget):
    """A box to tick, where there is something to link to, and a sentence on why the event is begun."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._versions: tuple[int, ...] = ()
        self.box, self._about = QCheckBox(), QLabel()
        self._about.setWordWrap(True)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setProperty("role", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._about)
        layout.addWidget(self.box)
        self.hide()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The versions that the new event shall name as what it compensates."""
        return self._versions if self.box.isChecked() else ()

    def offer(self, versions: tuple[int, ...], *, on: bool, about: str) -> None:
        """Offer a link to these events."""
        self._versions = versions
        self.box.setText(f"It makes up for {self._named()}")
        self.box.setChecked(on and bool(versions))
        self.box.setVisible(bool(versions))
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self.setVisible(bool(versions or about))

    def _named(self) -> str:
        shown, versions = self._document.shown, self._versions
        if len(versions) > 1:
            return f"the {len(versions)} events {versions[0]} to {versions[-1]}"
        return target_text(shown.index, versions[0]) if shown is not None and versions else "nothing"
