"""Icons in a colour of the theme."""

from __future__ import annotations

import pytest

from leftfold.ui.theme.icons import icon


@pytest.mark.usefixtures("qapp")
def test_an_icon_is_drawn_in_its_colour() -> None:
    image = icon("database", "#c02a16").pixmap(24, 24).toImage()
    drawn = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    solid = [color for color in drawn if color.alpha() > 200]
    assert solid
    assert all(color.red() > color.green() + 80 for color in solid)


@pytest.mark.usefixtures("qapp")
def test_an_unknown_icon_is_our_bug() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", "#000000")
