"""Import maps read from TOML files, the shipped ones and a user's own; whatever is not understood is refused."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from leftfold.bundled import resources
from leftfold.model.errors import CannotOpen
from leftfold.model.json import Json
from leftfold.store.importing.maps import (
    Cast,
    Condition,
    Constant,
    DaysAfter,
    Document,
    Empty,
    EventRule,
    Fields,
    Filled,
    Format,
    ImportMap,
    Otherwise,
    RecordedAt,
    TimeColumn,
    Whole,
)
from leftfold.store.importing.template import Slot, Template, parse_template
from leftfold.store.section import Section

W = TypeVar("W", bound=StrEnum)


def shipped_maps() -> tuple[str, ...]:
    """The names of the maps that come with Leftfold."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in (resources() / "maps").iterdir()))


def load_map(name_or_path: str) -> ImportMap:
    """The shipped map with a name, or the one in a TOML file. Raises `CannotOpen`."""
    if name_or_path in shipped_maps():
        return _read(resources() / "maps" / f"{name_or_path}.toml", f"{name_or_path}.toml")
    path = Path(name_or_path)
    if not path.is_file():
        known = ", ".join(shipped_maps())
        raise CannotOpen(
            f'There is no import map "{name_or_path}"; known are {known}, or give the path of a .toml file.'
        )
    return _read(path, name_or_path)


def parse_map(content: str, file: str) -> ImportMap:
    """The map that a TOML text describes; `file` names it in messages. Raises `CannotOpen`."""
    try:
        root = Section(file, tomllib.loads(content))
    except tomllib.TOMLDecodeError as error:
        raise CannotOpen(f"{file} is not valid TOML: {error}.") from error
    stream = root.section("stream")
    found = ImportMap(
        title=root.text("title"),
        format=_word(root, "format", Format),
        stream_type=_template(stream, "type"),
        stream_id=_template(stream, "id"),
        recorded_at=_recorded_at(root.section("recorded_at")),
        rules=tuple(_rule(rule) for rule in root.sections("event")),
        otherwise=_word(root, "otherwise", Otherwise),
        origin=file,
    )
    stream.finish()
    root.finish()
    if not found.rules:
        raise root.wrong("has no [[event]] rule, so that no row would become an event")
    return found


def _read(file: Traversable, name: str) -> ImportMap:
    try:
        content = file.read_bytes().decode()
    except OSError as error:
        raise CannotOpen(f"The import map {name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CannotOpen(f"The import map {name} is not UTF-8 text.") from error
    return parse_map(content, name)


def _rule(section: Section) -> EventRule:
    when = section.section("when")
    rule = EventRule(
        when=tuple(_condition(when, column) for column in when.names()),
        type=_template(section, "type"),
        data=_document(section, "data"),
        metadata=_document(section, "metadata") if section.has("metadata") else None,
    )
    section.finish()
    return rule


def _condition(when: Section, column: str) -> Condition:
    texts = (when.text(column),) if when.is_text(column) else when.texts(column)
    return Condition(column, frozenset(texts))


def _document(section: Section, key: str) -> Document:
    if section.is_text(key):
        return Whole(_column(section, key))
    inner = section.section(key)
    return Fields(tuple((name, _field(inner, name)) for name in inner.names()))


def _column(section: Section, key: str) -> str:
    match _template(section, key).parts:
        case (Slot((column,)),):
            return column
        case _:
            raise section.wrong(f"must have one {{column}} that holds the whole document under {section.named(key)}")


def _field(section: Section, name: str) -> Constant | Filled:
    if section.is_text(name):
        template = _template(section, name)
        return Filled(template, Cast.TEXT, Empty.REFUSE) if template.columns else Constant(template.fill({}))
    if section.is_table(name):
        inner = section.section(name)
        filled = Filled(
            _template(inner, "from"),
            _word(inner, "as", Cast, default=Cast.TEXT),
            _word(inner, "empty", Empty, default=Empty.REFUSE),
        )
        inner.finish()
        return filled
    return Constant(_constant(section, name))


def _constant(section: Section, name: str) -> Json:
    value = section.value(name)
    if isinstance(value, bool | int | float):
        return value
    raise section.wrong(f"must have a text, a number, true, false or a table under {section.named(name)}")


def _recorded_at(section: Section) -> RecordedAt:
    zone = _zone(section)
    if section.has("column"):
        found: RecordedAt = TimeColumn(section.text("column"), zone)
    else:
        days, start, starts = section.text("days"), section.text("after"), section.section("starts")
        found = DaysAfter(days, start, tuple((name, _start(starts, name, zone)) for name in starts.names()))
    section.finish()
    return found


def _start(starts: Section, name: str, zone: tzinfo) -> datetime:
    value = starts.value(name)
    if isinstance(value, datetime) or not isinstance(value, date):
        raise starts.wrong(f"must have a date such as 2014-02-01 under {starts.named(name)}")
    return datetime.combine(value, time(), zone)


def _zone(section: Section) -> tzinfo:
    name = section.text("zone", default="UTC")
    if name == "UTC":
        return UTC
    try:
        return _offset(name) if name[0] in "+-" else ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        raise section.wrong(
            f'has "{name}" under {section.named("zone")}, which is no zone; give an offset such as +04:00'
        ) from error


def _offset(name: str) -> tzinfo:
    hours, _colon, minutes = name[1:].partition(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-offset if name[0] == "-" else offset)


def _template(section: Section, key: str) -> Template:
    text = section.text(key)
    try:
        return parse_template(text)
    except ValueError as error:
        raise section.wrong(f'has "{text}" under {section.named(key)}: {error}') from error


def _word(section: Section, key: str, words: type[W], *, default: W | None = None) -> W:
    text = section.text(key, default=default)
    if text not in list(words):
        raise section.wrong(f'has "{text}" under {section.named(key)}, which is none of {", ".join(words)}')
    return words(text)
