"""Icons in a colour of the theme."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtGui import QGuiApplication

from leftfold.ui.theme.icons import SIDE, icon, scales


@pytest.mark.usefixtures("qapp")
def test_an_icon_is_drawn_in_its_colour() -> None:
    image = icon("database", "#c02a16").pixmap(24, 24).toImage()
    drawn = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    solid = [color for color in drawn if color.alpha() > 200]
    assert solid
    assert all(color.red() > color.green() + 80 for color in solid)


@pytest.mark.usefixtures("qapp")
def test_an_icon_is_sharp_on_each_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert scales() == (1,)
    screens = [SimpleNamespace(devicePixelRatio=lambda ratio=ratio: ratio) for ratio in (2.0, 1.0, 1.25)]
    monkeypatch.setattr(QGuiApplication, "screens", lambda: screens)
    assert scales() == (1, 2)
    assert {size.width() for size in icon("database", "#c02a16").availableSizes()} == {SIDE, SIDE * 2}


@pytest.mark.usefixtures("qapp")
def test_an_unknown_icon_is_our_bug() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", "#000000")
