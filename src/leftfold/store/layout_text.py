"""A layout as the text of a TOML file, from which the same layout is read again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leftfold.model.errors import CannotOpen
from leftfold.model.json import compact
from leftfold.store.forms import IdForm, TimeUnit
from leftfold.store.layout import DocumentColumn, EventsTable, Layout, TextPart, TimeColumn
from leftfold.whole_file import whole_file


def layout_text(layout: Layout) -> str:
    """The TOML text of a layout that was guessed: events of one table, without snapshots and without writing."""
    head = {
        "key": layout.key,
        "title": layout.title,
        "databases": list(layout.databases),
        "first_version": layout.first_version,
    }
    lines = [f"{name} = {_value(value)}" for name, value in head.items()]
    lines += ["", "[events]", *(f"{name} = {_value(value)}" for name, value in _events(layout.events))]
    lines += ["", "[absent]", *(f"{_key(name)} = {_value(reason)}" for name, reason in layout.absent)]
    return "\n".join(lines) + "\n"


def save_layout(layout: Layout, path: Path) -> None:
    """Write the TOML file of a layout, over what is there. Raises `CannotOpen` where nothing can be written there."""
    # A link stays a link, and what it leads to is written.
    with whole_file(path.resolve()) as whole:
        try:
            whole.write_text(layout_text(layout), "utf-8")
        except OSError as error:
            raise CannotOpen(f"{path} cannot be written: {error.strerror}.") from error


def _events(here: EventsTable) -> Iterator[tuple[str, Any]]:
    yield "table", here.table
    yield "aggregate_type", _part(here.aggregate_type)
    id_ = here.aggregate_id.column
    yield "aggregate_id", id_ if here.id_form is IdForm.TEXT else {"column": id_, "form": here.id_form.value}
    if here.version:
        yield "version", here.version
    if here.position:
        yield "position", here.position
    yield "event_type", _part(here.event_type)
    yield "data", _document(here.data)
    if here.metadata.document is not None:
        yield "metadata", _document(here.metadata.document)
    if isinstance(here.recorded_at, TimeColumn):
        column, unit = here.recorded_at.column, here.recorded_at.unit
        yield "recorded_at", column if unit is TimeUnit.ISO else {"column": column, "unit": unit.value}
    if here.deleted:
        yield "deleted", here.deleted


def _part(part: TextPart) -> str | dict[str, str]:
    return part.column if part.column else {"value": part.value}


def _document(document: DocumentColumn) -> dict[str, Any]:
    told = {"column": document.column, "form": document.form.value}
    return {**told, "nullable": True} if document.nullable else told


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(name)} = {_value(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    # All these are written in TOML as they are in JSON, but for one sign.
    return compact(value).replace("\x7f", "\\u007F")


def _key(name: str) -> str:
    return name if re.fullmatch(r"\w+", name, re.ASCII) else _value(name)
