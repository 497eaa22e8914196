"""The actions that propose new events because of the one at the cursor, and lead along their links."""

from __future__ import annotations

from leftfold.ui.actions import Action
from leftfold.ui.commands.reasons import Reasons
from leftfold.ui.parts import Parts


def because_of(parts: Parts, why: Reasons) -> tuple[Action, ...]:
    """The actions, of the menu of the event."""
    restoring, links = parts.restoring, parts.links

    def no_append() -> str:
        return why.cannot("append")() or why.no_event()

    def no_link() -> str:
        return why.no_event() or ("" if links.partner else "No other event is known to be linked to this one.")

    return (
        Action(
            "event.restore-state",
            "Restore this s&tate…",
            restoring.restore_state,
            keys=("Ctrl+Shift+R",),
            icon="history",
            why_not=no_append,
        ),
        Action(
            "event.compensate",
            "Compensate t&his event…",
            restoring.compensate,
            keys=("Ctrl+E",),
            icon="link",
            why_not=no_append,
        ),
        Action(
            "event.copy-to-new",
            "Cop&y into a new event…",
            restoring.copy,
            keys=("Ctrl+Shift+E",),
            icon="copy-plus",
            why_not=no_append,
        ),
        Action("event.to-linked", "&Go to the linked event", links.to_partner, keys=("Ctrl+J",), why_not=no_link),
    )
