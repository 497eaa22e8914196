"""Modules that a start can do without: imported when they are first used, each with the time that this leaves out."""

from __future__ import annotations

from importlib import import_module


class Deferred:
    """Stands for a module of a name, and imports it when something of it is first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> object:
        return getattr(import_module(self._name), name)
