"""Whatever is in a file, Leftfold opens it or says in a sentence why not; it neither crashes nor hangs.

`LEFTFOLD_FUZZ=100000 pytest tests/fuzz` tries so many inputs of each kind.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from leftfold.diagnose.condition import parse_condition
from leftfold.model.errors import LeftfoldError
from leftfold.session import Session
from leftfold.store.codec import read_any, read_eventsourcing, read_json
from leftfold.store.layout_files import load_layout
from tests.fuzz.damage import damaged
from tests.school import EVENTS
from tests.store.layouts.emmett import EMMETT_SQLITE
from tests.store.layouts.library import run_in_file
from tests.store_builders import make_native

INPUTS: Final = int(os.environ.get("LEFTFOLD_FUZZ", "300"))
"""How many of each kind."""
SOME: Final = 20
"""Of the aggregates of a damaged store, and of its events, that are looked at."""


def a_native(path: Path) -> None:
    make_native(path, {"student/3202": EVENTS, "cart/7": [("itemAdded", {"item": "laptop", "quantity": 2})]})


def an_emmett(path: Path) -> None:
    run_in_file(path, *EMMETT_SQLITE.schema, *EMMETT_SQLITE.rows)


def look_into(path: Path) -> None:
    """All that a person looks at first. Raises `LeftfoldError`."""
    with closing(Session.open(str(path))) as session:
        session.store.counts()
        for summary in session.store.aggregates(limit=SOME):
            replay = session.open_stream(summary.stream)
            history = replay.history
            for step in history.steps(1, min(SOME, history.length)):
                assert step.event is not None
            history.standing(history.length)
            session.store.snapshot_marks(summary.stream)


@pytest.mark.parametrize("make", [a_native, an_emmett])
def test_damaged_files(make: Any, tmp_path: Path) -> None:
    path = tmp_path / "whole.sqlite"
    make(path)
    content = path.read_bytes()
    look_into(path)
    damaged_path = tmp_path / "damaged.sqlite"
    said: list[str] = []
    for number in range(INPUTS):
        damaged_path.write_bytes(damaged(content, number))
        said += sentences(lambda: look_into(damaged_path), f"damage {number}")
        for beside in tmp_path.glob("damaged.sqlite-*"):
            beside.unlink()
    assert 0 < len(said) < INPUTS


def test_payloads() -> None:
    seeds = [json.dumps(payload).encode() for _type, payload in EVENTS] + [
        b'{"a": {"_type_": "datetime_iso", "_data_": "2024-05-01T08:00:00+00:00"}}',
        b"<a b='c'><d>1</d></a>",
        b"--- !ruby/object:Thing\nn: 1\nlist:\n- a\n- &x b\n- *x\n",
        b"\x78\x9c" + bytes(10),
        b"[" * 300,
    ]
    for number in range(INPUTS):
        raw = damaged(seeds[number % len(seeds)], number)
        for read in (read_json, read_any, read_eventsourcing):
            told = f"damage {number} of {raw!r} by {read.__name__}"
            assert sentences(lambda read=read, raw=raw: read(raw), told) == []  # type: ignore[misc]


def test_layout_files(tmp_path: Path) -> None:
    files = sorted((Path(__file__).parents[2] / "resources" / "layouts").glob("*.toml"))
    path = tmp_path / "layout.toml"
    for number in range(INPUTS):
        path.write_bytes(shuffled(files[number % len(files)].read_bytes(), number))
        told = f"damage {number} of {files[number % len(files)].name}"
        assert all(str(path) in said for said in sentences(lambda: load_layout(str(path)), told)), told


def test_conditions() -> None:
    words = "event.data.score before after currentPosition fell changed exists ( ) [ ] and or not = != < 'x' 3 -1.5 . ,"
    for number in range(INPUTS):
        chance = Random(number)
        text = " ".join(chance.choices(words.split(), k=chance.randint(0, 12)))
        if number % 2:
            text = damaged(text.encode(), number).decode(errors="replace")
        sentences(lambda text=text: parse_condition(text), repr(text))  # type: ignore[misc]


def sentences(work: Callable[[], object], told: str) -> list[str]:
    """What is said where something cannot be read; any other error is a bug, and is told with the input."""
    try:
        work()
    except LeftfoldError as error:
        sentence = str(error)
    except Exception as error:
        error.add_note(told)
        raise
    else:
        return []
    assert sentence.endswith((".", "?")), (sentence, told)
    return [sentence]


def shuffled(content: bytes, number: int) -> bytes:
    """A file of lines with some of them changed, doubled, left out or put elsewhere; or damaged as any file."""
    chance = Random(number)
    if number % 3 == 0:
        return damaged(content, number)
    lines = content.splitlines(keepends=True)
    for _again in range(chance.randint(1, 4)):
        at = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                lines.append(lines[at])
            case 1:
                lines.insert(chance.randrange(len(lines)), lines[at])
            case 2 if len(lines) > 1:
                del lines[at]
            case _:
                name, _equals, _value = lines[at].partition(b"=")
                lines[at] = name + chance.choice((b"= 1", b'= "x"', b"= []", b"= {}", b'= ["a", 1]', b"= true")) + b"\n"
    return b"".join(lines)
