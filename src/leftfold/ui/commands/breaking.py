"""The actions of breakpoints."""

from __future__ import annotations

from leftfold.ui.actions import Action
from leftfold.ui.commands.reasons import Reasons
from leftfold.ui.parts import Parts
from leftfold.ui.workspace import Workspace


def break_actions(parts: Parts, workspace: Workspace, why: Reasons) -> tuple[Action, ...]:
    """The actions that run to breakpoints, and the one that shows them."""
    breakpoints = parts.breakpoints

    def none() -> str:
        return why.no_events() or ("" if breakpoints.on else "Add a breakpoint first.")

    def show() -> None:
        workspace.show_panel("breakpoints")
        parts.breakpoints_panel.panel.type_new()

    return (
        Action(
            "play.previous-breakpoint",
            "Run back to the previous &breakpoint",
            breakpoints.run_back,
            keys=("Shift+F8",),
            icon="circle-dot",
            why_not=none,
        ),
        Action(
            "play.next-breakpoint",
            "R&un to the next breakpoint",
            breakpoints.run_on,
            keys=("F8",),
            icon="circle-dot",
            why_not=none,
        ),
        Action("play.breakpoints", "Breakp&oints…", show, keys=("Ctrl+B",), icon="circle-dot", why_not=why.no_store),
    )
