"""A theme as Qt takes it: a palette, and a style sheet for what a palette cannot say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtGui import QColor, QPalette

from leftfold.bundled import resources
from leftfold.ui.theme.tokens import Theme

Role = QPalette.ColorRole

_NAME: Final = re.compile(r"@(\w+)")
"""A colour of the theme in the style sheet."""


def palette_of(theme: Theme) -> QPalette:
    """The palette of a theme; what is disabled is as quiet as a caption."""
    palette = QPalette()
    for role, color in _roles(theme).items():
        palette.setColor(role, QColor(color))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return palette


def style_sheet(theme: Theme) -> str:
    """The style sheet of a theme."""
    sheet = (resources() / "style" / "window.qss").read_text("utf-8").replace("@icons", icons_folder())
    return _NAME.sub(lambda name: str(getattr(theme, name[1])), sheet)


def icons_folder() -> str:
    """Where the icons are, as a style sheet names them."""
    return Path(str(resources() / "icons")).as_posix()


def _roles(theme: Theme) -> dict[QPalette.ColorRole, str]:
    return {
        Role.Window: theme.window,
        Role.WindowText: theme.text,
        Role.Base: theme.surface,
        Role.AlternateBase: theme.window,
        Role.Text: theme.text,
        Role.PlaceholderText: theme.muted,
        Role.Button: theme.raised,
        Role.ButtonText: theme.text,
        Role.Highlight: theme.selection,
        Role.HighlightedText: theme.text,
        Role.Accent: theme.accent,
        Role.Link: theme.accent,
        Role.LinkVisited: theme.accent,
        Role.ToolTipBase: theme.raised,
        Role.ToolTipText: theme.text,
        Role.Mid: theme.border,
        Role.Midlight: theme.grid,
        Role.Light: theme.raised,
        Role.Dark: theme.border,
        Role.Shadow: theme.border,
    }
