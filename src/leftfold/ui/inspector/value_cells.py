"""How a value of a tree is shown: its name, what it is, what it was, and what is stored instead."""

from __future__ import annotations

from typing import Final

from leftfold.ui.inspector.nodes import Node, stored_text
from leftfold.ui.inspector.spots import Sign, Spot
from leftfold.ui.inspector.texts import brief, summary
from leftfold.ui.rows.cell import Cell, Run, Tone
from leftfold.ui.rows.cell import Sign as Icon

TOOLTIP: Final = 600
"""Characters of a value in a tooltip: a dozen lines."""
_ICONS: Final = {
    Sign.INSIDE: Icon("circle-small", Tone.MUTED),
    Sign.CHANGED: Icon("pencil", Tone.TEXT),
    Sign.ADDED: Icon("plus", Tone.TEXT),
    Sign.REMOVED: Icon("minus", Tone.DELETED),
    Sign.STORED: Icon("database", Tone.DRAFT),
}
_WORDS: Final = {
    Sign.SAME: "",
    Sign.INSIDE: "Something inside was changed by this event.",
    Sign.CHANGED: "Changed by this event.",
    Sign.ADDED: "Added by this event.",
    Sign.REMOVED: "Removed by this event.",
    Sign.STORED: "Stored, and gone with the draft.",
}
_LIT: Final = frozenset({Sign.CHANGED, Sign.ADDED, Sign.REMOVED})


def name_cell(node: Node, *, watched: bool) -> Cell:
    """The name of a value in what it lies in."""
    spot = node.spot
    gone = spot.sign in (Sign.REMOVED, Sign.STORED) and not node.is_run
    tone = Tone.MUTED if gone or node.is_run else Tone.TEXT
    mark = Icon("eye", Tone.ACCENT) if watched else None
    return Cell(runs=(Run(node.label, tone, struck=gone),), mark=mark, back=_back(node))


def value_cell(node: Node) -> Cell:
    """A value as it is and, where the step changed it or a draft would, beside it what it was or is."""
    if node.is_run:
        return Cell(gutter=True)
    spot = node.spot
    return Cell(runs=(*_runs(spot), *_stored(spot)), sign=_icon(node), gutter=True, back=_back(node))


def tooltip(spot: Spot) -> str:
    """More of the value than a row has room for, and what its sign means."""
    lines = [brief(spot.value, TOOLTIP)]
    if spot.sign is Sign.CHANGED:
        lines.append(f"Before: {brief(spot.before, TOOLTIP)}")
    if spot.is_apart and spot.sign is not Sign.STORED:
        lines.append(f"With the draft; {stored_text(spot)}.")
    return "\n".join([*lines, _WORDS[spot.sign]]).rstrip()


def _icon(node: Node) -> Icon | None:
    # What came or went as a whole has its sign at the top only.
    return None if node.is_part else _ICONS.get(node.spot.sign)


def _runs(spot: Spot) -> tuple[Run, ...]:
    sign, value = spot.sign, spot.value
    if sign in (Sign.REMOVED, Sign.STORED):
        return (Run(summary(value), Tone.MUTED, struck=True),)
    now = Run(summary(value), Tone.MUTED if isinstance(value, (dict, list)) or value is None else Tone.TEXT)
    if sign is Sign.CHANGED:
        return Run(summary(spot.before), Tone.MUTED), Run(" → ", Tone.MUTED), now
    return (now,)


def _stored(spot: Spot) -> tuple[Run, ...]:
    if not spot.is_apart or spot.sign is Sign.STORED:
        return ()
    return Run("  "), Run(f" {stored_text(spot)} ", Tone.DRAFT, back=Tone.DRAFT_BACK)


def _back(node: Node) -> Tone | None:
    if node.is_run:
        return None
    sign = node.spot.sign
    if sign in _LIT:
        return Tone.CHANGED_BACK
    return Tone.DRAFT_BACK if sign is Sign.STORED else None
