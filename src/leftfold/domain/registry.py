"""The domains that can be loaded: found by their entry points without importing them, or read from a path."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

from leftfold.domain.definition import Domain, Scope
from leftfold.domain.generic import generic_domain
from leftfold.domain.plugins import Entry, Plugins
from leftfold.model.errors import CannotOpen

GROUP = "leftfold.domains"
_DOMAINS: Final = Plugins(Domain, "domain")


class Domains:
    """The installed domains and the generic one; a domain is imported when it is first needed."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)

    @classmethod
    def installed(cls) -> Domains:
        """The domains that installed distributions announce under `leftfold.domains`."""
        return cls(_DOMAINS.installed(GROUP))

    @property
    def names(self) -> tuple[str, ...]:
        """The names that `load` knows."""
        return (*(entry.name for entry in self.entries), "generic")

    def load(self, name: str) -> Domain[Any]:
        """The domain with this name, or the one in a file: `path.py` or `path.py:NAME`. Raises `CannotOpen`."""
        if name == "generic":
            return generic_domain()
        if (found := _DOMAINS.named(name, self.entries)) is not None:
            return found
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
        return _DOMAINS.found(self.entries)
