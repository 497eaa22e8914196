"""The table and the JSON say the same, and how to repeat it."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest

from leftfold.bench.figures import Figure, Spread, once
from leftfold.bench.report import Run, rows, table, this_run

RUN = Run("2026-11-24", "2 cores", "Python 3.11", "load average 0.1", 1)
FIGURES = [
    (
        "replay",
        Figure(
            what="a replay",
            unit="s",
            ours=Spread(1.234567, 1.5, 1.6, 5),
            peer=once(1),
            against="a loop",
            ratio=1.234567,
            goal="≤ 1.5 ×",
            met=True,
            note="on an idle machine",
        ),
    ),
    ("pages", Figure(what="a page", unit="ms", ours=Spread(9, 234.5, 300, 200), goal="≤ 10 ms", met=False)),
    ("index", Figure(what="an index", unit="s", ours=once(2), goal="none", met=None)),
    ("library", Figure(what="another", unit="s", ours=None, goal="12 ×", met=False, note="not measured: why")),
]


def test_the_table_is_markdown_with_a_line_a_figure() -> None:
    lines = list(table(RUN, FIGURES))
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    assert cells[2:] == [
        ["replay", "a replay", "1.23 (1.5) s", "1 s, a loop", "1.23 ×", "≤ 1.5 ×", "met; on an idle machine"],
        ["pages", "a page", "9 (234) ms", "", "", "≤ 10 ms", "misses"],
        ["index", "an index", "2 s", "", "", "none", ""],
        ["library", "another", "", "", "", "12 ×", "not measured: why"],
    ]
    assert len({len(line) for line in lines if line.startswith("|")}) == 1
    assert lines[0].endswith("2026-11-24, 2 cores, load average 0.1; Python 3.11.")
    assert lines[-1] == "Repeat all of it with `leftfold bench`, one of them with `leftfold bench --only NAME`."


def test_each_row_says_how_it_is_repeated() -> None:
    head, replay, *_others = orjson.loads(orjson.dumps(list(rows(Run("", "", "", "", 0.01), FIGURES))))
    assert head["command"] == "leftfold bench --scale 0.01"
    assert replay["command"] == "leftfold bench --scale 0.01 --only replay"
    assert (replay["ours"]["median"], replay["ours"]["p99"], replay["ratio"]) == (1.234567, 1.5, 1.234567)


def test_a_run_tells_how_busy_the_machine_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getloadavg", lambda: (2.345, 1, 1), raising=False)
    assert this_run(1).busy == "load average 2.3 when it began"
    monkeypatch.delattr("os.getloadavg")
    assert this_run(1).busy == ""
    assert list(table(replace(RUN, busy=""), []))[0].endswith("2 cores; Python 3.11.")  # noqa: RUF015


@pytest.mark.parametrize("part", ["Python 3.", "PySide6-Essentials ", "SQLAlchemy "])
def test_a_run_knows_what_it_ran_on(part: str) -> None:
    run = this_run(1)
    assert part in run.software
    assert "core" in run.machine
