"""An event as it is stored, in one text of bounded length."""

from __future__ import annotations

from typing import Final

from leftfold.model.event import Document, Event, Undecodable
from leftfold.model.json import indented
from leftfold.ui.inspector.texts import dump

MOST: Final = 100_000
"""Characters shown: a text view lays out so many without a pause."""
LONGEST: Final = 2_000
"""Characters of one line: a longer one takes a text view a second and nobody to the end."""


def raw_text(event: Event) -> str:
    """The payload and the metadata of an event, one under the other."""
    parts = [_part("payload", event.data)]
    if event.metadata is not None:
        parts.append(_part("metadata", event.metadata))
    return "\n\n".join(parts)


def _part(name: str, document: Document) -> str:
    if isinstance(document, Undecodable):
        return f"The {name} {document.reason}. Its {len(document.raw):,} bytes:\n\n{dump(document.raw)}".rstrip()
    return f"// {name}\n{bounded(indented(document))}"


def bounded(text: str) -> str:
    """As much of a text as can be shown, with a line for what is not."""
    shown = "\n".join(_line(line) for line in text[:MOST].split("\n"))
    left = len(text) - MOST
    return shown if left <= 0 else f"{shown}\n… {left:,} more characters; copying takes all of it"


def _line(line: str) -> str:
    left = len(line) - LONGEST
    return line if left <= 0 else f"{line[:LONGEST]}… {left:,} more characters on this line"
