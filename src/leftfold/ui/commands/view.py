"""The actions that change how things are shown, and nothing else."""

from __future__ import annotations

from leftfold.ui.actions import Action
from leftfold.ui.commands.comparing import compare_actions
from leftfold.ui.commands.reasons import Reasons
from leftfold.ui.parts import Parts, Surroundings
from leftfold.ui.theme.themes import Mode
from leftfold.ui.workspace import Workspace


def view_actions(parts: Parts, workspace: Workspace, why: Reasons) -> tuple[Action, ...]:
    """The actions of the menu View."""
    return (
        *_timeline(parts, why),
        *_inspector(parts, why),
        *compare_actions(parts, workspace, why),
        *_look(parts.around),
        Action("view.arrange", "&Put the panels back", workspace.arrange, icon="panel-left"),
    )


def _timeline(parts: Parts, why: Reasons) -> tuple[Action, ...]:
    timeline, none = parts.timeline, why.no_events

    def switch_axis() -> None:
        timeline.set_axis(by_time=not timeline.by_time)

    return (
        Action("view.zoom-in", "Zoom &in", timeline.zoom_in, keys=("Ctrl++", "Ctrl+="), icon="zoom-in", why_not=none),
        Action("view.zoom-out", "Zoom &out", timeline.zoom_out, keys=("Ctrl+-",), icon="zoom-out", why_not=none),
        Action("view.fit", "Show &all events", timeline.fit, keys=("Ctrl+0",), icon="maximize-2", why_not=none),
        Action(
            "view.axis",
            "Timeline by &time",
            switch_axis,
            keys=("Ctrl+T",),
            icon="clock",
            why_not=none,
            is_on=lambda: timeline.by_time,
        ),
    )


def _inspector(parts: Parts, why: Reasons) -> tuple[Action, ...]:
    inspector, none = parts.inspector, why.no_events
    return (
        Action("view.state", "Show &state", inspector.show_state, keys=("Ctrl+1",), why_not=none),
        Action("view.event", "Show &event", inspector.show_event, keys=("Ctrl+2",), why_not=none),
        Action("view.changes", "Show &changes", inspector.show_changes, keys=("Ctrl+3",), why_not=none),
        Action(
            "view.snapshot",
            "Show s&napshot",
            inspector.show_snapshot,
            keys=("Ctrl+4",),
            icon="camera",
            why_not=lambda: why.no_snapshots(len(parts.snapshots.known)),
        ),
        Action(
            "view.findings",
            "Show f&indings",
            parts.findings_tab.turn_to,
            icon="circle-alert",
            why_not=lambda: none() or ("" if len(parts.findings.known) else "Nothing is found in this aggregate."),
        ),
        Action(
            "view.watch",
            "&Watch the selected field",
            inspector.watch_current,
            keys=("Ctrl+W",),
            icon="eye",
            why_not=none,
        ),
    )


def _look(around: Surroundings) -> tuple[Action, ...]:
    themes, clock, settings = around.themes, around.clock, around.settings

    def switch_zone() -> None:
        clock.show_in(utc=not clock.in_utc)
        settings.in_utc = clock.in_utc

    def choose(mode: Mode) -> None:
        settings.mode = mode
        themes.choose(mode)

    return (
        Action("view.utc", "Times in &UTC", switch_zone, icon="globe", is_on=lambda: clock.in_utc),
        Action(
            "view.theme",
            "Switch light and &dark",
            lambda: choose(Mode.LIGHT if themes.current.dark else Mode.DARK),
            icon="sun-moon",
        ),
        Action(
            "view.system-theme",
            "Follow the s&ystem's theme",
            lambda: choose(Mode.SYSTEM),
            is_on=lambda: themes.mode is Mode.SYSTEM,
        ),
    )
