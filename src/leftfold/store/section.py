"""Strict reading of a TOML table: each key is asked for once, and one that nobody asked for is a mistake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from leftfold.model.errors import CannotOpen

T = TypeVar("T")


class Section:
    """One table of a TOML file, with the file's name and its own key for the messages."""

    def __init__(self, file: str, content: Mapping[str, object], *, key: str = "") -> None:
        self.file = file
        self._key = key
        self._left = dict(content)

    def text(self, key: str, *, default: str | None = None) -> str:
        """The text under a key; it must be there where no default is given."""
        return self._take(key, str, "a text", default=default)

    def integer(self, key: str) -> int:
        """The whole number under a key."""
        return self._take(key, int, "a whole number")

    def flag(self, key: str) -> bool:
        """The true or false under a key; false where it is absent."""
        return self._take(key, bool, "true or false", default=False)

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts listed under a key; none where it is absent."""
        found: list[object] = self._take(key, list, "a list of texts", default=[])
        return tuple(self._checked(key, item, str, "a list of texts") for item in found)

    def choice(self, key: str, known: tuple[str, ...]) -> str:
        """The text under a key, which must be one of those known."""
        value = self.text(key)
        if value not in known:
            raise self.wrong(f'has "{value}" under {self.named(key)}, which is none of {", ".join(known)}')
        return value

    def section(self, key: str) -> Section:
        """The table under a key; an empty one where it is absent."""
        found: dict[str, object] = self._take(key, dict, "a table", default={})
        return Section(self.file, found, key=self.named(key))

    def sections(self, key: str) -> tuple[Section, ...]:
        """The tables listed under a key; none where it is absent."""
        found: list[object] = self._take(key, list, "a list of tables", default=[])
        tables = [self._checked(key, item, dict, "a list of tables") for item in found]
        return tuple(Section(self.file, table, key=f"{self.named(key)}[{at}]") for at, table in enumerate(tables, 1))

    def value(self, key: str) -> object:
        """Whatever is under a key; it must be there."""
        return self._take(key, object, "a value")

    def has(self, key: str) -> bool:
        """Whether a key is there and was not asked for yet."""
        return key in self._left

    def is_text(self, key: str) -> bool:
        """Whether a text is under a key."""
        return isinstance(self._left.get(key), str)

    def is_table(self, key: str) -> bool:
        """Whether a table is under a key."""
        return isinstance(self._left.get(key), dict)

    def names(self) -> tuple[str, ...]:
        """The keys nobody asked for yet."""
        return tuple(self._left)

    def finish(self) -> None:
        """Raise `CannotOpen` for the first key that nobody asked for."""
        for key in self._left:
            raise self.wrong(f"has the unknown key {self.named(key)}")

    def wrong(self, what: str) -> CannotOpen:
        """The error that says what is wrong with the file."""
        return CannotOpen(f"{self.file} {what}.")

    def named(self, key: str) -> str:
        """The key with those of the tables around it."""
        return f"{self._key}.{key}" if self._key else key

    def _take(self, key: str, kind: type[T], said: str, *, default: T | None = None) -> T:
        if key in self._left:
            return self._checked(key, self._left.pop(key), kind, said)
        if default is None:
            raise self.wrong(f"lacks the key {self.named(key)}")
        return default

    def _checked(self, key: str, value: object, kind: type[T], said: str) -> T:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(f"must have {said} under {self.named(key)}")
        return value
