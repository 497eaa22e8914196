"""A case file from the window: a page with the timeline's picture in it, or a PDF."""

from __future__ import annotations

from base64 import b64decode
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from leftfold.model.errors import CannotOpen
from leftfold.replay.history import keep_going
from leftfold.session import Session
from leftfold.ui.casefile.saving import known_case, page_of, picture_png, save_page, save_pdf
from tests.school import EVENTS
from tests.store_builders import make_native


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path) -> str:
    assert qapp is not None
    store = make_native(tmp_path / "school.sqlite", {"student/1": EVENTS})
    picture = QPixmap(40, 20)
    picture.fill("#0b6bcb")
    with closing(Session.open(str(store))) as session:
        case = known_case(session, session.open_stream(session.resolve("1")), 5, keep_going)
        return page_of(case, picture_png(picture))


def test_the_picture_is_in_the_page(page: str, tmp_path: Path) -> None:
    save_page(page, tmp_path / "case.html")
    text = (tmp_path / "case.html").read_text("utf-8")
    encoded = text.partition("data:image/png;base64,")[2].partition('"')[0]
    image = QImage.fromData(b64decode(encoded))
    assert (image.width(), image.height(), image.pixelColor(5, 5).name()) == (40, 20, "#0b6bcb")


def test_a_pdf_is_written_whole(page: str, tmp_path: Path) -> None:
    save_pdf(page, tmp_path / "case.pdf")
    raw = (tmp_path / "case.pdf").read_bytes()
    assert raw.startswith(b"%PDF-")
    assert raw.rstrip().endswith(b"%%EOF")
    assert b"/Image" in raw


def test_where_nothing_can_be_written_it_is_told(page: str, tmp_path: Path) -> None:
    for save in (save_page, save_pdf):
        with pytest.raises(CannotOpen, match="cannot be written"):
            save(page, tmp_path / "nowhere" / "case")
