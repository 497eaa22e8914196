"""The domains that can be loaded: found by their entry points without importing them, or read from a path."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from traceback import extract_tb
from typing import Any

from leftfold.domain.border import error_text
from leftfold.domain.definition import Domain, Scope
from leftfold.domain.generic import generic_domain
from leftfold.model.errors import CannotOpen

GROUP = "leftfold.domains"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DomainEntry:
    """A domain that is installed: its name, the distribution it is from, and how to load it."""

    name: str
    origin: str
    load: Callable[[], object]


class Domains:
    """The installed domains and the generic one; a domain is imported when it is first needed."""

    def __init__(self, entries: Iterable[DomainEntry]) -> None:
        self.entries = tuple(entries)

    @classmethod
    def installed(cls) -> Domains:
        """The domains that installed distributions announce under `leftfold.domains`."""
        return cls(_entry(point) for point in entry_points(group=GROUP))

    @property
    def names(self) -> tuple[str, ...]:
        """The names that `load` knows."""
        return (*(entry.name for entry in self.entries), "generic")

    def load(self, name: str) -> Domain[Any]:
        """The domain with this name, or the one in a file: `path.py` or `path.py:NAME`. Raises `CannotOpen`."""
        if name == "generic":
            return generic_domain()
        for entry in self.entries:
            if entry.name == name:
                return _loaded(entry)
        if ".py" in name:
            return _from_file(name)
        raise CannotOpen(f"There is no domain {name!r}; known are {', '.join(self.names)}, or give the path of a file.")

    def for_type(self, aggregate_type: str, event_types: Iterable[str] = (), *, sure: bool = True) -> Domain[Any]:
        """The found domain that reads aggregates of this type; where none does, the one that knows all these events,
        if the type is empty; else the generic one.

        Where the type is not `sure`, a domain that knows none of the events is another application's.
        """
        there = set(event_types)
        for domain in self.found:
            known = {kind.name for kind in domain.event_types}
            if domain.scope is not Scope.AGGREGATE or not (sure or not there or not known or there & known):
                continue
            if aggregate_type in domain.aggregate_types or (not aggregate_type and there and there <= known):
                return domain
        return generic_domain()

    def projections_over(self, types: Iterable[str]) -> tuple[Domain[Any], ...]:
        """The found projections that read any of these types of aggregate."""
        wanted = set(types)
        return tuple(d for d in self.found if d.scope is Scope.STORE and wanted.intersection(d.aggregate_types))

    @cached_property
    def found(self) -> tuple[Domain[Any], ...]:
        """All installed domains that load; one that does not is warned of and left out."""
        domains = []
        for entry in self.entries:
            try:
                domains.append(_loaded(entry))
            except CannotOpen as error:
                _log.warning("%s", error)
        return tuple(domains)


def _entry(point: EntryPoint) -> DomainEntry:
    return DomainEntry(point.name, point.dist.name if point.dist else "unknown", point.load)


def _loaded(entry: DomainEntry) -> Domain[Any]:
    try:
        found = entry.load()
    except Exception as error:
        raise CannotOpen(f"The domain {entry.name!r} of {entry.origin} cannot be loaded: {error!r}.") from error
    return _checked(found, entry.name, entry.origin)


def _checked(found: object, name: str, origin: str) -> Domain[Any]:
    if not isinstance(found, Domain):
        raise CannotOpen(f"{name!r} of {origin} is a {type(found).__name__}, not a leftfold Domain.")
    return replace(found, origin=origin)


def _from_file(text: str) -> Domain[Any]:
    name, _, attribute = text.partition(".py:")
    path = Path(f"{name}.py" if attribute else text)
    if not path.is_file():
        raise CannotOpen(f"There is no domain file {str(path)!r}; give the path of a Python file.")
    spec = spec_from_file_location(f"leftfold_domain_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise CannotOpen(f"{str(path)!r} is not a Python file.")
    module = module_from_spec(spec)
    # Known by its name while it runs, as a dataclass in it looks up its own module.
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[spec.name]
        raise CannotOpen(f"The domain file {str(path)!r} cannot be loaded: {_fault(error, path)}.") from error
    return _checked(_pick(vars(module), attribute, path), attribute or path.stem, str(path))


def _fault(error: Exception, path: Path) -> str:
    """What a file raised while it was loaded, and in which of its lines."""
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == str(path)]
    words = error_text(error)
    if isinstance(error, SyntaxError) and error.filename == str(path):
        lines, words = [error.lineno], f"{type(error).__name__}: {error.msg}"
    return f"line {lines[-1]}: {words}" if lines else words


def _pick(names: dict[str, object], attribute: str, path: Path) -> object:
    if attribute:
        if attribute not in names:
            raise CannotOpen(f"{str(path)!r} has no {attribute!r}.")
        return names[attribute]
    domains = [value for value in names.values() if isinstance(value, Domain)]
    if len(domains) != 1:
        raise CannotOpen(f"{str(path)!r} has {len(domains)} domains; name one as {path}:NAME.")
    return domains[0]
