"""A chain of entries: each is hashed with the hash of the one before, so that what was changed or taken out shows.

A chain shows what happened to its middle. It cannot show that its last entries were cut off, nor that all of it was
written anew: for that, the last hash is kept somewhere else, or the number that was last given is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import orjson

from leftfold.model.json import Json, JsonObject


def canonical(value: Json) -> bytes:
    """The one JSON text of a value: keys sorted, no spaces, UTF-8."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def digest(value: Json) -> str:
    """The SHA-256 of a value's canonical JSON, in hexadecimal."""
    return sha256(canonical(value)).hexdigest()


def chained(content: JsonObject, previous: str) -> str:
    """The hash of an entry with this content after the entry with that hash."""
    return digest({"entry": content, "previous": previous})


class Seal:
    """The hash of all entries before a chain; the first entry of the chain follows it, and keeps them as they are."""

    def __init__(self) -> None:
        self._hash = sha256()

    def add(self, content: JsonObject) -> None:
        """Take one more entry in."""
        self._hash.update(canonical(content) + b"\n")

    @property
    def hash(self) -> str:
        """What the first entry of the chain follows."""
        return self._hash.hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it is stored."""

    number: int
    content: JsonObject
    previous: str
    """The hash of the entry before it, as it was when this one was written."""
    hash: str
    """Empty for an entry that is not in the chain."""
    fault: str = ""
    """Why it cannot be read, as the end of a sentence; empty where it can."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a chain shows."""

    entries: int
    before: int
    """How many entries were written before the chain began."""
    last_hash: str
    """The hash of the last entry in the chain; empty where none is. Kept elsewhere, it shows later what was cut off."""
    findings: tuple[str, ...]
    """A sentence for each thing that is wrong."""
    notes: tuple[str, ...] = ()
    """A sentence for each entry that cannot be read, which by itself is no sign that anything was changed."""
    after_kept: int | None = None
    """How many entries follow the one with the hash that was kept; None where none was, or it is gone."""

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def check(links: Iterable[Link], *, counted: int | None = None, kept: str = "") -> Checked:
    """What a chain shows, its entries in order.

    `counted` is the number that was given last, where that is known; `kept` the hash of an entry that must be there.
    """
    walk = _Walk(kept)
    findings = [sentence for link in links for sentence in walk.step(link)]
    if counted is not None and counted > walk.number:
        findings.append(f"{_gone(walk.number + 1, counted)} cut off the end: entries were numbered up to {counted}.")
    if kept and walk.kept_at is None:
        findings.append(f"No entry has the hash {kept}: the one that had it was changed or cut off.")
    after = None if walk.kept_at is None else walk.entries - walk.kept_at
    return Checked(walk.entries, walk.before, walk.last_hash, tuple(findings), tuple(walk.notes), after)


_EMPTY: Final = ""


class _Walk:
    """How far a chain is followed."""

    def __init__(self, kept: str) -> None:
        self._kept = kept
        self._seal = Seal()
        self.number = self.entries = self.before = 0
        self.last_hash = _EMPTY
        self.kept_at: int | None = None
        self.notes: list[str] = []

    def step(self, link: Link) -> Iterator[str]:
        """A sentence for each thing that is wrong with the next entry."""
        is_gap, before = link.number != self.number + 1, self.number
        self.entries += 1
        self.number = link.number
        if is_gap:
            yield f"{_gone(before + 1, link.number - 1)} gone from before entry {link.number}."
        if link.fault:
            self.notes.append(f"Entry {link.number} {link.fault}.")
        elif link.hash:
            yield from self._chained(link, is_gap=is_gap)
        elif self.last_hash:
            yield f"Entry {link.number} is not in the chain: another program wrote it, or its hash was taken away."
        else:
            self.before += 1
            self._seal.add(link.content)

    def _chained(self, link: Link, *, is_gap: bool) -> Iterator[str]:
        expected = self.last_hash or self._seal.hash
        if chained(link.content, link.previous) != link.hash:
            yield f"Entry {link.number} is not as it was written: its hash does not fit what it says."
        if link.previous != expected and not is_gap:
            yield f"Entry {link.number} does not follow {self._what_precedes()} as it was when it was written."
        self.last_hash = link.hash
        if link.hash == self._kept:
            self.kept_at = self.entries

    def _what_precedes(self) -> str:
        return f"entry {self.number - 1}" if self.last_hash else "what is before the chain"


def _gone(first: int, last: int) -> str:
    return f"Entry {first} is" if first == last else f"Entries {first} to {last} are"
