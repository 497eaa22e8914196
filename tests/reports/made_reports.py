"""Reports and stores that the tests of reports are about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from leftfold.domain.definition import Kind
from leftfold.domain.report import Column, Fold, Merged, Report
from leftfold.model.edits import Because, ChangeSet, Edit
from leftfold.model.event import Event
from leftfold.model.query import Measure, Query, Row, Source, Take
from leftfold.model.stream import StreamId
from leftfold.reports.result import Line, Result
from leftfold.store.store import Store
from tests.store_builders import make_native, stream_id

ALL_TAKES: Final = (
    Measure(Take.COUNT, (Source("put"), Source("taken"))),
    Measure(Take.COUNT, (Source("put", ("n",)),)),
    Measure(Take.SUM, (Source("put", ("n",)), Source("taken", ("deep", "n"), -2))),
    Measure(Take.MAX, (Source("put", ("n",), 1), Source("taken", ("n",)))),
    Measure(Take.LAST, (Source("put", ("n",)), Source("taken", ("deep", "n")))),
)
_BECAUSE: Final = Because("tester", "a test")
_COLUMNS: Final = (
    Column("events", "Events"),
    Column("told", "Told"),
    Column("sum", "Sum"),
    Column("most", "Most"),
    Column("last", "Last", Kind.TEXT),
)
EACH: Final = Report(name="each", title="Each", aggregate_types=(), columns=_COLUMNS, reads=Query(ALL_TAKES))
MONTHLY: Final = Report(
    name="monthly",
    title="Monthly",
    aggregate_types=("box",),
    columns=(Column("month", "Month", Kind.TEXT), *_COLUMNS),
    reads=Query(ALL_TAKES, by_month=True),
)


def _step(count: int, event: Event) -> int:
    if not isinstance(event.data, dict):
        raise TypeError("no object")
    return count + int(str(event.data["n"]))


SUMS: Final = Report(
    name="sums",
    title="Sums",
    help="What is in each box.",
    aggregate_types=("box",),
    columns=(Column("sum", "Sum"),),
    reads=Fold(0, _step, lambda count: ((count,),)),
    total=lambda rows: (sum(int(row[0] or 0) for row in rows),),
    chart="sum",
)


def _joined(rows: object) -> tuple[Row, ...]:
    return (("boxes", len(list(rows))),)  # type: ignore[call-overload]


BOXES: Final = Report(
    name="boxes",
    title="Boxes",
    aggregate_types=("box",),
    columns=SUMS.columns,
    reads=SUMS.reads,
    merged=Merged((Column("what", "What", Kind.TEXT), Column("count", "Count")), _joined),
    chart="count",
)


def boxes(path: Path) -> Path:
    """A store of two boxes and a bag."""
    return make_native(
        path,
        {
            "box/a": [("put", {"n": 3}), ("put", {"n": 4})],
            "box/b": [("put", {"n": 10}), ("put", {"n": "many"})],
            "bag/a": [("put", {"n": 1})],
        },
    )


def change(store: Store, stream: str, *edits: Edit) -> None:
    """Commit edits to a stream, new ones where it has no events."""
    id_ = stream_id(stream)
    if all(one.stream != id_ for one in store.aggregates(type=id_.type)):
        store.commit(ChangeSet(id_, None, edits, _BECAUSE))
        return
    index = store.index(id_)
    deleted = frozenset(index.versions[index.deleted].tolist())
    store.commit(ChangeSet(id_, int(index.versions[-1]), edits, _BECAUSE, deleted))


def result_of(*named: tuple[str, int | None], failed: int = 0) -> Result:
    """A report on boxes with these names and numbers."""
    lines = tuple(Line(StreamId("box", name), ("box", name, n)) for name, n in named)
    columns = (
        replace(SUMS.columns[0], name="type", kind=Kind.TEXT),
        replace(SUMS.columns[0], name="id", kind=Kind.TEXT),
    )
    return Result(SUMS, (*columns, *SUMS.columns), lines, (7,), "Folded.", len(lines), failed)
