"""A theme as Qt takes it."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QColor, QPalette

from leftfold.ui.theme.style import icons_folder, palette_of, style_sheet
from leftfold.ui.theme.tokens import DARK, LIGHT


def test_the_style_sheet_holds_the_colours_and_no_name_is_left_over() -> None:
    for theme, other in ((LIGHT, DARK), (DARK, LIGHT)):
        sheet = style_sheet(theme)
        assert "@" not in sheet
        assert theme.accent in sheet
        assert other.accent not in sheet


def test_the_icons_it_names_are_there() -> None:
    named = re.findall(r'url\("(.+?)"\)', style_sheet(LIGHT))
    assert named
    assert all(name.startswith(icons_folder()) and Path(name).is_file() for name in named)


def test_the_palette_holds_the_colours_and_disabled_text_is_quiet() -> None:
    palette = palette_of(DARK)
    assert palette.color(QPalette.ColorRole.Base) == QColor(DARK.surface)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == QColor(DARK.muted)
