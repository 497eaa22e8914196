"""The columns that a layout names: which they are, and the same layout with other names for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

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
)

Rename: TypeAlias = Callable[[str], str]


def rename_events(here: EventsTable, rename: Rename) -> EventsTable:
    """The same with each column under the name that `rename` gives for it."""
    return replace(
        here,
        joins=tuple(_join(join, rename) for join in here.joins),
        where=tuple(_condition(one, "", rename) for one in here.where),
        aggregate_type=_part(here.aggregate_type, rename),
        aggregate_id=_part(here.aggregate_id, rename),
        version=_name(here.version, rename),
        items=_name(here.items, rename),
        position=_name(here.position, rename),
        event_type=_part(here.event_type, rename),
        data=_document(here.data, rename),
        metadata=_metadata(here.metadata, rename),
        recorded_at=_time(here.recorded_at, rename),
        deleted=_name(here.deleted, rename),
        present=tuple(map(rename, here.present)),
    )


def rename_snapshots(here: SnapshotsTable, rename: Rename) -> SnapshotsTable:
    """The same with each column under the name that `rename` gives for it."""
    return replace(
        here,
        aggregate_type=_name(here.aggregate_type, rename),
        aggregate_id=rename(here.aggregate_id),
        version=rename(here.version),
        state=_document(here.state, rename),
        recorded_at=_time(here.recorded_at, rename),
    )


def event_columns(here: EventsTable) -> tuple[str, ...]:
    """The columns that each store of the layout has for its events, each once."""
    document = None if here.metadata.optional else here.metadata.document
    needed = replace(here, data=replace(here.data, over=""), metadata=Metadata(document))
    return _named(lambda rename: rename_events(needed, rename))


def snapshot_columns(here: SnapshotsTable) -> tuple[str, ...]:
    """The columns that each store of the layout has for its snapshots, each once."""
    return _named(lambda rename: rename_snapshots(here, rename))


def _named(visit: Callable[[Rename], object]) -> tuple[str, ...]:
    found: dict[str, None] = {}

    def note(name: str) -> str:
        found[name] = None
        return name

    visit(note)
    return tuple(found)


def _name(name: str, rename: Rename) -> str:
    return rename(name) if name else ""


def _part(part: TextPart, rename: Rename) -> TextPart:
    return replace(part, column=_name(part.column, rename), further=tuple(map(rename, part.further)))


def _document(document: DocumentColumn, rename: Rename) -> DocumentColumn:
    return replace(document, column=rename(document.column), over=_name(document.over, rename))


def _metadata(metadata: Metadata, rename: Rename) -> Metadata:
    document = None if metadata.document is None else _document(metadata.document, rename)
    return replace(metadata, document=document, columns=tuple(map(rename, metadata.columns)))


def _time(time: Time | None, rename: Rename) -> Time | None:
    match time:
        case None:
            return None
        case TimeColumn():
            return replace(time, column=rename(time.column))
        case _:
            return replace(time, document=_document(time.document, rename))


def _join(join: Join, rename: Rename) -> Join:
    return replace(join, on=tuple(_condition(one, f"{join.name}.", rename) for one in join.on))


def _condition(condition: Condition, owner: str, rename: Rename) -> Condition:
    """A condition on a column of the owner; in a join the column is named without it."""
    column = rename(owner + condition.column).removeprefix(owner)
    value = rename(str(condition.value)) if condition.other else condition.value
    return replace(condition, column=column, value=value)
