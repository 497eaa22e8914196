"""The colours of cells."""

from __future__ import annotations

from PySide6.QtGui import QColor

from leftfold.ui.rows.cell import Tone
from leftfold.ui.theme.tokens import Theme


def colors_of(theme: Theme) -> dict[Tone, QColor]:
    """The colour of each tone in a theme."""
    return {tone: QColor(str(getattr(theme, tone))) for tone in Tone}
