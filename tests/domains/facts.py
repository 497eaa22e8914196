"""Well-formed events of a domain, drawn from what its record says of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from leftfold.domain.definition import Domain, EventType, Field, Kind, NewEvent

_VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: st.sampled_from(["laptop", "phone", "desktop", "Gaming Laptop", ""]),
    Kind.INTEGER: st.integers(1, 9),
    Kind.NUMBER: st.integers(0, 100) | st.floats(0, 100),
}


def facts(domain: Domain[Any]) -> st.SearchStrategy[list[NewEvent]]:
    """Lists of events the domain knows, with payloads as their fields are told."""
    return st.lists(st.sampled_from(domain.event_types).flatmap(_fact), max_size=12)


def _fact(kind: EventType) -> st.SearchStrategy[NewEvent]:
    required = {field.name: _value(field) for field in kind.fields if field.required}
    optional = {field.name: st.none() | _value(field) for field in kind.fields if not field.required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda data: NewEvent(kind.name, data))


def _value(field: Field) -> st.SearchStrategy[Any]:
    return _VALUES[field.kind]
