"""Layouts read from TOML files, the shipped ones and a user's own; whatever is not understood is refused."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from leftfold.bundled import resources
from leftfold.model.errors import CannotOpen
from leftfold.store.layout import (
    DocumentColumn,
    DocumentForm,
    EventsTable,
    Gathered,
    IdForm,
    Layout,
    Metadata,
    Needed,
    SnapshotsTable,
    TextPart,
    Time,
    TimeColumn,
    TimeInData,
)
from leftfold.store.section import Section

F = TypeVar("F", bound=StrEnum)


def shipped_layouts() -> tuple[Layout, ...]:
    """The layouts that come with Leftfold, by key."""
    folder = resources() / "layouts"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(_read(file, file.name) for file in files)


def load_layout(key_or_path: str) -> Layout:
    """The shipped layout with a key, or the one in a TOML file. Raises `CannotOpen`."""
    if key_or_path.endswith(".toml"):
        return _read(Path(key_or_path), key_or_path)
    shipped = shipped_layouts()
    for layout in shipped:
        if layout.key == key_or_path:
            return layout
    known = ", ".join(layout.key for layout in shipped)
    raise CannotOpen(f'There is no layout "{key_or_path}"; known are {known}, or give the path of a .toml file.')


def parse_layout(content: str, file: str) -> Layout:
    """The layout that a TOML text describes; `file` names it in messages. Raises `CannotOpen`."""
    try:
        root = Section(file, tomllib.loads(content))
    except tomllib.TOMLDecodeError as error:
        raise CannotOpen(f"{file} is not valid TOML: {error}.") from error
    layout = Layout(
        key=root.text("key"),
        title=root.text("title"),
        databases=root.texts("databases"),
        first_version=_first_version(root),
        events=_events(root.section("events")),
        snapshots=_snapshots(root.section("snapshots")),
        needs=_needs(root.section("needs")),
        protocol=_name(root, "protocol", ("native",)),
        mark=_name(root, "mark", ("ledger",)),
        absent=_absent(root.section("absent")),
        origin=file,
    )
    root.finish()
    _check_absences(root, layout)
    return layout


def _read(file: Traversable, name: str) -> Layout:
    try:
        content = file.read_bytes().decode()
    except OSError as error:
        raise CannotOpen(f"The layout file {name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CannotOpen(f"The layout file {name} is not UTF-8 text.") from error
    return parse_layout(content, name)


def _events(section: Section) -> EventsTable:
    id_column, id_form = _id(section)
    events = EventsTable(
        table=section.text("table"),
        aggregate_type=_part(section, "aggregate_type"),
        aggregate_id=id_column,
        id_form=id_form,
        version=section.text("version"),
        position=section.text("position"),
        event_type=_part(section, "event_type"),
        data=_document(section.section("data")),
        metadata=_metadata(section.section("metadata")),
        recorded_at=_time(section),
        without=section.texts("without"),
    )
    section.finish()
    return events


def _snapshots(section: Section) -> SnapshotsTable:
    snapshots = SnapshotsTable(
        table=section.text("table"),
        optional=section.flag("optional"),
        aggregate_type=_part(section, "aggregate_type") if section.has("aggregate_type") else None,
        aggregate_id=section.text("aggregate_id"),
        version=section.text("version"),
        state=_document(section.section("state")),
        recorded_at=_time(section),
    )
    section.finish()
    return snapshots


def _part(section: Section, key: str) -> TextPart:
    if section.is_text(key):
        return TextPart(section.text(key))
    inner = section.section(key)
    part = TextPart(inner.text("column"), _sign(inner, "after"), _sign(inner, "before_last"))
    inner.finish()
    return part


def _sign(section: Section, key: str) -> str:
    sign = section.text(key, default="")
    if len(sign) > 1:
        raise section.wrong(f"must have a single sign under {section.named(key)}")
    return sign


def _id(section: Section) -> tuple[str, IdForm]:
    if section.is_text("aggregate_id"):
        return section.text("aggregate_id"), IdForm.TEXT
    inner = section.section("aggregate_id")
    found = inner.text("column"), _form(inner, IdForm)
    inner.finish()
    return found


def _document(section: Section) -> DocumentColumn:
    document = DocumentColumn(section.text("column"), _form(section, DocumentForm), section.text("key", default=""))
    section.finish()
    return document


def _metadata(section: Section) -> Metadata:
    if not section.has("columns"):
        return _document(section)
    gathered = Gathered(section.texts("columns"))
    section.finish()
    return gathered


def _time(section: Section) -> Time:
    if section.is_text("recorded_at"):
        return TimeColumn(section.text("recorded_at"))
    inner = section.section("recorded_at")
    time = TimeInData(inner.text("data"))
    inner.finish()
    return time


def _needs(section: Section) -> tuple[Needed, ...]:
    return tuple(Needed(table, section.texts(table)) for table in section.names())


def _absent(section: Section) -> tuple[tuple[str, str], ...]:
    return tuple((name, section.text(name)) for name in section.names())


def _form(section: Section, forms: type[F]) -> F:
    return forms(_one_of(section, "form", section.text("form"), tuple(forms)))


def _name(root: Section, key: str, known: tuple[str, ...]) -> str:
    name = root.text(key, default="")
    return _one_of(root, key, name, known) if name else ""


def _one_of(section: Section, key: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise section.wrong(f'has "{value}" under {section.named(key)}, which is none of {", ".join(known)}')
    return value


def _first_version(root: Section) -> int:
    version = root.integer("first_version")
    if version not in (0, 1):
        raise root.wrong("must have 0 or 1 under first_version")
    return version


def _check_absences(root: Section, layout: Layout) -> None:
    expected = (() if layout.protocol else ("append",)) + (() if layout.mark else ("soft delete", "restore"))
    given = tuple(name for name, _reason in layout.absent)
    if sorted(given) != sorted(expected):
        raise root.wrong(f"must give under absent a reason for exactly these: {', '.join(expected) or 'none'}")
