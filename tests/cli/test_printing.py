"""What is printed for programs and said to people, also where nobody reads it."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime

import pytest

from leftfold.cli.printing import (
    ReaderGone,
    aggregate_row,
    change_row,
    failure_row,
    one_line,
    print_json,
    say,
    tell,
    write_json,
)
from leftfold.model.diff import Change, Op
from leftfold.model.errors import BadRequest
from leftfold.model.step import Failure
from leftfold.model.stream import StreamId
from leftfold.model.summary import AggregateSummary

STREAM = StreamId("student", "3202")
AT = datetime(2025, 3, 4, 10, 32, 7, 5, UTC)


def unread() -> io.TextIOWrapper:
    """A stream into a pipe that nobody reads."""
    read, write = os.pipe()
    os.close(read)
    return io.TextIOWrapper(os.fdopen(write, "wb", buffering=0), write_through=True)


def test_messages_and_answers_go_to_their_own_streams(capsys: pytest.CaptureFixture[str]) -> None:
    say("a message")
    tell("an answer")
    assert capsys.readouterr() == ("an answer\n", "a message\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, é and 漢", "plain, é and 漢"),
        ("two\nlines\tand more", "two\\nlines\\tand more"),
        ("\x1b[31mred\x9b", "\\x1b[31mred\\x9b"),
        ("\u202eturned", "\\u202eturned"),
        ("\udcff", "\\udcff"),
    ],
)
def test_a_line_cannot_steer_the_terminal(text: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert one_line(text) == shown
    say(text)
    tell(text)
    assert capsys.readouterr() == (f"{shown}\n", f"{shown}\n")


def test_a_line_of_json_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_json([{"id": "é\n"}, {"id": None}]) == 2
    assert capsys.readouterr().out == '{"id":"é\\n"}\n{"id":null}\n'
    file = io.BytesIO()
    assert write_json([{"id": "é"}], file) == 1
    assert file.getvalue() == '{"id":"é"}\n'.encode()


@pytest.mark.parametrize("answer", [lambda: tell("an answer"), lambda: print_json([{"id": 1}])])
def test_a_reader_that_is_gone_is_no_fault(answer: Callable[[], object]) -> None:
    with unread() as stream, redirect_stdout(stream), pytest.raises(ReaderGone):
        answer()


def test_without_any_stdout_nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    tell("an answer")
    assert print_json([{"id": 1}, {"id": 2}]) == 2


def test_a_message_that_nobody_hears_ends_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with unread() as stream, redirect_stderr(stream):
        say("a message")
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")
def test_a_full_disk_under_stdout_is_told() -> None:
    told = pytest.raises(BadRequest, match="cannot be printed: No space left on device")
    with open("/dev/full", "wb", buffering=0) as raw, io.TextIOWrapper(raw) as full, redirect_stdout(full), told:
        full.reconfigure(write_through=True)
        tell("an answer")


def test_an_aggregate() -> None:
    assert aggregate_row(AggregateSummary(STREAM, 5, 4, None, AT)) == {
        "type": "student",
        "id": "3202",
        "version": 5,
        "events": 4,
        "first_at": None,
        "last_at": "2025-03-04T10:32:07.000005Z",
    }


def test_a_failure_and_a_change() -> None:
    assert failure_row(None) is None
    assert failure_row(Failure(7, "unknown")) == {"version": 7, "error": "unknown"}
    row = change_row(Change(Op.REPLACE, ("items", 2, "odd key"), 1, None))
    assert json.dumps(row) == '{"op": "replace", "path": "items[2][\\"odd key\\"]", "before": 1, "after": null}'
