"""Made-up students' events for stores of any size: the same for each run, and cheap enough to make ten million of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, cycle, islice
from random import Random
from typing import Final, NamedTuple

VARIANTS: Final = 64
"""Different courses of events that students share: enough that neighbours in a list differ."""
_ACTIVITIES: Final = 4
_RESET_ONE_IN: Final = 400
_QUIZ_ONE_IN: Final = 3


class Fact(NamedTuple):
    """One event to be stored."""

    type: str
    payload: str
    """JSON text."""


def course(variant: int) -> Iterator[Fact]:
    """The endless events of a student: placed, completing activities and lessons, taking quizzes, at times reset."""
    chance = Random(variant)
    yield Fact("placeStudent", '{"map":"Reading","lesson":1,"activity":1}')
    lesson = 1
    while True:
        for activity in range(1, _ACTIVITIES + 1):
            yield Fact("activityCompleted", f'{{"lesson":{lesson},"activity":{activity}}}')
        if not chance.randrange(_QUIZ_ONE_IN):
            score = chance.randrange(40, 101)
            yield Fact("quizTaken", f'{{"quiz":"Quiz {lesson}","score":{score}}}')
        yield Fact("lessonCompleted", f'{{"lesson":{lesson}}}')
        lesson += 1
        if not chance.randrange(_RESET_ONE_IN):
            lesson = max(1, lesson - chance.randrange(2, 6))
            yield Fact("resetProgress", f'{{"lesson":{lesson},"activity":1}}')


def padded(facts: Iterator[Fact], size: int) -> Iterator[Fact]:
    """The events with payloads of so many bytes each, filled up with a text that does not compress to nothing."""
    chance = Random(size)
    blocks = [f"{chance.getrandbits(256):064x}" for _ in range(257)]
    for number, fact in zip(count(), facts):
        start = number % len(blocks)
        filling = "".join(islice(cycle(blocks), start, start + max(0, size - len(fact.payload)) // 64 + 1))
        room = max(0, size - len(fact.payload) - len(',"note":""'))
        yield Fact(fact.type, f'{fact.payload[:-1]},"note":"{filling[:room]}"}}')
