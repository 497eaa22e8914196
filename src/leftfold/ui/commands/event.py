"""The actions that propose something about the event at the cursor, or give what is in it."""

from __future__ import annotations

from leftfold.ui.actions import Action
from leftfold.ui.commands.proposing import because_of
from leftfold.ui.commands.reasons import Reasons
from leftfold.ui.dialogs import Dialogs
from leftfold.ui.parts import Parts


def event_actions(parts: Parts, dialogs: Dialogs, why: Reasons) -> tuple[Action, ...]:
    """The actions of the menu Event."""
    return (*_deletions(parts, why), *_additions(parts, dialogs, why))


def _deletions(parts: Parts, why: Reasons) -> tuple[Action, ...]:
    events, cannot = parts.events, why.cannot
    return (
        Action(
            "event.soft-delete",
            "&Soft-delete event in the draft",
            events.soft_delete_current,
            keys=("Ctrl+D",),
            icon="x",
            why_not=lambda: cannot("soft delete")() or why.no_event(),
        ),
        Action(
            "event.restore",
            "&Restore event in the draft",
            events.restore_current,
            keys=("Ctrl+Shift+D",),
            icon="rotate-ccw",
            why_not=lambda: cannot("restore")() or why.no_event(),
        ),
    )


def _additions(parts: Parts, dialogs: Dialogs, why: Reasons) -> tuple[Action, ...]:
    cannot = why.cannot
    return (
        Action(
            "event.append",
            "Propose a compensating &event…",
            dialogs.append,
            keys=("Ctrl+N",),
            icon="plus",
            why_not=cannot("append"),
        ),
        Action(
            "event.command",
            "Propose what a &command decides…",
            dialogs.command,
            keys=("Ctrl+Shift+N",),
            icon="terminal",
            why_not=cannot("append"),
        ),
        *because_of(parts, why),
        Action(
            "event.batch",
            "Correct &many aggregates…",
            dialogs.batch,
            icon="users",
            why_not=lambda: cannot("append")() or why.no_event(),
        ),
        *_bytes(parts, why),
        Action("event.discard", "&Discard the draft", parts.drafting.discard, icon="trash-2", why_not=why.no_draft),
    )


def _bytes(parts: Parts, why: Reasons) -> tuple[Action, ...]:
    inspector = parts.inspector

    def readable() -> str:
        return why.no_event() or ("" if inspector.unreadable else "All of this event can be read.")

    return (
        Action("event.copy-hex", "Copy bytes as &hexadecimal", inspector.copy_hex, icon="copy", why_not=readable),
        Action("event.copy-base64", "Copy bytes as &Base64", inspector.copy_base64, icon="copy", why_not=readable),
        Action("event.save-bytes", "Sa&ve bytes…", inspector.save_bytes, icon="save", why_not=readable),
    )
