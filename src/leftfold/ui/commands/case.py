"""The actions of a case: what is kept of a diagnosis, and shown to others."""

from __future__ import annotations

from leftfold.ui.actions import Action
from leftfold.ui.casefile.asking import Case
from leftfold.ui.commands.reasons import Reasons
from leftfold.ui.parts import Parts


def case_actions(parts: Parts, case: Case) -> tuple[Action, ...]:
    """The actions of the menu Case."""
    why = Reasons(parts.document, parts.drafting)
    return (*_bookmarks(parts, case, why), *_case(case, why))


def _bookmarks(parts: Parts, case: Case, why: Reasons) -> tuple[Action, ...]:
    bookmarks, selection = parts.bookmarks, parts.document.selection

    def no_stored() -> str:
        shown = parts.document.shown
        proposed = shown is not None and selection.ordinal > len(shown.replay.index)
        return why.no_event() or ("This event is proposed; only a stored one keeps a bookmark." if proposed else "")

    def none(ordinal: int | None, way: str) -> str:
        return why.no_events() or ("" if ordinal else f"There is no bookmark {way}.")

    return (
        Action(
            "case.bookmark",
            "&Bookmark with a note",
            case.switch_bookmark,
            keys=("Ctrl+Shift+B",),
            icon="bookmark",
            why_not=no_stored,
            is_on=lambda: bookmarks.at_cursor() is not None,
        ),
        Action("case.note", "&Note of the bookmark…", case.write_note, icon="pencil", why_not=no_stored),
        Action(
            "case.previous",
            "To the &previous bookmark",
            bookmarks.to_previous,
            keys=("Ctrl+Shift+Left",),
            icon="chevron-left",
            why_not=lambda: none(bookmarks.known.before(selection.ordinal), "before"),
        ),
        Action(
            "case.next",
            "To the ne&xt bookmark",
            bookmarks.to_next,
            keys=("Ctrl+Shift+Right",),
            icon="chevron-right",
            why_not=lambda: none(bookmarks.known.after(selection.ordinal), "after"),
        ),
    )


def _case(case: Case, why: Reasons) -> tuple[Action, ...]:
    return (
        Action("case.save", "&Save the case file…", case.save, icon="file-down", why_not=why.no_events),
        Action(
            "case.personal",
            "&Reveal personal fields…",
            case.switch_personal,
            icon="eye",
            why_not=case.nothing_personal,
            is_on=lambda: case.is_revealed,
        ),
    )
