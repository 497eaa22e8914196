"""The colours of the window by what they mean, once for light and once for dark.

Track colours follow Okabe and Ito's palette (https://jfly.uni-koeln.de/color/), darkened or lightened until each stands
out from its background, so that people with any kind of colour vision tell them apart. Colour is never the only sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One set of colours, each as `#rrggbb`."""

    name: str
    dark: bool
    window: str
    """Behind the panels."""
    surface: str
    """Behind lists, trees and the timeline."""
    raised: str
    """Behind menus, dialogs and buttons."""
    sunken: str
    """Behind what lies deeper than the surface: the minimap, fields."""
    border: str
    grid: str
    """Fine lines on the surface that must not draw the eye."""
    text: str
    muted: str
    """Text that is second: units, captions, times."""
    accent: str
    """The cursor, focus, links, the chief button."""
    on_accent: str
    """Text on the accent."""
    selection: str
    """Behind a selected row, under `text`."""
    hover: str
    good: str
    warning: str
    danger: str
    """Failed events, broken invariants, conflicts."""
    deleted: str
    """Soft-deleted events."""
    draft: str
    """What is proposed and not stored."""
    draft_back: str
    """Behind a proposed row, under `text`."""
    changed_back: str
    """Behind a value that just changed, under `text`."""
    tracks: tuple[str, ...]
    """Lines and lanes on `surface`, in the order they are handed out."""


LIGHT: Final = Theme(
    name="light",
    dark=False,
    window="#f3f4f6",
    surface="#ffffff",
    raised="#ffffff",
    sunken="#eceef2",
    border="#d5d9df",
    grid="#e8eaee",
    text="#1b1f24",
    muted="#57606a",
    accent="#0a62c4",
    on_accent="#ffffff",
    selection="#d9e8fb",
    hover="#eef1f5",
    good="#0b7a4b",
    warning="#8a5200",
    danger="#c02a16",
    deleted="#5f6874",
    draft="#7337bd",
    draft_back="#f1e9fb",
    changed_back="#fff1cc",
    tracks=("#0072b2", "#c25400", "#00805d", "#a8458a", "#8f6400", "#2377a8"),
)

DARK: Final = Theme(
    name="dark",
    dark=True,
    window="#15171b",
    surface="#1c1f24",
    raised="#262a31",
    sunken="#121418",
    border="#363c45",
    grid="#272b32",
    text="#e7e9ec",
    muted="#a3abb6",
    accent="#5ba8ff",
    on_accent="#0a1220",
    selection="#1f3c61",
    hover="#282d34",
    good="#4cc38a",
    warning="#f0b34b",
    danger="#ff8471",
    deleted="#98a1ad",
    draft="#bb9af7",
    draft_back="#2e2640",
    changed_back="#40361a",
    tracks=("#56b4e9", "#f0913a", "#2bc49a", "#e08cc0", "#e6cf3c", "#7fb0ff"),
)
