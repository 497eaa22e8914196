"""Corrections on an opened store: reviewed, and laid on another store than their own only when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from leftfold.deferred import Deferred
from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft
from leftfold.draft.draft_file import Saved, saved_now
from leftfold.draft.review import Reviewed, gone_on, reviewed
from leftfold.model.errors import NotFound, Refused
from leftfold.replay.history import keep_going
from leftfold.session import Session

if TYPE_CHECKING:
    from leftfold.draft import cli_lines as lines
else:
    # No window begins with a script.
    lines = Deferred("leftfold.draft.cli_lines")

FORMS: Final = ("sql", "cli")
"""What a script may be: SQL, or lines of Leftfold's own commands."""


def review(
    session: Session, correction: Correction, *, progress: Callable[[int], None] = keep_going
) -> Iterator[Reviewed]:
    """Each draft of a correction with what it would do now. Raises `StoreFailed`."""
    return (_review(session, draft, progress) for draft in correction)


def saved(session: Session, correction: Correction) -> Saved:
    """A correction of a session's store as it is saved now."""
    return saved_now(correction, session.place, session.store.layout.key)


def is_of_store(session: Session, saved: Saved) -> bool:
    """Whether a draft was made on the store that is open."""
    return saved.place == session.place


def check_layout(session: Session, saved: Saved) -> None:
    """Raise `Refused` where a draft was made on a store of another layout, in which it means nothing."""
    here = session.store.layout
    if saved.layout != here.key:
        raise Refused(
            f"This draft was made on a store of the layout {saved.layout}; {session.store.name} has {here.key}."
        )


def elsewhere(session: Session, saved: Saved) -> str:
    """That a draft was made on another store, as a sentence."""
    return f"This draft was made on {saved.place}, and not on {session.place}."


def against_commit(session: Session, correction: Correction) -> tuple[str, ...]:
    """What stands against a correction's commit by the rules for writing, a sentence each."""
    return tuple(dict.fromkeys(sentence for draft in correction for sentence in session.against(draft)))


def script_of(session: Session, correction: Correction, form: str) -> str:
    """The script of a correction in one of the forms. Raises `Refused` or `Conflict` where there is none."""
    if form == "sql":
        return session.store.script(correction.change_sets())
    return lines.cli_lines(correction, session.place, first_version=session.store.layout.first_version)


def _review(session: Session, draft: Draft, progress: Callable[[int], None]) -> Reviewed:
    try:
        replay = session.open_stream(draft.stream, progress=progress)
    except NotFound as error:
        return gone_on(draft, str(error))
    if replay.is_projection:
        return gone_on(draft, f"{draft.stream} is a projection over many aggregates; correct the aggregate instead.")
    return reviewed(draft, replay.index, replay.history, lambda: session.what_if(replay, draft), progress=progress)
