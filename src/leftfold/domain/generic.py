"""The generic domain: payloads merged into a document, so that any store opens to something useful."""

from __future__ import annotations

import re
from collections.abc import Iterable

from leftfold.domain.definition import Domain, NewEvent, Track
from leftfold.model.diff import same
from leftfold.model.event import Event
from leftfold.model.json import Json, JsonObject, compact

MOST_TRACKS = 3
MOST_FIELDS = 4
"""Fields named in a sentence: more than four no longer read at a glance."""
LONGEST = 40
"""Characters of a value quoted in a sentence."""

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def generic_domain(sample: Iterable[Event] = ()) -> Domain[JsonObject]:
    """The domain for events of unknown meaning; numbers found at the top of the sample's payloads become tracks."""
    initial: JsonObject = {}
    return Domain(
        name="generic",
        title="Generic",
        aggregate_types=(),
        initial=initial,
        evolve=_evolve,
        show=lambda state: state,
        sentence=_sentence,
        tracks=tuple(_track(name) for name in _numbers(sample)),
        compensate=_compensate,
        approach=_merge,
    )


def words(name: str) -> str:
    """A name as it is written in code, in words: `BankAccount.Opened` gives `Bank account opened`."""
    spaced = " ".join(_WORD.sub(" ", re.sub(r"[._:/\\-]+", " ", name)).lower().split())
    return spaced[:1].upper() + spaced[1:]


def _evolve(state: JsonObject, event: Event) -> JsonObject:
    data = event.data
    return {**state, **data} if isinstance(data, dict) else {**state, "value": data}  # type: ignore[dict-item]


def _compensate(now: JsonObject, wanted: JsonObject) -> tuple[NewEvent, ...] | None:
    # What is merged stays: no payload takes a field away.
    return _merge(now, wanted) if now.keys() <= wanted.keys() else None


def _merge(now: JsonObject, wanted: JsonObject) -> tuple[NewEvent, ...]:
    """One event of the fields that differ; its type is empty, since none is known here."""
    data = {key: value for key, value in wanted.items() if key not in now or not same(now[key], value)}
    return (NewEvent("", data),) if data else ()


def _sentence(event: Event, _before: JsonObject, _after: JsonObject) -> str:
    name = words(event.type) or "An event without a type"
    if not isinstance(event.data, dict):
        return name
    short = [
        f"{_short(key)} {_short(value)}" for key, value in event.data.items() if not isinstance(value, (dict, list))
    ]
    return f"{name}: {', '.join(short[:MOST_FIELDS])}" if short else name


def _short(value: Json) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else compact(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _numbers(sample: Iterable[Event]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for event in sample:
        if isinstance(event.data, dict):
            names.update((name, None) for name, value in event.data.items() if name and _is_number(value))
    return tuple(names)[:MOST_TRACKS]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _track(name: str) -> Track[JsonObject]:
    def value(state: JsonObject) -> float | None:
        found = state.get(name)
        return float(found) if isinstance(found, (int, float)) and not isinstance(found, bool) else None

    return Track(name, words(name) or name, value)
