"""The words that conditions on the shown stream can speak of, as the cursor stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from leftfold.deferred import Deferred
from leftfold.replay import narrative
from leftfold.replay.narrative import Moment
from leftfold.ui.document import Document

if TYPE_CHECKING:
    from leftfold.diagnose import vocabulary
else:
    vocabulary = Deferred("leftfold.diagnose.vocabulary")


class Words(QObject):
    """Keeps the moment at the cursor, and tells its words when they are asked for."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._moment: Moment[Any] | None = None
        document.moment_changed.connect(self._take)

    def now(self) -> vocabulary.Vocabulary:
        """The words of the shown stream; none where nothing is shown."""
        shown, moment = self._document.shown, self._moment
        if shown is None:
            return vocabulary.Vocabulary()
        domain = shown.replay.domain
        state = moment.after if moment else narrative.shown(domain, domain.initial)
        return vocabulary.vocabulary_of(domain, shown.index.type_names, moment, state)

    def _take(self, moment: Moment[Any] | None) -> None:
        # Before the first event little is there; what was there last is worth more.
        self._moment = moment or (self._moment if self._document.shown is not None else None)
