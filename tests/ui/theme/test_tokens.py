"""Each theme is readable: contrasts by WCAG 2.2, text at 4.5 to 1 (AA), marks and lines at 3 to 1."""

from __future__ import annotations

from dataclasses import fields

import pytest

from leftfold.ui.theme.tokens import DARK, LIGHT, Theme

BACKGROUNDS = ("window", "surface", "raised", "sunken", "selection", "hover", "draft_back", "changed_back")
TEXTS = ("text", "muted", "danger")
ON_SURFACE = ("accent", "good", "warning", "danger", "deleted", "draft", "muted")


def _luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("back", BACKGROUNDS)
def test_text_stands_out_from_each_background(theme: Theme, text: str, back: str) -> None:
    assert _contrast(getattr(theme, text), getattr(theme, back)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_signs_and_tracks_stand_out_from_the_surface(theme: Theme) -> None:
    signs = {name: getattr(theme, name) for name in ON_SURFACE}
    faint = {name for name, color in signs.items() if _contrast(color, theme.surface) < 4.5}
    assert not faint
    assert [color for color in theme.tracks if _contrast(color, theme.surface) < 3] == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_text_on_the_accent_can_be_read(theme: Theme) -> None:
    assert _contrast(theme.on_accent, theme.accent) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_each_colour_is_one(theme: Theme) -> None:
    values = [getattr(theme, field.name) for field in fields(theme)]
    colors = [value for value in values if isinstance(value, str) and value != theme.name]
    assert all(len(color) == 7 and color.startswith("#") for color in [*colors, *theme.tracks])
