"""What a window is asked to show, so that the command line can ask for one without knowing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from leftfold.domain.choice import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowRequest:
    """A window to open."""

    target: str | None = None
    """The store's path or URL; None for a window that welcomes."""
    aggregate: str | None = None
    """`ID` or `TYPE/ID`, to be selected."""
    at: int | None = None
    """The version to stand at; the last one where it is None."""
    domain: Choice | None = None
    layout: str | None = None
    screenshot: Path | None = None
    """Where to save a picture of the window instead of showing it."""


Launcher: TypeAlias = Callable[[WindowRequest], int]
"""Opens a window, gives the exit code when it is closed."""
