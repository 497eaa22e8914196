"""The parts of a layout read from the tables of a TOML file: where events and snapshots lie, and in which form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from leftfold.store.forms import DocumentForm, IdForm, TimeUnit
from leftfold.store.layout import (
    Condition,
    DocumentColumn,
    EventsTable,
    Join,
    Metadata,
    SnapshotsTable,
    TextPart,
    Time,
    TimeColumn,
    TimeInside,
)
from leftfold.store.section import Section

T = TypeVar("T")


def read_events(section: Section) -> EventsTable:
    """Where the parts of an event lie. Raises `CannotOpen` for what is not understood."""
    data = _document(section.section("data"))
    id_, id_form = _id(section)
    version, version_key = _version(section)
    events = EventsTable(
        table=section.text("table"),
        joins=tuple(_join(join) for join in section.sections("joins")),
        where=_conditions(section.section("where")),
        streams=section.text("streams", default=""),
        aggregate_type=_part(section, "aggregate_type"),
        aggregate_id=id_,
        id_form=id_form,
        keyed_by_type=section.flag("type_in_key") if section.has("type_in_key") else None,
        version=version,
        version_key=version_key,
        items=section.text("items", default=""),
        position=section.text("position", default=""),
        event_type=_part(section, "event_type"),
        data=data,
        metadata=_metadata(section.section("metadata")),
        recorded_at=_time(section, data),
        deleted=section.text("deleted", default=""),
        present=section.texts("present"),
        without=section.texts("without"),
        indexed=section.texts("indexed"),
    )
    section.finish()
    _check(section, events)
    return events


def read_snapshots(section: Section) -> SnapshotsTable:
    """Where the application's snapshots lie. Raises `CannotOpen` for what is not understood."""
    state = _document(section.section("state"))
    snapshots = SnapshotsTable(
        table=section.text("table"),
        optional=section.flag("optional"),
        aggregate_type=section.text("aggregate_type", default=""),
        aggregate_id=section.text("aggregate_id"),
        version=section.text("version"),
        state=state,
        recorded_at=_time(section, state),
    )
    section.finish()
    return snapshots


def _check(section: Section, events: EventsTable) -> None:
    names = [join.name for join in events.joins]
    if events.streams and events.streams not in names:
        raise section.wrong(f"must name one of its joins under {section.named('streams')}")
    if not events.version and not events.position:
        raise section.wrong(f"must have a column under {section.named('version')} or {section.named('position')}")


def _join(section: Section) -> Join:
    join = Join(section.text("name"), section.text("table"), _conditions(section.section("on")))
    section.finish()
    if not join.on:
        raise section.wrong(f"must say by which columns it is joined under {section.named('on')}")
    return join


def _conditions(section: Section) -> tuple[Condition, ...]:
    return tuple(_condition(section, name) for name in section.names())


def _condition(section: Section, column: str) -> Condition:
    """Under a column's name is the constant it has, or `{ column = … }` for another column, or `{ not = … }`."""
    if not section.is_table(column):
        return Condition(column, _constant(section, column))
    inner = section.section(column)
    if inner.has("not"):
        condition = Condition(column, _constant(inner, "not"), negated=True)
    else:
        condition = Condition(column, inner.text("column"), other=True)
    inner.finish()
    return condition


def _constant(section: Section, key: str) -> str | int | bool:
    value = section.value(key)
    if not isinstance(value, str | int | bool):
        raise section.wrong(f"must have a text, a whole number, true or false under {section.named(key)}")
    return value


def _part(section: Section, key: str) -> TextPart:
    return TextPart(column=section.text(key)) if section.is_text(key) else _inner(section, key, _read_part)


def _read_part(inner: Section) -> TextPart:
    if inner.has("value"):
        return TextPart(value=inner.text("value"))
    if inner.has("columns"):
        return _several(inner)
    return TextPart(
        column=inner.text("column"),
        key=inner.text("key", default=""),
        within=inner.texts("within"),
        after=_sign(inner, "after"),
        before=_sign(inner, "before"),
        before_last=_sign(inner, "before_last"),
        otherwise=inner.text("otherwise", default=""),
    )


def _several(inner: Section) -> TextPart:
    columns = inner.texts("columns")
    sign, unsaid = _sign(inner, "sign"), inner.text("unsaid", default="")
    if len(columns) < 2 or not sign:
        raise inner.wrong(f"must name two or more under {inner.named('columns')} and have a {inner.named('sign')}")
    return TextPart(column=columns[0], further=columns[1:], sign=sign, unsaid=unsaid)


def _sign(section: Section, key: str) -> str:
    sign = section.text(key, default="")
    if len(sign) > 1:
        raise section.wrong(f"must have a single sign under {section.named(key)}")
    return sign


def _id(section: Section) -> tuple[TextPart, IdForm]:
    def read(inner: Section) -> tuple[TextPart, IdForm]:
        form = IdForm(inner.choice("form", tuple(IdForm))) if inner.has("form") else IdForm.TEXT
        return _read_part(inner), form

    if section.is_text("aggregate_id"):
        return TextPart(column=section.text("aggregate_id")), IdForm.TEXT
    return _inner(section, "aggregate_id", read)


def _version(section: Section) -> tuple[str, str]:
    """A column, and what it has the version under where it is a document."""
    if not section.is_table("version"):
        return section.text("version", default=""), ""
    return _inner(section, "version", lambda inner: (inner.text("column"), inner.text("key")))


def _document(section: Section) -> DocumentColumn:
    form = DocumentForm(section.choice("form", tuple(DocumentForm)))
    path, over = section.texts("path"), section.text("over", default="")
    document = DocumentColumn(section.text("column"), form, path, over, section.flag("nullable"))
    section.finish()
    return document


def _metadata(section: Section) -> Metadata:
    columns, optional = section.texts("columns"), section.flag("optional")
    return Metadata(_document(section) if section.names() else None, columns, optional)


def _time(section: Section, data: DocumentColumn) -> Time | None:
    def read(inner: Section) -> Time:
        unit = TimeUnit(inner.choice("unit", tuple(TimeUnit))) if inner.has("unit") else TimeUnit.ISO
        if inner.has("data"):
            return TimeInside(DocumentColumn(data.column, data.form, inner.texts("data")), unit)
        if inner.has("path"):
            return TimeInside(_document_of(inner), unit)
        return TimeColumn(inner.text("column"), unit)

    if not section.has("recorded_at"):
        return None
    if section.is_text("recorded_at"):
        return TimeColumn(section.text("recorded_at"))
    return _inner(section, "recorded_at", read)


def _document_of(inner: Section) -> DocumentColumn:
    form = DocumentForm(inner.choice("form", tuple(DocumentForm)))
    return DocumentColumn(inner.text("column"), form, inner.texts("path"))


def _inner(section: Section, key: str, read: Callable[[Section], T]) -> T:
    inner = section.section(key)
    found = read(inner)
    inner.finish()
    return found
