"""The student that tests correct: on lesson 6 until a wrong reset."""

from __future__ import annotations

from typing import Final

from tests.store_builders import Payload

RESET: Final = 5
EVENTS: Final[list[tuple[str, Payload]]] = [
    ("placeStudent", {"lesson": 6, "activity": 1}),
    ("activityCompleted", {"lesson": 6, "activity": 1}),
    ("activityCompleted", {"lesson": 6, "activity": 2}),
    ("lessonCompleted", {"lesson": 6}),
    ("resetProgress", {"lesson": 3, "activity": 1}),
]
