"""The transport under the timeline: step, play, slide, and where the cursor stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSlider, QStyle, QToolButton, QWidget
from typing_extensions import override

from leftfold.ui.selection import Selection
from leftfold.ui.steady_label import SteadyLabel
from leftfold.ui.theme.icons import icon
from leftfold.ui.theme.themes import Themes
from leftfold.ui.timeline.playback import SPEEDS, Playback

_SPEED: Final = 96
_ICON: Final = QSize(16, 16)


class Transport(QWidget):
    """Moves the cursor, and says where it is."""

    def __init__(self, selection: Selection, playback: Playback, themes: Themes) -> None:
        super().__init__()
        self._selection = selection
        self._playback = playback
        self._themes = themes
        self._icons: dict[QToolButton, str] = {}
        go = selection
        self._steps = (
            self._button("skip-back", "To the start", lambda: go.go_to(0)),
            self._button("step-back", "Step back", lambda: go.step(-1)),
            self._button("play", "Play", playback.toggle),
            self._button("step-forward", "Step forward", lambda: go.step(1)),
            self._button("skip-forward", "To the end", lambda: go.go_to(go.length)),
        )
        self._play = self._steps[2]
        self._speeds = self._speed_box()
        self._slider = OrdinalSlider()
        self._place, self._time = SteadyLabel(), SteadyLabel(fades=True)
        self._time.setProperty("role", "caption")
        self._place.setAccessibleName("Place of the cursor")
        self._time.setAccessibleName("Time of the event at the cursor")
        self._lay_out()
        self._slider.valueChanged.connect(go.go_to)
        go.ordinal_changed.connect(self._slider.setValue)
        go.length_changed.connect(self._stand)
        playback.changed.connect(self._show_playing)
        themes.changed.connect(self._paint)
        self._stand()
        self._show_playing()

    def tell(self, place: str, time: str) -> None:
        """Say where the cursor stands, and when that was."""
        self._place.show_text(place)
        self._time.show_text(time)

    def _stand(self) -> None:
        # Length and place at once and in silence: between the two the slider would send the cursor elsewhere.
        with QSignalBlocker(self._slider):
            self._slider.set_length(self._selection.length)
            self._slider.setValue(self._selection.ordinal)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(2)
        for button in self._steps:
            layout.addWidget(button)
        layout.addWidget(self._speeds)
        layout.addSpacing(6)
        layout.addWidget(self._slider, 1)
        layout.addSpacing(8)
        layout.addWidget(self._place)
        layout.addSpacing(8)
        layout.addWidget(self._time)

    def _button(self, icon_name: str, title: str, run: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(title)
        button.setToolTip(title)
        button.setIconSize(_ICON)
        button.clicked.connect(lambda: run())
        self._icons[button] = icon_name
        return button

    def _speed_box(self) -> QComboBox:
        box = QComboBox()
        box.setFixedWidth(_SPEED)
        box.setAccessibleName("Speed of playback")
        box.setToolTip("Events a second")
        for speed in SPEEDS:
            box.addItem(f"{speed:,} / s", speed)
        box.activated.connect(lambda place: self._playback.set_speed(SPEEDS[place]))
        return box

    def _show_playing(self) -> None:
        playing = self._playback.direction != 0
        self._icons[self._play] = "pause" if playing else "play"
        title = "Pause" if playing else "Play"
        self._play.setAccessibleName(title)
        self._play.setToolTip(title)
        self._speeds.setCurrentIndex(SPEEDS.index(self._playback.speed))
        self._paint()

    def _paint(self) -> None:
        theme = self._themes.current
        for button, name in self._icons.items():
            button.setIcon(icon(name, theme.accent if button is self._play else theme.text))


class OrdinalSlider(QSlider):
    """A slider over the places of the cursor, which jumps to where it is pressed."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName("Cursor")
        self.setMinimumWidth(80)
        # Else all that it lies in would be painted with it.
        self.setAutoFillBackground(True)
        self.setRange(0, 0)

    def set_length(self, length: int) -> None:
        """Slide over 0 to `length`."""
        self.setRange(0, length)
        self.setPageStep(max(1, length // 20))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            # The handle's middle goes under the pointer, and then is dragged as usual.
            handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, None, self)
            place = round(event.position().x() - handle / 2)
            room = self.width() - handle
            self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), place, room))
        super().mousePressEvent(event)
