"""How environments are told apart: a colour of the theme, and a sign for those who see no colours."""

from __future__ import annotations

from typing import Final

from leftfold.model.rules import Color
from leftfold.ui.theme.tokens import Theme

_SIGNS: Final = {"production": "triangle-alert", "staging": "circle-dot", "local": "user"}
_OWN: Final = "users"
"""The sign of an environment of a name of one's own."""


def environment_color(theme: Theme, color: Color) -> str:
    """The colour of an environment in a theme, as `#rrggbb`."""
    match color:
        case Color.RED:
            return theme.danger
        case Color.AMBER:
            return theme.warning
        case Color.GREEN:
            return theme.good
        case Color.BLUE:
            return theme.accent
        case Color.PURPLE:
            return theme.tracks[3]


def environment_sign(environment: str) -> str:
    """The icon's name of an environment."""
    return _SIGNS.get(environment, _OWN)
