"""The fields of an event type that no domain tells of, inferred from events of it that were seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from leftfold.domain.definition import Field, Kind
from leftfold.domain.generic import words
from leftfold.model.event import Event
from leftfold.model.index import StreamIndex
from leftfold.model.json import Json
from leftfold.replay.history import EventSource

SAMPLE: Final = 40
"""Events of a type that are looked at, the last ones: what was written lately is what is written now."""

_TYPES: Final[Mapping[Kind, set[type]]] = {
    Kind.TEXT: {str},
    Kind.YES_NO: {bool},
    Kind.INTEGER: {int},
    Kind.NUMBER: {int, float},
}
"""The kinds of values, a kind of fewer values first."""


def seen_fields(source: EventSource, index: StreamIndex, event_type: str) -> tuple[Field, ...]:
    """The fields of a type's last events in a stream; none where their payloads are no objects."""
    if event_type not in index.type_names:
        return ()
    ordinals = (index.type_codes == index.type_names.index(event_type)).nonzero()[0][-SAMPLE:] + 1
    return fields_of(event for ordinal in ordinals.tolist() for event in source.read(ordinal, ordinal))


def fields_of(events: Iterable[Event]) -> tuple[Field, ...]:
    """The fields that the payloads of some events have, each of the kind of all its values.

    Those that are missing somewhere are optional.
    """
    payloads = [event.data for event in events if isinstance(event.data, dict)]
    names = dict.fromkeys(name for payload in payloads for name in payload)
    return tuple(_field(name, payloads) for name in names if name)


def _field(name: str, payloads: list[dict[str, Json]]) -> Field:
    values = [payload[name] for payload in payloads if payload.get(name) is not None]
    is_required = len(values) == len(payloads)
    example = f"as seen: {values[-1]}" if values and isinstance(values[-1], (str, int, float)) else ""
    return Field(name, words(name) or name, _kind(values), is_required, help=example[:60])


def _kind(values: list[Json]) -> Kind:
    kinds: set[type] = {type(value) for value in values}
    for kind, types in _TYPES.items():
        if kinds and kinds <= types:
            return kind
    return Kind.JSON
