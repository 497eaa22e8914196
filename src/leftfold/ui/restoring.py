"""Making the last state as it was, and putting new events together from those that are there; all as drafts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from leftfold.draft.restoring import Remedy, as_it_was, told_difference
from leftfold.model.json import JsonObject
from leftfold.replay.masking import covers
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.originals import Original, read_original
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Lane, Request

_RESTORE: Final = "restore state"
_READ: Final = "read event"


@dataclass(frozen=True, slots=True)
class Begun:
    """An event that a person is about to put together: what of it is there already."""

    type: str
    data: JsonObject
    compensates: tuple[int, ...] = ()
    is_linked: bool = True
    """Whether it shall carry the link, unless the person decides otherwise."""
    about: str = ""
    """Why it is begun, as a sentence."""


class Restoring(QObject):
    """Proposes events because of the one at the cursor; nothing is written, and nothing is ever proposed by itself."""

    begun = Signal(object)
    """An event, `Begun`, wants a person who completes it."""
    told = Signal(str)
    """What the person should know of what was proposed, as a sentence."""

    def __init__(self, document: Document, drafting: Drafting) -> None:
        super().__init__(document)
        self._document, self._drafting = document, drafting
        # What was worked out for other events is of no use any more.
        document.shown_changed.connect(lambda: document.tasks.cancel(_RESTORE))

    def restore_state(self) -> None:
        """Propose what makes the last state the one at the cursor."""
        shown, ordinal = self._document.shown, self._document.selection.ordinal
        if shown is None:
            return
        stored = len(shown.replay.index)
        self._document.tasks.run(
            Request(
                lane=Lane.STREAM,
                key=_RESTORE,
                work=lambda _job: as_it_was(shown.history, shown.index, ordinal, stored=stored),
                done=partial(self._propose, shown, int(shown.index.versions[ordinal - 1]) if ordinal else None),
                failed=lambda error: self._drafting.refused.emit(str(error)),
            )
        )

    def compensate(self) -> None:
        """Begin an event that makes up for the one at the cursor."""
        self._read(is_linked=True)

    def copy(self) -> None:
        """Begin an event with what the one at the cursor has."""
        self._read(is_linked=False)

    def _propose(self, shown: Shown, version: int | None, remedy: Remedy) -> None:
        where = "before the first event" if version is None else f"after event {version}"
        differs = told_difference(remedy.differs)
        if remedy.is_typed:
            self._drafting.append_all(f"restore the state {where}", remedy.appends())
            if differs:
                self.told.emit(differs)
            return
        (event,) = remedy.events
        if covers(shown.replay.domain, event.data):
            self._drafting.refused.emit(
                f"What restores the state {where} has personal fields; reveal them to propose it."
            )
            return
        chosen = f"These fields make the state as it was {where}. The type is that of events seen with them."
        about = f"{chosen} {differs}" if differs else chosen
        self.begun.emit(Begun(event.type, event.data, remedy.compensates, about=about))

    def _read(self, *, is_linked: bool) -> None:
        def begin(found: Original) -> None:
            # What is only proposed has no place of its own yet, to which a link could lead.
            targets = (found.version,) if found.is_stored else ()
            self.begun.emit(Begun(found.type, found.data, targets, is_linked=is_linked))

        read_original(self._document, _READ, begin, self._drafting.refused.emit)
