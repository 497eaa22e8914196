"""Environments are told apart: by colours that can be read on what lies behind them, and by a sign each."""

from __future__ import annotations

import pytest

from leftfold.model.rules import KNOWN, Color
from leftfold.ui.theme.environments import environment_color, environment_sign
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.tokens import DARK, LIGHT, Theme
from tests.ui.theme.test_tokens import _contrast

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


@BOTH
@pytest.mark.parametrize("color", Color)
def test_a_name_in_its_colour_is_read_on_the_window_and_the_windows_colour_on_it(theme: Theme, color: Color) -> None:
    found = environment_color(theme, color)
    assert _contrast(found, theme.window) >= 4.5
    assert _contrast(found, theme.raised) >= 4.5


@BOTH
def test_each_colour_is_another(theme: Theme) -> None:
    assert len({environment_color(theme, color) for color in Color}) == len(Color)


@pytest.mark.usefixtures("qapp")
def test_each_environment_has_a_sign_of_its_own() -> None:
    signs = [environment_sign(name) for name in (*(known.environment for known in KNOWN), "training")]
    assert len({*signs}) == len(signs)
    assert not any(icon(sign, LIGHT.text).isNull() for sign in signs)
