"""The input for one argument of a batch's command: a value for all, or where each aggregate has its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from leftfold.domain.decide import fits
from leftfold.domain.definition import Field
from leftfold.draft.telling import short
from leftfold.model.json import Json
from leftfold.model.paths import Path, path_text
from leftfold.ui.batch.sample import Sample
from leftfold.ui.draft.field_input import LeftOut, Wrong
from leftfold.ui.draft.typed import Meant, meant

_DEPTH: Final = 3
"""Levels of a document whose values are offered."""


class ArgumentInput(QObject):
    """A choice that can be typed in."""

    edited = Signal()
    """Something was typed or chosen."""

    def __init__(self, field: Field, sample: Sample, parent: QObject) -> None:
        super().__init__(parent)
        self.field = field
        self.widget = QComboBox()
        self.widget.setEditable(True)
        self.widget.setAccessibleName(field.title)
        self.widget.setToolTip(field.help or "A value for all, or one that each has itself")
        self.widget.addItem("", None)
        for words, root, document in (("before the event", "before", sample.before), ("now", "now", sample.last)):
            for path, value in _values(document, ()):
                if fits(field.kind, value):
                    self.widget.addItem(f"{path_text(path)} {words} (here {short(value)})", f"={root}{_below(path)}")
        self._choose(sample.places.get(field.name))
        self.widget.currentTextChanged.connect(self.edited)

    def held(self) -> Meant | LeftOut | Wrong:
        """What was chosen or typed."""
        text, place = self.widget.currentText(), self.widget.findText(self.widget.currentText())
        if place > 0:
            return Meant(self.widget.itemData(place))
        if not text.strip():
            missing = Wrong(self.field, f"{self.field.title} is missing.")
            return missing if self.field.required else LeftOut()
        found = Meant(text) if text.startswith("=") else meant(self.field.kind, text)
        return found if isinstance(found, Meant) else Wrong(self.field, f"{self.field.title}: {found.why}")

    def _choose(self, place: Path | None) -> None:
        """Choose what is likeliest meant: what the event changed, else what has the field's name in its own."""
        values = [str(self.widget.itemData(at)) for at in range(self.widget.count())]
        if place is not None and (meant_place := f"=before{_below(place)}") in values:
            self.widget.setCurrentIndex(values.index(meant_place))
            return
        before = [at for at, value in enumerate(values) if value.startswith("=before")]
        alike = [at for at in before if self.field.name.lower() in values[at].lower()]
        self.widget.setCurrentIndex(next(iter((*alike, *(before if self.field.required else ()))), 0))


def _values(document: Json, path: Path) -> Iterator[tuple[Path, Json]]:
    if isinstance(document, dict) and len(path) < _DEPTH:
        for key, inner in document.items():
            yield from _values(inner, (*path, key))
    elif path:
        yield path, document


def _below(path: Path) -> str:
    inside = path_text(path)
    return inside if inside.startswith("[") else f".{inside}"
