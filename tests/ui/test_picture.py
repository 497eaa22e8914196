"""A picture of the window, taken once everything asked for is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from leftfold.model.errors import CannotOpen, LeftfoldError
from leftfold.request import WindowRequest
from leftfold.ui.picture import save_picture
from leftfold.ui.theme.themes import Themes
from leftfold.ui.window import Window
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.windows import make_window


@pytest.fixture
def window(themes: Themes, tmp_path: Path) -> Iterator[Window]:
    window = make_window(themes, tmp_path)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def school(tmp_path: Path) -> str:
    return str(make_native(tmp_path / "school.sqlite", {"student/3202": EVENTS}))


def test_the_picture_shows_what_was_asked_for(window: Window, school: str, tmp_path: Path) -> None:
    file = tmp_path / "shot.png"
    save_picture(window, WindowRequest(target=school, aggregate="3202", at=4), file)
    image = QImage(str(file))
    assert (image.width(), image.height()) == (window.width(), window.height())
    assert window.parts.document.selection.ordinal == 4
    assert window.parts.events.model.facts_at(3).told is not None
    colors = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(colors) > 20


def test_a_picture_without_a_store_is_of_the_welcome(window: Window, tmp_path: Path) -> None:
    save_picture(window, WindowRequest(), tmp_path / "shot.png")
    assert window.welcome.isVisible()


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (WindowRequest(target="absent.sqlite"), "There is no file"),
        (WindowRequest(target="SCHOOL", aggregate="32o2"), "has no aggregate"),
        (WindowRequest(target="SCHOOL", aggregate="3202", at=77), "has no version 77"),
    ],
)
def test_what_cannot_be_shown_is_told_and_no_picture_is_made(
    window: Window, school: str, tmp_path: Path, request_: WindowRequest, words: str
) -> None:
    target = school if request_.target == "SCHOOL" else request_.target
    asked = WindowRequest(target=target, aggregate=request_.aggregate, at=request_.at)
    file = tmp_path / "shot.png"
    with pytest.raises(CannotOpen, match=words):
        save_picture(window, asked, file)
    assert not file.exists()


def test_a_picture_that_cannot_be_saved_is_told(window: Window, school: str, tmp_path: Path) -> None:
    with pytest.raises(LeftfoldError, match="cannot be saved"):
        save_picture(window, WindowRequest(target=school), tmp_path / "absent" / "shot.png")
