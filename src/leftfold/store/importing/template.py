"""A template: fixed text and a row's columns, such as `{student_id}-{course}`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from leftfold.model.json import Json, compact


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that one of these columns fills: the first that is not empty."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """Texts and slots in their order."""

    parts: tuple[str | Slot, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that it reads."""
        return tuple(column for slot in self.parts if isinstance(slot, Slot) for column in slot.columns)

    def fill(self, values: Mapping[str, Json]) -> str:
        """The text for a row; an empty column leaves nothing in its place."""
        return "".join(part if isinstance(part, str) else _filling(part, values) for part in self.parts)

    def empty_slot(self, values: Mapping[str, Json]) -> Slot | None:
        """The first place that the row leaves empty."""
        slots = (part for part in self.parts if isinstance(part, Slot))
        return next((slot for slot in slots if not _filling(slot, values)), None)


def parse_template(text: str) -> Template:
    """The template that a text such as `{module} of {year|term}` stands for; `{{` is a brace.

    Raises `ValueError` where the braces are wrong.
    """
    parts: list[str | Slot] = []
    for fixed, field, format_spec, conversion in Formatter().parse(text):
        if fixed:
            parts.append(fixed)
        if field is None:
            continue
        columns = tuple(column.strip() for column in field.split("|"))
        if format_spec or conversion or not all(columns):
            raise ValueError("a column's name must stand alone between { and }")
        parts.append(Slot(columns))
    return Template(tuple(parts))


def text_of(value: Json) -> str:
    """A value as conditions and templates see it: null is empty, anything but a text is JSON."""
    if isinstance(value, str):
        return value
    return "" if value is None else compact(value)


def _filling(slot: Slot, values: Mapping[str, Json]) -> str:
    texts = (text_of(values.get(column)) for column in slot.columns)
    return next((text for text in texts if text), "")
