"""The actions that set an aggregate beside another, or beside itself at another time."""

from __future__ import annotations

from leftfold.ui.actions import Action
from leftfold.ui.commands.reasons import Reasons
from leftfold.ui.parts import Parts
from leftfold.ui.workspace import Workspace


def compare_actions(parts: Parts, workspace: Workspace, why: Reasons) -> tuple[Action, ...]:
    """The actions that compare."""
    comparing, none = parts.comparing, why.no_events

    def compare() -> None:
        if not comparing.is_on:
            comparing.pin()
        workspace.show_panel("compare")

    cohorting = parts.cohorting
    return (
        Action(
            "view.cohort",
            "Show what is &usual among the others",
            cohorting.switch,
            keys=("Ctrl+U",),
            icon="users",
            why_not=none,
            is_on=lambda: cohorting.on,
        ),
        Action("view.compare", "&Compare…", compare, keys=("Ctrl+M",), icon="pin", why_not=none),
        Action("view.pin", "&Pin this state to compare with", comparing.pin, icon="pin", why_not=none),
    )
