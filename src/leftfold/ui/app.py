"""Starts the window."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QMessageLogContext, QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from leftfold.bundled import resources
from leftfold.crashes import marking_end, report_folder, reporting
from leftfold.lasting import lasting
from leftfold.logs import log_file, logging_to
from leftfold.request import WindowRequest
from leftfold.ui.clock import Clock
from leftfold.ui.crash import Crashes
from leftfold.ui.parts import Surroundings
from leftfold.ui.picture import save_picture
from leftfold.ui.settings import Settings
from leftfold.ui.theme.themes import Themes
from leftfold.ui.theme.type import dress
from leftfold.ui.window import Window

_HANDED_OVER: Final = 0.001
"""Seconds a thread may keep the interpreter while another waits for it."""


def run(request: WindowRequest) -> int:
    """Show a window, or save a picture of it; gives the exit code. Raises `LeftfoldError` for a picture not made."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("leftfold")
    application.setOrganizationName("leftfold")
    application.setApplicationDisplayName("Leftfold")
    application.setWindowIcon(QIcon(str(resources() / "icons" / "leftfold.svg")))
    dress(application)
    if request.screenshot is not None:
        qInstallMessageHandler(_say)
        return _picture(application, request, request.screenshot)
    # Ctrl+C in the terminal ends the program as it does others.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    crashes = Crashes(report_folder())
    with logging_to(log_file()), marking_end(report_folder()) as earlier, reporting(crashes.tell):
        window = show_window(_around(application, Settings(QSettings())))
        if earlier is not None:
            window.banner.tell(f"Leftfold ended unexpectedly the last time. What is known of it is in {earlier}.")
        if request.target is not None:
            window.opening.open(
                request.target, aggregate=request.aggregate, at=request.at, layout=request.layout, domain=request.domain
            )
        return application.exec()


def show_window(around: Surroundings) -> Window:
    """A window for a person to work in, shown where it stood last."""
    # The interpreter is handed over five times as often as by itself: the window waits less for threads that replay.
    sys.setswitchinterval(_HANDED_OVER)
    with lasting():
        window = Window(around)
        window.restore()
        window.show()
    return window


def _say(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    # The platform that draws without a display says of each window what it cannot do for it.
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")


def _picture(application: QApplication, request: WindowRequest, file: Path) -> int:
    with TemporaryDirectory() as folder:
        # A picture shows the window as it is made, whatever this person's own looks like.
        fresh = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        window = Window(_around(application, Settings(fresh)))
        try:
            save_picture(window, request, file)
        finally:
            window.close()
    return 0


def _around(application: QApplication, settings: Settings) -> Surroundings:
    return Surroundings(Themes(application, settings.mode), Clock(in_utc=settings.in_utc), settings)
