"""The least a window of this kind can cost: a process that imports what Leftfold needs and shows an empty window."""

from __future__ import annotations

import sys
import time

import numpy as np
import orjson
import pyqtgraph as pg  # type: ignore[import-untyped]
import sqlalchemy
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow
from typing_extensions import override

from leftfold.bench.memory import peak

_SIZE = (1440, 900)


class _Window(QMainWindow):
    painted = False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted = True


def main() -> None:
    """Print when the window was painted, and the most memory it took."""
    application = QApplication(sys.argv[:1])
    window = _Window()
    window.resize(*_SIZE)
    window.show()
    while not window.painted:
        application.processEvents()
    libraries = [module.__version__ for module in (np, pg, sqlalchemy)]
    sys.stdout.buffer.write(orjson.dumps({"painted": time.time(), "peak": peak(), "libraries": libraries}))


if __name__ == "__main__":
    main()
