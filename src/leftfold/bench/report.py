"""The bench's figures as one table, which is Markdown, and as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from leftfold import __version__
from leftfold.bench.figures import Figure, Spread
from leftfold.model.json import JsonObject

_HEAD: Final = ("`--only`", "what", "median (p99)", "beside", "ratio", "goal", "")
_LIBRARIES: Final = ("PySide6-Essentials", "SQLAlchemy", "pyqtgraph", "numpy", "orjson")
_CPUS: Final = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Run:
    """When, where and how the figures were measured."""

    date: str
    machine: str
    software: str
    busy: str
    """How much else the machine did when the run began; empty where the system does not tell."""
    scale: float

    @property
    def command(self) -> str:
        """What repeats the run."""
        return "leftfold bench" if self.scale == 1 else f"leftfold bench --scale {self.scale:g}"


def this_run(scale: float) -> Run:
    """A run on this machine, now."""
    software = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in _LIBRARIES)]
    return Run(f"{datetime.now(UTC):%Y-%m-%d}", _machine(), ", ".join(software), _busy(), scale)


def table(run: Run, figures: Iterable[tuple[str, Figure]]) -> Iterator[str]:
    """The lines of the table, and of what stands around it."""
    lines = [_HEAD, *(_row(name, figure) for name, figure in figures)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    yield ", ".join(filter(None, (f"Leftfold {__version__}", run.date, run.machine, run.busy))) + f"; {run.software}."
    yield ""
    for place, line in enumerate(lines):
        yield f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
        if not place:
            yield f"|{'|'.join('-' * (width + 2) for width in widths)}|"
    yield ""
    yield f"Repeat all of it with `{run.command}`, one of them with `{run.command} --only NAME`."


def rows(run: Run, figures: Iterable[tuple[str, Figure]]) -> Iterator[JsonObject]:
    """The figures as JSON objects; first the run they are of."""
    yield {"leftfold": __version__, **asdict(run), "command": run.command}
    for name, figure in figures:
        yield {"name": name, **asdict(figure), "command": f"{run.command} --only {name}"}


def _row(name: str, figure: Figure) -> tuple[str, ...]:
    beside = "" if figure.peer is None else f"{_value(figure.peer, figure.unit)}, {figure.against}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f} ×"
    verdict = "met" if figure.met else "misses"
    if figure.ours is None or figure.met is None:
        verdict = ""
    note = "; ".join(filter(None, (verdict, figure.note)))
    return name, figure.what, _value(figure.ours, figure.unit), beside, ratio, figure.goal, note


def _value(found: Spread | None, unit: str) -> str:
    if found is None:
        return ""
    high = f" ({_number(found.p99)})" if found.count > 1 else ""
    return f"{_number(found.median)}{high} {unit}"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _busy() -> str:
    if not hasattr(os, "getloadavg"):
        return ""
    return f"load average {os.getloadavg()[0]:.1f} when it began"


def _machine() -> str:
    model = ""
    if _CPUS.exists():
        names = [line.partition(":")[2].strip() for line in _CPUS.read_text().splitlines() if "model name" in line]
        model = names[0] if names else ""
    cores = os.cpu_count() or 1
    return f"{cores} cores of {model or platform.processor() or platform.machine()}, {platform.system()}"
