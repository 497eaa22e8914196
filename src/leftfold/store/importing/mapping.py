"""One row to one event, as an import map says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Final, TypeAlias

import orjson

from leftfold.model.json import MAX_DEPTH, Json, JsonObject, compact
from leftfold.model.stream import StreamId
from leftfold.store.bulk import NewRow
from leftfold.store.codec import too_deep
from leftfold.store.importing.maps import (
    Cast,
    Constant,
    DaysAfter,
    Document,
    Empty,
    EventRule,
    Fields,
    Filled,
    Format,
    ImportMap,
    RecordedAt,
    TimeColumn,
    Whole,
)
from leftfold.store.importing.rows import BadRow, Row
from leftfold.store.importing.template import Template, text_of

Values: TypeAlias = Mapping[str, Json]

_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]+\Z")
_YES_NO: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A row that no rule of the map matches."""

    line: int


def map_row(how: ImportMap, row: Row) -> NewRow | Unmapped | BadRow:
    """What a row becomes."""
    rule = next((rule for rule in how.rules if _matches(rule, row.values)), None)
    if rule is None:
        return Unmapped(row.line)
    try:
        return _event(how, rule, row.values)
    except _Bad as bad:
        return BadRow(row.line, str(bad))


class _Bad(Exception):
    """A row's value that means nothing to its map."""


def _matches(rule: EventRule, values: Values) -> bool:
    return all(text_of(values.get(condition.column)) in condition.texts for condition in rule.when)


def _event(how: ImportMap, rule: EventRule, values: Values) -> NewRow:
    return NewRow(
        StreamId(how.stream_type.fill(values), _complete(how.stream_id, values, "the aggregate's id")),
        _complete(rule.type, values, "the event's type"),
        _json(rule.data, values, how.format),
        _time(how.recorded_at, values),
        _metadata(rule, values, how.format),
    )


def _metadata(rule: EventRule, values: Values, format: Format) -> str | None:
    text = "null" if rule.metadata is None else _json(rule.metadata, values, format)
    return None if text == "null" else text


def _complete(template: Template, values: Values, what: str) -> str:
    if slot := template.empty_slot(values):
        raise _Bad(f"leaves {' and '.join(slot.columns)} empty, which {what} needs")
    return template.fill(values)


def _json(document: Document, values: Values, format: Format) -> str:
    match document:
        case Whole(column):
            return _whole(column, values.get(column), format)
        case Fields(fields):
            filled: JsonObject = {}
            for name, value in fields:
                if isinstance(value, Constant):
                    filled[name] = value.value
                else:
                    _fill(filled, name, value, values)
            return compact(filled)


def _whole(column: str, value: Json, format: Format) -> str:
    if format is Format.JSON_LINES or not isinstance(value, str):
        return compact(value)
    try:
        parsed: Json = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise _Bad(f"has text that is not JSON in {column}: {error}") from error
    if too_deep(value.encode()):
        raise _Bad(f"has a document in {column} that nests deeper than {MAX_DEPTH} levels")
    return compact(parsed)


def _fill(filled: JsonObject, name: str, field: Filled, values: Values) -> None:
    text = field.template.fill(values)
    if text or (field.empty is Empty.REFUSE and field.cast is Cast.TEXT):
        filled[name] = _cast(text, field)
    elif field.empty is Empty.REFUSE:
        raise _Bad(f"leaves {' and '.join(field.template.columns)} empty, which {name} needs")
    elif field.empty is Empty.NULL:
        filled[name] = None


def _cast(text: str, field: Filled) -> Json:
    found: Json
    match field.cast:
        case Cast.TEXT:
            return text
        case Cast.INTEGER:
            found, said = _integer(text), "no whole number"
        case Cast.NUMBER:
            found, said = _number(text), "no number"
        case Cast.YES_NO:
            found, said = _YES_NO.get(text.lower()), "neither true nor false"
    if found is None:
        raise _Bad(f'has "{text}" in {" and ".join(field.template.columns)}, which is {said}')
    return found


def _integer(text: str) -> int | None:
    # JSON numbers beyond 64 bits are not kept by every reader, this one's included.
    return int(text) if _WHOLE_NUMBER.match(text) and len(text) < 20 and abs(int(text)) < 2**63 else None


def _number(text: str) -> int | float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    whole = _integer(text)
    return whole if whole is not None else number if isfinite(number) else None


def _time(recorded_at: RecordedAt, values: Values) -> datetime:
    match recorded_at:
        case TimeColumn(column, zone):
            text = text_of(values.get(column))
            try:
                time = datetime.fromisoformat(text)
                return (time.replace(tzinfo=zone) if time.tzinfo is None else time).astimezone(UTC)
            except (ValueError, OverflowError) as error:
                raise _Bad(f'has "{text}" in {column}, which is no ISO 8601 time') from error
        case DaysAfter():
            return _days_after(recorded_at, values)


def _days_after(recorded_at: DaysAfter, values: Values) -> datetime:
    named, text = text_of(values.get(recorded_at.start)), text_of(values.get(recorded_at.days))
    start = recorded_at.start_of(named)
    if start is None:
        raise _Bad(f'has "{named}" in {recorded_at.start}, for which the map has no start')
    days = _integer(text)
    if days is None:
        raise _Bad(f'has "{text}" in {recorded_at.days}, which is no whole number')
    try:
        return (start + timedelta(days=days)).astimezone(UTC)
    except OverflowError as error:
        raise _Bad(f'has "{text}" in {recorded_at.days}, which leads to no date') from error
