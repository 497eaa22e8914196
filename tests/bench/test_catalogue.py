"""The whole bench, at the smallest scale: every line is in the table and in the JSON."""

from __future__ import annotations

from leftfold.bench.catalogue import MEASUREMENTS, measured
from leftfold.bench.report import rows, table, this_run
from leftfold.bench.stores import Stores


def test_everything_is_measured_and_told(tiny: Stores) -> None:
    run, figures = this_run(0), list(measured(tiny, MEASUREMENTS))
    assert list(dict.fromkeys(name for name, _figure in figures)) == list(MEASUREMENTS)
    lines = [line for line in table(run, figures) if line.startswith("|")][2:]
    told = list(rows(run, figures))[1:]
    assert len(lines) == len(told) == len(figures)
    for (name, figure), line, row in zip(figures, lines, told, strict=True):
        assert figure.what in line
        assert line.startswith(f"| {name} ")
        assert (row["name"], row["what"], row["met"]) == (name, figure.what, figure.met)
