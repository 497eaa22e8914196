"""The lines that an event runs, and what they change."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from leftfold.domain.definition import Domain
from leftfold.domain.generic import generic_domain
from leftfold.domain.registry import Domains
from leftfold.domain.trace_rows import trace_in, trace_out
from leftfold.domain.tracing import source_of, trace
from leftfold.domains.progress import PROGRESS
from leftfold.model.errors import Refused
from tests.domain.external.programs import events

OWN = """from leftfold.domain.definition import Domain
def added(total, more):
    total += more
    return total
def evolve(state, event):
    if event.type == "loop":
        while True:
            state += 1
    total = added(state, event.data)
    return sum([total])
OWN = Domain(name="own", title="Own", aggregate_types=(), initial=1, evolve=evolve, show=lambda state: state,
    sentence=lambda event, before, after: "")
"""


@pytest.fixture
def own(tmp_path: Path) -> Domain[object]:
    path = tmp_path / "own.py"
    path.write_text(OWN, "utf-8")
    return Domains([]).load(str(path))


_BUILT_IN: Any = max
"""What is written in C has no lines."""


def test_the_lines_are_told_in_order_with_what_each_changed(own: Domain[object]) -> None:
    before = sys.gettrace()
    found = trace(own, 1, events(2)[0])
    assert [(line.number, line.function, line.depth, line.changed) for line in found.lines] == [
        (6, "evolve", 0, ()),
        (9, "evolve", 0, (("total", "3"),)),
        (3, "added", 1, (("total", "3"),)),
        (4, "added", 1, ()),
        (10, "evolve", 0, ()),
    ]
    assert (found.result, found.failed, found.whole) == ("3", False, True)
    assert dict(found.sources) == {own.origin: OWN}
    assert sys.gettrace() is before


def test_what_fails_is_told_up_to_there(own: Domain[object]) -> None:
    found = trace(own, 1, events("add")[0])
    assert found.failed
    assert found.result.startswith("TypeError: unsupported operand")
    assert [line.number for line in found.lines] == [6, 9, 3]


def test_what_does_not_end_is_stopped(own: Domain[object]) -> None:
    found = trace(own, 1, events("loop")[0], most=100)
    assert (len(found.lines), found.failed, found.whole) == (100, True, False)
    assert found.result == "stopped after 100 lines"
    assert found.lines[-2].changed or found.lines[-1].changed


def test_a_trace_travels(own: Domain[object]) -> None:
    found = trace(own, 1, events(2)[0])
    assert trace_in(trace_out(found)) == found


def test_the_files_beside_it_in_its_package_are_its_own() -> None:
    event = events("resetProgress")[0]._replace(data={"lesson": 2, "activity": 1})
    found = trace(PROGRESS, PROGRESS.initial, event)
    assert not found.failed
    assert {Path(file).name for file, _text in found.sources} == {"progress.py"}


def _partial() -> Callable[..., object]:
    return partial(PROGRESS.evolve)


def test_the_source_is_found_behind_what_wraps_it() -> None:
    assert source_of(PROGRESS.evolve).name == source_of(_partial()).name == "progress.py"
    with pytest.raises(Refused, match="not written in Python"):
        trace(replace(generic_domain(), evolve=_BUILT_IN), {}, events(1)[0])
