"""Where the tracks depart from what is usual, in words, with a way there."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from leftfold.ui.cohorting import Departing


class Departures(QWidget):
    """Says of one track where it departs from the others, and of all of them in a tool tip."""

    asked = Signal(int)
    """The person wants to go to the event with this ordinal."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What is usual among the others")
        self.text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.text.setProperty("role", "caption")
        self.text.linkActivated.connect(lambda link: self.asked.emit(int(link)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 0)
        layout.addWidget(self.text)
        self.hide()

    def tell(self, departures: Sequence[Departing]) -> None:
        """Say this; nothing where there is nothing to say."""
        # Who departs is of more interest than who does not.
        in_order = sorted(departures, key=lambda one: one.ordinal is None)
        self.text.setText("".join(map(_line, in_order[:1])))
        self.setToolTip("\n".join(one.sentence for one in in_order))
        self.setVisible(bool(departures))

    def say(self, sentence: str) -> None:
        """Say one sentence, with no way anywhere."""
        self.tell((Departing(sentence, None),) if sentence else ())


def _line(one: Departing) -> str:
    link = "" if one.ordinal is None else f' <a href="{one.ordinal}">Go&nbsp;there</a>'
    return escape(one.sentence) + link
