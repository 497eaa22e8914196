"""Finds the widgets a test acts on, as a person would: by their kind and what is written on them."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QWidget

W = TypeVar("W", bound=QWidget)


def the(kind: type[W], parent: QWidget) -> W:
    """The one visible widget of a kind within another, or the one that there is where none is visible."""
    found = parent.findChildren(kind)
    shown = [widget for widget in found if widget.isVisible()] or found
    assert len(shown) == 1, f"{len(shown)} widgets are a {kind.__name__}"
    return shown[0]


def button(text: str, parent: QWidget) -> QAbstractButton:
    """The button with a text, or with that accessible name, within a widget."""
    found = [one for one in parent.findChildren(QAbstractButton) if text in (one.text(), one.accessibleName())]
    assert len(found) == 1, f"{len(found)} buttons say {text!r}"
    return found[0]
