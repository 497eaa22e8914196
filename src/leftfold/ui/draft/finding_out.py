"""What is found out of an event while it is put together: its type's fields, and what it would do."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from leftfold.draft.seen import seen_fields
from leftfold.draft.trial import tried
from leftfold.model.errors import LeftfoldError
from leftfold.model.json import JsonObject
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.tasks import Lane, Request

_FIELDS: Final = "fields of a type"
_TRY: Final = "try event"
_TYPING: Final = 150
"""Milliseconds after the last letter until an event is tried."""


class FindingOut(QObject):
    """Looks at events of a type, and tries one on the drafted state, off the GUI thread."""

    fields_seen = Signal(str, object)
    """A type, and a tuple of the `Field`s that its events were seen to have."""
    tried = Signal(object)
    """The `Trial` of the event as it was given last; None where it cannot be tried."""

    def __init__(self, document: Document, drafting: Drafting, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._drafting = document, drafting
        self._event: tuple[str, JsonObject] | None = None
        self._typing = QTimer(self, singleShot=True, interval=_TYPING)
        self._typing.timeout.connect(self._try)

    def look_for_fields(self, event_type: str) -> None:
        """Find out which fields events of a type were seen to have."""
        shown = self._document.shown
        if shown is None or event_type not in shown.replay.index.type_names:
            return
        source, index = shown.replay.history.source, shown.replay.index
        self._document.tasks.run(
            Request(
                lane=Lane.FIELD,
                key=_FIELDS,
                work=lambda _job: seen_fields(source, index, event_type),
                done=lambda fields: self.fields_seen.emit(event_type, fields),
                failed=self._do_without,
            )
        )

    def try_soon(self, event_type: str, data: JsonObject | None) -> None:
        """Tell what an event would do once the person stops typing; None is none yet."""
        self._event = (event_type, data) if event_type and data is not None else None
        self._typing.start()

    def stop(self) -> None:
        """Find nothing out any more."""
        self._typing.stop()
        for key in (_FIELDS, _TRY):
            self._document.tasks.cancel(key)

    def _try(self) -> None:
        shown, event = self._document.shown, self._event
        if shown is None or event is None:
            self._document.tasks.cancel(_TRY)
            self.tried.emit(None)
            return
        proposed = self._drafting.laying.proposed
        history, stream = proposed.what_if.history if proposed else shown.replay.history, shown.replay.stream
        self._document.tasks.run(
            Request(
                lane=Lane.MOMENT,
                key=_TRY,
                work=lambda _job: tried(history, stream, *event),
                done=self.tried.emit,
                failed=self._do_without,
            )
        )

    def _do_without(self, _error: LeftfoldError) -> None:
        self.tried.emit(None)
