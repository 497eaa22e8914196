"""Plug-ins of one sort: found by their entry points without importing them, or read from a file."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from traceback import extract_tb
from typing import Any, Generic, TypeVar

from leftfold.domain.border import error_text
from leftfold.model.errors import CannotOpen

T = TypeVar("T", bound=Any)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """A plug-in that is installed: its name, the distribution it is from, and how to load it."""

    name: str
    origin: str
    load: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Plugins(Generic[T]):
    """The records of one sort, each with a field `origin` that says where it was found."""

    sort: type[T]
    word: str
    """What a person calls one."""

    def installed(self, group: str) -> tuple[Entry, ...]:
        """What installed distributions announce in a group of entry points."""
        return tuple(map(_entry, entry_points(group=group)))

    def named(self, name: str, entries: Iterable[Entry]) -> T | None:
        """The one of the entries with this name, or the one in a file: `path.py` or `path.py:NAME`; None for neither.

        Raises `CannotOpen`.
        """
        for entry in entries:
            if entry.name == name:
                return self._loaded(entry)
        return self._from_file(name) if ".py" in name else None

    def found(self, entries: Iterable[Entry]) -> tuple[T, ...]:
        """All entries that load; one that does not is warned of and left out."""
        found = []
        for entry in entries:
            try:
                found.append(self._loaded(entry))
            except CannotOpen as error:
                _log.warning("%s", error)
        return tuple(found)

    def _loaded(self, entry: Entry) -> T:
        try:
            found = entry.load()
        except Exception as error:
            raise CannotOpen(
                f"The {self.word} {entry.name!r} of {entry.origin} cannot be loaded: {error!r}."
            ) from error
        return self._checked(found, entry.name, entry.origin)

    def _checked(self, found: object, name: str, origin: str) -> T:
        if not isinstance(found, self.sort):
            wanted = self.sort.__name__
            raise CannotOpen(f"{name!r} of {origin} is a {type(found).__name__}, not a leftfold {wanted}.")
        return replace(found, origin=origin)

    def _from_file(self, text: str) -> T:
        name, _, attribute = text.partition(".py:")
        path = Path(f"{name}.py" if attribute else text)
        if not path.is_file():
            raise CannotOpen(f"There is no {self.word} file {str(path)!r}; give the path of a Python file.")
        names = self._run(path)
        return self._checked(self._pick(names, attribute, path), attribute or path.stem, str(path))

    def _run(self, path: Path) -> dict[str, object]:
        spec = spec_from_file_location(f"leftfold_{self.word}_{path.stem}", path)
        if spec is None or spec.loader is None:
            raise CannotOpen(f"{str(path)!r} is not a Python file.")
        module = module_from_spec(spec)
        # Known by its name while it runs, as a dataclass in it looks up its own module.
        sys.modules[spec.name] = module
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            del sys.modules[spec.name]
            told = _fault(error, path)
            raise CannotOpen(f"The {self.word} file {str(path)!r} cannot be loaded: {told}.") from error
        return vars(module)

    def _pick(self, names: dict[str, object], attribute: str, path: Path) -> object:
        if attribute:
            if attribute not in names:
                raise CannotOpen(f"{str(path)!r} has no {attribute!r}.")
            return names[attribute]
        found = [value for value in names.values() if isinstance(value, self.sort)]
        if len(found) != 1:
            raise CannotOpen(f"{str(path)!r} has {len(found)} {self.word}s; name one as {path}:NAME.")
        return found[0]


def _entry(point: EntryPoint) -> Entry:
    return Entry(point.name, point.dist.name if point.dist else "unknown", point.load)


def _fault(error: Exception, path: Path) -> str:
    """What a file raised while it was loaded, and in which of its lines."""
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == str(path)]
    words = error_text(error)
    if isinstance(error, SyntaxError) and error.filename == str(path):
        lines, words = [error.lineno], f"{type(error).__name__}: {error.msg}"
    return f"line {lines[-1]}: {words}" if lines else words
