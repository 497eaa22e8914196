"""What may come next in a condition that is being typed; the grammar itself says what is allowed where.

A word is offered where the parser takes it: where the text up to the caret, with such a word after it, is a condition
or goes wrong no earlier than after that word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from leftfold.diagnose.grammar import parse
from leftfold.diagnose.printing import quoted
from leftfold.diagnose.tokens import ConditionError
from leftfold.diagnose.tree import Comparator, Fact, Motion, Root
from leftfold.diagnose.vocabulary import Vocabulary

MOST: Final = 40
"""Offers at once: a list that is looked through."""

_FACTS: Final = tuple(fact.value for fact in Fact if fact is not Fact.RECORDED_AT)
_WORD: Final = re.compile(r"(?:[^\W\d]|\[)[\w.\-\[\]]*\Z")
"""What is being typed, outside quotes: a word, a path, or the beginning of one."""
_TEXT: Final = re.compile(r"""(?:[^'"\\]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")*(['"](?:[^'"\\]|\\.)*)\Z""", re.DOTALL)
"""What ends in a text that is not closed yet, and that text."""
_OF_TYPE: Final = re.compile(r"event\.type\s*(?:==?|!=|in\s*\[(?:[^\]]*,)?)\s*\Z", re.IGNORECASE)
"""Where a type of event is expected."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand in place of what is being typed."""

    start: int
    """Where in the text that begins; it ends at the caret."""
    offers: tuple[str, ...]


def complete(text: str, caret: int, words: Vocabulary) -> Completion:
    """What may stand at the caret; nothing where only a value can that nobody knows beforehand."""
    before = text[:caret]
    opened = _TEXT.match(before)
    if opened:
        start = opened.start(1)
        types = words.types if _OF_TYPE.search(before[:start]) else ()
        return Completion(start, _fitting(map(quoted, types), before[start + 1 :]))
    typed = _WORD.search(before)
    start = typed.start() if typed else caret
    return Completion(start, _fitting(_allowed(before[:start], words), before[start:]))


def _fitting(offers: Iterator[str], typed: str) -> tuple[str, ...]:
    """The offers that begin with what is typed, then those that have it inside; not those that are typed already."""
    sought, found = typed.lower(), dict.fromkeys(offers)
    begin = [offer for offer in found if offer.lower().lstrip("'").startswith(sought)]
    within = [offer for offer in found if sought in offer.lower() and offer not in begin]
    return tuple(offer for offer in (*begin, *within) if offer.strip() != typed)[:MOST]


def _allowed(head: str, words: Vocabulary) -> Iterator[str]:
    if _OF_TYPE.search(head):
        yield from map(quoted, words.types)
    for probe, offers in _kinds(words):
        if _takes(head, probe):
            yield from offers


def _kinds(words: Vocabulary) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A word of each kind to ask the grammar with, and all the words of that kind."""
    yield "x", words.state
    yield "changed(", (*(f"{motion}(" for motion in Motion), "exists(")
    yield "event.type", (*_FACTS, *words.event)
    # It is compared with nothing but times.
    yield Fact.RECORDED_AT, (Fact.RECORDED_AT.value,)
    yield "before.x", tuple(f"{Root.BEFORE}.{path}" for path in words.state if not path.startswith("["))
    yield "not", ("not ",)
    yield "= ", tuple(f"{comparator} " for comparator in Comparator)
    for word in ("in [", "contains ", "matches '", "and ", "or "):
        yield word, (word,)


def _takes(head: str, probe: str) -> bool:
    """Whether the grammar takes a word after what is there."""
    whole = f"{head}{probe}".rstrip(" '")
    try:
        parse(whole)
    except ConditionError as error:
        return error.column > len(whole)
    return True
