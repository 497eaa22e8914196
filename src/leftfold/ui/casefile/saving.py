"""Writes a case file from what the window shows: a page, or a PDF of it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QPixmap, QTextDocument

from leftfold.casefile.bookmarks import Bookmarks, bookmarks_file
from leftfold.casefile.case_file import Asked, CaseFile, case_file
from leftfold.casefile.html import case_html
from leftfold.model.errors import CannotOpen
from leftfold.session import Replay, Session
from leftfold.whole_file import whole_file

_MARGIN: Final = 15.0
"""Millimetres of white around a page."""
_DOTS: Final = 96
"""Dots an inch, so that text has the size on paper that it has on the screen."""
_WIDTH: Final = 660
"""Points of a page that a picture may take."""


def picture_png(picture: QPixmap) -> bytes:
    """A picture as a PNG."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    buffer.close()
    return bytes(held.data())


def known_case(session: Session, replay: Replay, ordinal: int, progress: Callable[[int], None]) -> CaseFile:
    """The case of what is shown, with its bookmarks, as it is at an event."""
    bookmarks = Bookmarks(bookmarks_file()).of(session.place, replay.stream)
    return case_file(session.place, replay, Asked(ordinal, bookmarks), progress=progress)


def page_of(case: CaseFile, picture: bytes) -> str:
    """The page of a case with a picture of the timeline in it; without one where the picture is empty."""
    source = f"data:image/png;base64,{b64encode(picture).decode()}"
    return case_html(case, f'<img width="{_WIDTH}" alt="Timeline" src="{source}">' if picture else "")


def save_page(page: str, path: Path) -> None:
    """Write a page, whole or not at all. Raises `CannotOpen`."""
    with whole_file(path.resolve()) as whole:
        try:
            whole.write_text(page, "utf-8")
        except OSError as error:
            raise CannotOpen(f"{path} cannot be written: {error.strerror}.") from error


def save_pdf(page: str, path: Path) -> None:
    """Write a page as a PDF, whole or not at all. Raises `CannotOpen`."""
    with whole_file(path.resolve()) as whole:
        writer = QPdfWriter(str(whole))
        writer.setResolution(_DOTS)
        margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        size = QPageSize(QPageSize.PageSizeId.A4)
        writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
        document = QTextDocument()
        document.setHtml(page)
        _print(document, writer)
        if not whole.exists():
            raise CannotOpen(f"{path} cannot be written.")


def _print(document: QTextDocument, writer: Any) -> None:
    # The binding calls it so, `print` being a word of Python once.
    document.print_(writer)
