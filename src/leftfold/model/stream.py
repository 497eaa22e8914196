"""The locator of one aggregate's events."""

from __future__ import annotations

from dataclasses import dataclass

from typing_extensions import override


@dataclass(frozen=True, slots=True, order=True)
class StreamId:
    """Names one stream in a store: the aggregate's type (empty where the store has none) and its id."""

    type: str
    id: str

    @override
    def __str__(self) -> str:
        return f"{self.type}/{self.id}" if self.type else self.id
