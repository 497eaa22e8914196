"""The data files that ship with Leftfold: layouts, import maps, the demo."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


@cache
def resources() -> Traversable:
    """The folder of shipped data: inside the installed package, else at the top of the checkout."""
    installed = files("leftfold") / "resources"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2] / "resources"
