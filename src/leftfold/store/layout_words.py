"""A layout in words: for each role the column it lies in, and how what is there is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from leftfold.store.forms import DocumentForm, IdForm, TimeUnit
from leftfold.store.layout import DocumentColumn, Layout, TextPart, Time, TimeColumn
from leftfold.store.roles import Role

_DOCUMENTS: Final = {
    DocumentForm.JSON: "JSON",
    DocumentForm.EVENTSOURCING: "JSON as Python's eventsourcing writes it",
    DocumentForm.ANY: "JSON, YAML or XML, whichever it is; anything else is shown as bytes",
}
_IDS: Final = {
    IdForm.TEXT: "as it is stored",
    IdForm.UUID_HEX: "UUIDs of 32 digits, shown with dashes",
    IdForm.UUID: "UUIDs, also those of 16 bytes, shown with dashes",
}
_TIMES: Final = {
    TimeUnit.ISO: "a date and time, in UTC where no zone is told",
    TimeUnit.SECONDS: "seconds since 1970",
    TimeUnit.MILLISECONDS: "milliseconds since 1970",
    TimeUnit.MICROSECONDS: "microseconds since 1970",
    TimeUnit.TICKS: "ticks of .NET, tenths of microseconds since year 1",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One part of an event in words."""

    role: Role
    column: str
    """Where it lies; empty where it lies in no column."""
    form: str
    """How it is read."""


def told(layout: Layout) -> Iterator[Told]:
    """The parts of an event, in the order in which a person thinks of them."""
    here = layout.events
    yield Told(Role.AGGREGATE_ID, *_column(here.aggregate_id, _IDS.get(here.id_form, _IDS[IdForm.TEXT])))
    yield _part(Role.AGGREGATE_TYPE, here.aggregate_type)
    if here.version:
        yield Told(Role.VERSION, here.version, f"the first event of a stream has {layout.first_version}")
    else:
        yield Told(Role.VERSION, "", f"counted from {layout.first_version} in the order of {here.position}")
    if here.position:
        yield Told(Role.POSITION, here.position, "the order of the whole store")
    yield _part(Role.EVENT_TYPE, here.event_type)
    yield _document(Role.DATA, here.data)
    if here.metadata.document is not None:
        yield _document(Role.METADATA, here.metadata.document)
    if here.recorded_at is not None:
        yield _time(here.recorded_at)
    if here.deleted:
        yield Told(Role.DELETED, here.deleted, "an event marked so does not count")


def _part(role: Role, part: TextPart) -> Told:
    return Told(role, *_column(part, "as it is stored")) if part.column else Told(role, "", f"always “{part.value}”")


def _column(part: TextPart, form: str) -> tuple[str, str]:
    """The columns of a text, and how it is cut out of them."""
    if part.key:
        form = f"under {'.'.join((*part.within, part.key))}"
    cut = [f"after “{part.after}”"] if part.after else []
    cut += [f"up to “{part.before or part.before_last}”"] if part.before or part.before_last else []
    return ", ".join((part.column, *part.further)), " ".join(cut) or form


def _document(role: Role, document: DocumentColumn) -> Told:
    under = f", under {'.'.join(document.path)}" if document.path else ""
    return Told(role, document.column, f"{_DOCUMENTS.get(document.form, document.form.value)}{under}")


def _time(time: Time) -> Told:
    if isinstance(time, TimeColumn):
        return Told(Role.RECORDED_AT, time.column, _TIMES[time.unit])
    return Told(Role.RECORDED_AT, time.document.column, f"{_TIMES[time.unit]}, under {'.'.join(time.document.path)}")
