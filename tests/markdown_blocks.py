"""The examples in a page of Markdown, and why some of them are not run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_BLOCK: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_WHY_NOT: Final = re.compile(r"<!-- (.+?) -->\n\Z")
_SAVED_AS: Final = re.compile(r"[Ss]ave this as `([^`]+)`:?\s*\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """One example."""

    language: str
    text: str
    why_not: str
    """Why it is not run, as a comment above it says; empty where it is."""
    saved_as: str
    """The file that the text above says it is; empty for none."""

    @property
    def lines(self) -> tuple[str, ...]:
        """Its commands, without comments."""
        lines = self.text.replace("\\\n", " ").splitlines()
        return tuple(line for line in lines if line.strip() and not line.startswith("#"))


def blocks(text: str) -> Iterator[Block]:
    """The examples of a page, in their order."""
    for found in _BLOCK.finditer(text):
        before = text[: found.start()]
        why_not, saved_as = _WHY_NOT.search(before), _SAVED_AS.search(before)
        yield Block(found[1], found[2], why_not[1] if why_not else "", saved_as[1] if saved_as else "")
