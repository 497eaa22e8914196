"""The table of all actions, menu by menu."""

from __future__ import annotations

from leftfold.ui.actions import Action
from leftfold.ui.commands.breaking import break_actions
from leftfold.ui.commands.draft import draft_actions
from leftfold.ui.commands.event import event_actions
from leftfold.ui.commands.reasons import Reasons
from leftfold.ui.commands.reducer import reducer_actions
from leftfold.ui.commands.safety import safety_actions
from leftfold.ui.commands.view import view_actions
from leftfold.ui.dialogs import Dialogs
from leftfold.ui.parts import Parts
from leftfold.ui.workspace import Workspace

MENUS = (
    ("store", "&Store"),
    ("edit", "&Edit"),
    ("event", "E&vent"),
    ("draft", "&Draft"),
    ("play", "&Play"),
    ("view", "Vie&w"),
    ("case", "&Case"),
    ("help", "&Help"),
)
"""The menus in their order: the first part of their actions' ids, and their titles."""


def table(parts: Parts, dialogs: Dialogs, workspace: Workspace) -> tuple[Action, ...]:
    """Every action of the window."""
    why = Reasons(parts.document, parts.drafting)
    return (
        *_store(parts, dialogs, why),
        *_edit(parts, why),
        *event_actions(parts, dialogs, why),
        *draft_actions(parts, dialogs.drafts, why),
        *reducer_actions(parts, dialogs, why),
        *_play(parts, why),
        *break_actions(parts, workspace, why),
        *view_actions(parts, workspace, why),
        *_help(dialogs),
    )


def _store(parts: Parts, dialogs: Dialogs, why: Reasons) -> tuple[Action, ...]:
    following, no_store, stores = parts.following, why.no_store, dialogs.stores

    def follow() -> None:
        following.on = not following.on

    return (
        Action("store.open", "&Open store…", stores.ask_for_store, keys=("Ctrl+O",), icon="folder-open"),
        Action("store.demo", "Open the &demo", stores.open_demo, icon="sparkles"),
        Action(
            "store.layout",
            "Open with a &layout file…",
            stores.ask_for_layout,
            icon="file-plus",
            why_not=stores.nothing_named,
        ),
        Action(
            "store.map",
            "&Map its columns…",
            stores.map_columns,
            icon="list-tree",
            why_not=stores.nothing_named,
        ),
        Action(
            "store.find-layout",
            "Find its layout &out anew",
            stores.find_layout,
            icon="rotate-ccw",
            why_not=stores.nothing_named,
        ),
        Action("store.reload", "&Reload", dialogs.reload, keys=("F5",), icon="refresh-cw", why_not=no_store),
        Action(
            "store.follow", "&Follow new events", follow, icon="radio", why_not=no_store, is_on=lambda: following.on
        ),
        *safety_actions(parts, dialogs, why),
        Action("store.scan", "&Scan the store…", dialogs.scan, icon="search", why_not=no_store),
        Action("store.audit", "&Audit…", dialogs.show_audit, icon="history", why_not=no_store),
        Action("store.report", "Re&ports…", dialogs.reports, icon="sigma", why_not=no_store),
        Action("store.quit", "&Quit", dialogs.quit, keys=("Ctrl+Q",)),
    )


def _edit(parts: Parts, why: Reasons) -> tuple[Action, ...]:
    stack, events, aggregates = parts.drafting.undo_stack, parts.events, parts.aggregates
    return (
        Action(
            "edit.undo",
            "&Undo edit of the draft",
            stack.undo,
            keys=("Ctrl+Z",),
            icon="undo-2",
            why_not=why.nothing_to_undo,
        ),
        Action(
            "edit.redo",
            "&Redo edit of the draft",
            stack.redo,
            keys=("Ctrl+Shift+Z", "Ctrl+Y"),
            icon="redo-2",
            why_not=why.nothing_to_redo,
        ),
        Action(
            "edit.find", "&Find in events", events.open_find, keys=("Ctrl+F",), icon="search", why_not=why.no_events
        ),
        Action(
            "edit.find-aggregate",
            "Find &aggregate",
            aggregates.focus_find,
            keys=("Ctrl+L",),
            icon="user",
            why_not=why.no_store,
        ),
        Action(
            "edit.copy-event",
            "&Copy event as JSON",
            events.copy_current,
            keys=("Ctrl+Shift+C",),
            icon="copy",
            why_not=why.no_event,
        ),
    )


def _play(parts: Parts, why: Reasons) -> tuple[Action, ...]:
    timeline, play, watching, none = parts.timeline, parts.timeline.playback, parts.watching, why.no_events
    return (
        Action("play.back", "Step &back", timeline.step_back, keys=("Left",), icon="step-back", why_not=none),
        Action(
            "play.forward", "Step &forward", timeline.step_forward, keys=("Right",), icon="step-forward", why_not=none
        ),
        Action("play.first", "To the &start", timeline.first, keys=("Home",), icon="skip-back", why_not=none),
        Action("play.last", "To the &end", timeline.last, keys=("End",), icon="skip-forward", why_not=none),
        Action("play.toggle", "&Play or pause", play.toggle, keys=("Space",), icon="play", why_not=none),
        Action("play.pause", "P&ause", play.pause, keys=("K",), icon="pause", why_not=none),
        Action("play.backward", "Play back&ward, faster each time", play.backward, keys=("J",), why_not=none),
        Action("play.faster", "Play forward, fas&ter each time", play.forward, keys=("L",), why_not=none),
        Action(
            "play.previous-change",
            "To the p&revious change of the watched field",
            watching.to_previous_change,
            keys=("Shift+Left",),
            icon="chevrons-left",
            why_not=why.no_watch,
        ),
        Action(
            "play.next-change",
            "To the &next change of the watched field",
            watching.to_next_change,
            keys=("Shift+Right",),
            icon="chevrons-right",
            why_not=why.no_watch,
        ),
        *_to_snapshots(parts, why),
    )


def _to_snapshots(parts: Parts, why: Reasons) -> tuple[Action, ...]:
    snapshots = parts.snapshots

    def none(ordinal: int | None, way: str) -> str:
        return why.no_snapshots(len(snapshots.known)) or ("" if ordinal else f"There is no snapshot {way}.")

    def at() -> int:
        return parts.document.selection.ordinal

    return (
        Action(
            "play.previous-snapshot",
            "To the previous snaps&hot",
            snapshots.to_previous,
            icon="camera",
            why_not=lambda: none(snapshots.known.before(at()), "before"),
        ),
        Action(
            "play.next-snapshot",
            "To the next snapsh&ot",
            snapshots.to_next,
            icon="camera",
            why_not=lambda: none(snapshots.known.after(at()), "after"),
        ),
    )


def _help(dialogs: Dialogs) -> tuple[Action, ...]:
    return (
        Action(
            "help.palette",
            "Search or run a &command…",
            dialogs.palette,
            keys=("Ctrl+K", "Ctrl+Shift+P"),
            icon="command",
        ),
        Action("help.manual", "&Manual", dialogs.help.show, keys=("F1",), icon="circle-help"),
        Action("help.keys", "&Keyboard shortcuts", dialogs.show_keys, keys=("Shift+F1",), icon="keyboard"),
        Action("help.about", "&About Leftfold", dialogs.show_about, icon="info"),
    )
