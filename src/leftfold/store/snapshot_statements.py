"""What a store is asked of the snapshots of its application, in its own names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, case, column, func, literal, select, table

from leftfold.store.dialects import Dialect, Expression
from leftfold.store.instances import Instance
from leftfold.store.keys import KeyText
from leftfold.store.protocols import Protocol

_OURS: Final = '{"leftfold":{%'
"""How what Leftfold wrote begins, which it does only in its own layout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotStatements:
    """What is asked of snapshots. A stream is bound as `type` and `id`."""

    all: Select[Any]
    """Rows of version, state, time of a stream, by version."""
    marks: Select[Any]
    """Rows of version and whether Leftfold made it, by version; each version once."""
    one: Select[Any]
    """Rows of version, state, time at a version `at`."""
    count: Select[Any]
    """The row of how many the store holds."""


def compile_snapshots(instance: Instance, words: Dialect) -> SnapshotStatements | None:
    """The statements for a layout as it was found; None where it has no snapshots."""
    here, kinds = instance.layout.snapshots, instance.snapshot_kinds
    if here is None:
        return None
    source = table(here.table, schema=here.schema or None)
    named = {"type": here.aggregate_type, "id": here.aggregate_id}
    keys = {name: KeyText(words, column(own), kinds[own]) for name, own in named.items() if own}
    key = and_(*(one.equals(one.given(name)) for name, one in keys.items()))
    version: Expression = column(here.version)
    raw: Expression = column(here.state.column)
    state, time = words.stored(raw, kinds[here.state.column]), words.time(here.recorded_at, column, kinds)
    is_own = instance.layout.protocol is Protocol.NATIVE
    ours: ColumnElement[Any] = func.max(case((raw.like(_OURS), 1), else_=0)) if is_own else literal(0)

    def rows(*asked: Expression) -> Select[Any]:
        return select(*asked).select_from(source)

    found = rows(version, state, time)
    return SnapshotStatements(
        all=found.where(key).order_by(version),
        marks=rows(version, ours).where(key).group_by(version).order_by(version),
        one=found.where(key, version == bindparam("at", type_=BigInteger)),
        count=rows(func.count()),
    )
