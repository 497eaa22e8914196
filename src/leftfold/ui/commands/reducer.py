"""The actions of the reducer: which one folds, and what it runs."""

from __future__ import annotations

from leftfold.ui.actions import Action
from leftfold.ui.commands.reasons import Reasons
from leftfold.ui.dialogs import Dialogs
from leftfold.ui.parts import Parts


def reducer_actions(parts: Parts, dialogs: Dialogs, why: Reasons) -> tuple[Action, ...]:
    """The actions that choose a reducer, and that look into it."""
    return (
        Action(
            "store.reducer",
            "Use a reducer of &your own…",
            dialogs.choose_reducer,
            icon="terminal",
            why_not=why.no_store,
        ),
        Action(
            "event.step-into",
            "Step &into the reducer…",
            parts.stepping.step,
            keys=("F11",),
            icon="braces",
            why_not=why.no_event,
        ),
    )
