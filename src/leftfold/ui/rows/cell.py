"""A cell of a table as it is painted: runs of text with a look, and a sign in front."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt

CELL: Final = Qt.ItemDataRole.UserRole + 1
"""The role under which a model gives the `Cell` to paint."""


class Tone(StrEnum):
    """A colour of the theme, by the name it has there."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    DANGER = "danger"
    DELETED = "deleted"
    DRAFT = "draft"
    DRAFT_BACK = "draft_back"
    CHANGED_BACK = "changed_back"
    SELECTION = "selection"
    HOVER = "hover"
    BORDER = "border"


@dataclass(frozen=True, slots=True)
class Run:
    """Some text of one look."""

    text: str
    tone: Tone = Tone.TEXT
    struck: bool = False
    back: Tone | None = None
    """What lies behind it; None for nothing."""


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon in front of a cell's text."""

    icon: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Tail:
    """Some text at the right edge of a cell."""

    text: str
    short: str
    """What stands there where both that and the cell's text have no room."""
    tone: Tone = Tone.ACCENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell as it is painted."""

    runs: tuple[Run, ...] = ()
    below: tuple[Run, ...] = ()
    """A second line; empty for none."""
    sign: Sign | None = None
    gutter: bool = False
    """Whether room for a sign is kept where there is none, so that texts line up."""
    mark: Sign | None = None
    """An icon at the right edge."""
    tail: Tail | None = None
    """What stands before that icon, kept where the text is cut."""
    right: bool = False
    """Whether the text ends at the right edge."""
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    back: Tone | None = None
    """What lies behind the row; None for nothing."""
    rail: Tone | None = None
    """A line along the left edge of the row."""
    ruled: bool = False
    """Whether a line under the row ends a group."""

    @property
    def text(self) -> str:
        """All of its text."""
        texts = ["".join(run.text for run in runs) for runs in (self.runs, self.below) if runs]
        return ", ".join([*texts, self.tail.text] if self.tail else texts)
