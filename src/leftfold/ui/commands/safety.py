"""The actions that say whether, and by which rules, a store may be written."""

from __future__ import annotations

from leftfold.ui.actions import Action
from leftfold.ui.commands.reasons import Reasons
from leftfold.ui.dialogs import Dialogs
from leftfold.ui.parts import Parts


def safety_actions(parts: Parts, dialogs: Dialogs, why: Reasons) -> tuple[Action, ...]:
    """The actions of the menu Store that guard it."""
    drafting = parts.drafting
    return (
        Action(
            "store.lock",
            "&Unlock for writing…",
            dialogs.switch_lock,
            icon="lock-open",
            why_not=why.no_write,
            is_on=lambda: drafting.lock.is_open,
        ),
        Action(
            "store.environment", "Set the &environment…", dialogs.set_environment, icon="globe", why_not=why.no_store
        ),
    )
