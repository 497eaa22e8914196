"""Opens one long stream in a window of its own process: how it loads, what it takes, and how it answers."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

import orjson
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from leftfold.bench.memory import resident
from leftfold.bench.shown import ShownWindow
from leftfold.model.stream import StreamId
from leftfold.ui.timeline.plot import Plot
from leftfold.ui.timeline.viewing import TURN

_WARM: Final = 20
_MOMENT: Final = "moment"
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_PLAIN: Final = Qt.KeyboardModifier.NoModifier


class LongStream:
    """A window on a store with one long stream."""

    def __init__(self, shown: ShownWindow) -> None:
        self._shown = shown
        self._document = shown.parts.document
        self._selection = self._document.selection

    def load(self, target: str, stream: StreamId) -> dict[str, object]:
        """Open the stream and wait until it is indexed, surveyed and shown; gives how long, how late, how large."""
        shown, document = self._shown, self._document
        shown.rest()
        before = resident()
        document.open(target)
        shown.wait(lambda: document.session is not None)
        shown.rest()
        shown.heart.late.clear()
        start = time.perf_counter()
        self._selection.select(stream)
        shown.wait(lambda: shown.parts.inspector.scene is not None)
        shown.rest()
        took, late = time.perf_counter() - start, list(shown.heart.late)
        return {"load": took, "late": late, "before": before, "after": resident()}

    def jumps(self, count: int) -> list[float]:
        """Milliseconds of each of so many jumps to random events, until their state is painted."""
        chance, length = Random(3), self._selection.length
        times = [self._jump(chance.randint(1, length)) for _jump in range(_WARM + count)]
        return times[_WARM:]

    def zooms_and_pans(self, rounds: int) -> dict[str, list[float]]:
        """Milliseconds of each frame while the wheel zooms in, pans to and fro, and zooms out."""
        viewing, zooms, pans = self._shown.parts.timeline.viewing, list[float](), list[float]()
        for _round in range(rounds):
            viewing.fit()
            self._shown.rest()
            zooms += [self._wheel(TURN, _PLAIN) for _notch in range(25)]
            pans += [self._wheel(-TURN if notch < 25 else TURN, _SHIFT) for notch in range(50)]
            zooms += [self._wheel(TURN, _PLAIN) for _notch in range(25)]
            pans += [self._wheel(-TURN if notch < 25 else TURN, _SHIFT) for notch in range(50)]
            zooms += [self._wheel(-TURN, _PLAIN) for _notch in range(50)]
        return {"zooms": zooms, "pans": pans}

    def _jump(self, ordinal: int) -> float:
        shown, inspector = self._shown, self._shown.parts.inspector
        # One jump after the other, as a person makes them.
        shown.rest()

        def there() -> bool:
            scene = inspector.scene
            return scene is not None and scene.ordinal == ordinal and not self._document.tasks.is_under_way(_MOMENT)

        def jump() -> None:
            self._selection.go_to(ordinal)
            shown.wait(there)

        return shown.frame(jump)

    def _wheel(self, turn: int, modifiers: Qt.KeyboardModifier) -> float:
        (plot,) = self._shown.window.findChildren(Plot)
        viewport = plot.viewport()
        at = QPointF(viewport.width() * 0.6, viewport.height() / 2)
        on_screen = QPointF(viewport.mapToGlobal(at.toPoint()))
        button, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(at, on_screen, QPoint(), QPoint(0, turn), button, modifiers, phase, False)
        return self._shown.frame(lambda: QCoreApplication.sendEvent(viewport, event))


def main(target: str, aggregate: str, jumps: str, rounds: str) -> None:
    """Print all that was measured."""
    type_, _slash, id_ = aggregate.partition("/")
    with TemporaryDirectory() as folder:
        shown = ShownWindow(Path(folder))
        long = LongStream(shown)
        told = long.load(target, StreamId(type_, id_))
        told |= {"jumps": long.jumps(int(jumps)), **long.zooms_and_pans(int(rounds))}
        shown.close()
    sys.stdout.buffer.write(orjson.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
