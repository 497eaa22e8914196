"""Pseudonyms: the same value has the same one throughout a bundle, and nobody can tell it from the pseudonym."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import digest
from secrets import token_bytes
from typing import Final

from leftfold.model.json import Json
from leftfold.model.personal import Pattern, within

_ID: Final = re.compile(r"(?:^[iI][dD]|_id|I[dD]|-id)s?$")
"""How the key of an id ends, as libraries and applications write them."""
_DIGITS: Final = 10
"""Signs of a pseudonym: enough that two of a bundle's are never the same by chance."""


@dataclass(slots=True)
class Pseudonyms:
    """Replaces values by pseudonyms made with a key that is thrown away with it."""

    _key: bytes = field(default_factory=lambda: token_bytes(32), repr=False)
    _known: dict[str, str] = field(default_factory=dict, repr=False)
    _word: re.Pattern[str] | None = field(default=None, repr=False)

    def know(self, texts: Iterable[str]) -> None:
        """Replace these wherever they stand in a text as words of their own."""
        self._known |= {text: self.of(text) for text in texts if text.strip()}
        longest_first = sorted(self._known, key=len, reverse=True)
        self._word = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if self._known else None

    def of(self, text: str) -> str:
        """The pseudonym of a text."""
        return f"p{self._digest(text)[:_DIGITS]}"

    def text(self, text: str) -> str:
        """A text with what is known replaced in it."""
        return self._word.sub(lambda found: self._known[found[0]], text) if self._word is not None else text

    def document(self, value: Json, patterns: tuple[Pattern, ...]) -> Json:
        """A document with its ids, its personal values, and what is known replaced."""
        if () in patterns:
            return self._all(value)
        match value:
            case str():
                return self.text(value)
            case dict():
                return {self.text(key): self._member(key, inner, patterns) for key, inner in value.items()}
            case list():
                return [self.document(inner, within(patterns, at)) for at, inner in enumerate(value)]
            case _:
                return value

    def _member(self, key: str, value: Json, patterns: tuple[Pattern, ...]) -> Json:
        if _ID.search(key) and isinstance(value, str | int | list):
            return self._all(value)
        return self.document(value, within(patterns, key))

    def _all(self, value: Json) -> Json:
        match value:
            case None | bool() | "":
                return value
            case str():
                return self.of(value)
            case int() | float():
                return self._number(value)
            case list():
                return [self._all(inner) for inner in value]
            case dict():
                return {self.of(key): self._all(inner) for key, inner in value.items()}

    def _number(self, value: int | float) -> Json:
        """Another whole number of as many digits, of the same kind."""
        least = 10 ** (len(str(abs(int(value)))) - 1)
        made = least + int(self._digest(repr(value)), 16) % (9 * least)
        other = made if made != value else least + (made - least + 1) % (9 * least)
        return float(other) if isinstance(value, float) else other

    def _digest(self, text: str) -> str:
        return digest(self._key, text.encode("utf-8", "surrogatepass"), sha256).hex()
