"""Which lines of a Python reducer an event runs, and which variables they change."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from inspect import unwrap
from pathlib import Path
from reprlib import Repr
from types import CodeType, FrameType
from typing import Any, Final

from leftfold.domain.border import error_text
from leftfold.domain.definition import Domain
from leftfold.model.errors import Refused
from leftfold.model.event import Event

MOST: Final = 10_000
"""Steps that are told: more than anybody goes through, and told within a second."""
LONGEST: Final = 200
"""Characters of a value."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that ran."""

    file: str
    number: int
    """From 1 on."""
    function: str
    depth: int
    """How many of the reducer's functions were called and not left, the first being 0."""
    changed: tuple[tuple[str, str], ...]
    """What running it changed: variables of its function, each with its value as Python writes it."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What an event ran, from `evolve` on."""

    lines: tuple[Line, ...]
    sources: tuple[tuple[str, str], ...]
    """Each file that lines are of, with its text."""
    result: str
    """The state after the event as Python writes it, or why there is none."""
    failed: bool
    whole: bool
    """Whether all lines are told."""


class _Enough(BaseException):
    """So many lines were told that the rest is not run."""


def trace(domain: Domain[Any], state: Any, event: Event, *, most: int = MOST) -> Trace:
    """What runs when the domain's `evolve` is called. Raises `Refused` where that is no function in Python."""
    recording = _Recording(_folders(domain), most)
    before = sys.gettrace()
    sys.settrace(recording.enter)
    try:
        result, failed, whole = _TEXT.repr(domain.evolve(state, event)), False, True
    except _Enough:
        result, failed, whole = f"stopped after {most:,} lines", True, False
    except Exception as error:  # noqa: BLE001 - the border to the domain's code
        result, failed, whole = error_text(error), True, True
    finally:
        sys.settrace(before)
    return Trace(recording.told(), recording.sources(), result, failed, whole)


def source_of(function: Callable[..., object]) -> Path:
    """The file that a function is written in. Raises `Refused` where it is in none."""
    while isinstance(function, partial):
        function = function.func
    code = getattr(unwrap(function), "__code__", None) or getattr(type(function).__call__, "__code__", None)
    if not isinstance(code, CodeType) or not Path(code.co_filename).is_file():
        raise Refused("The reducer is not written in Python, or its source is not there; it cannot be stepped into.")
    return Path(code.co_filename)


def _folders(domain: Domain[Any]) -> tuple[str, ...]:
    """What the files begin with whose lines are told: the reducer's own, and those beside it in its package."""
    file = source_of(domain.evolve)
    return (f"{file.parent}{file.root}",) if (file.parent / "__init__.py").is_file() else (str(file),)


@dataclass(slots=True)
class _Open:
    """A line that runs: its changes are known once the next one of its function begins."""

    place: int
    variables: dict[str, str]


class _Recording:
    """Hears from the interpreter which line runs next."""

    def __init__(self, folders: tuple[str, ...], most: int) -> None:
        self._folders = folders
        self._most = most
        self._lines: list[Line] = []
        self._open: dict[FrameType, _Open] = {}

    def enter(self, frame: FrameType, _what: str, _argument: object) -> Callable[..., Any] | None:
        """Hear of a call; listen to its lines where it is the reducer's own."""
        if not frame.f_code.co_filename.startswith(self._folders):
            return None
        self._open[frame] = _Open(-1, {})
        return self._hear

    def told(self) -> tuple[Line, ...]:
        """The lines, in the order in which they ran."""
        return tuple(self._lines)

    def sources(self) -> tuple[tuple[str, str], ...]:
        """The files that lines are of, with their texts."""
        return tuple(
            (file, Path(file).read_text("utf-8", "replace"))
            for file in dict.fromkeys(line.file for line in self._lines)
        )

    def _hear(self, frame: FrameType, what: str, _argument: object) -> Callable[..., Any]:
        if what in ("line", "return"):
            self._close_line(frame)
        if what == "line":
            if len(self._lines) >= self._most:
                raise _Enough
            code = frame.f_code
            depth = len(self._open) - 1
            self._open[frame].place = len(self._lines)
            self._lines.append(Line(code.co_filename, frame.f_lineno, code.co_name, depth, ()))
        if what == "return":
            del self._open[frame]
        return self._hear

    def _close_line(self, frame: FrameType) -> None:
        opened = self._open[frame]
        now = {name: _TEXT.repr(value) for name, value in frame.f_locals.items()}
        before, opened.variables = opened.variables, now
        if opened.place >= 0:
            changed = tuple((name, text) for name, text in now.items() if before.get(name) != text)
            line = self._lines[opened.place]
            self._lines[opened.place] = Line(line.file, line.number, line.function, line.depth, changed)


class _Text(Repr):
    """Writes values shortly, and those whose own code fails at it as what they are."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = self.maxlong = LONGEST
        self.maxdict = self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = 12
        self.maxlevel = 5


_TEXT: Final = _Text()
