"""Each tone has the colour that the theme gives it."""

from __future__ import annotations

import pytest

from leftfold.ui.rows.cell import Tone
from leftfold.ui.rows.colors import colors_of
from leftfold.ui.theme.tokens import DARK, LIGHT, Theme


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_each_tone_has_a_color(theme: Theme) -> None:
    colors = colors_of(theme)
    assert {*colors} == {*Tone}
    assert (colors[Tone.TEXT].name(), colors[Tone.DANGER].name()) == (theme.text, theme.danger)
