"""The command line as a whole: its help, its exit codes, and how it ends when it is not heard out."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import click
import pytest

from leftfold import __version__
from leftfold.cli.main import INTERRUPTED, READER_GONE, commands, run
from leftfold.model.errors import CannotOpen
from leftfold.request import WindowRequest
from tests.cli.conftest import Leftfold
from tests.store_builders import make_native

NAMES = [
    "open",
    "demo",
    "info",
    "aggregates",
    "events",
    "state",
    "diff",
    "history",
    "break",
    "compare",
    "step",
    "snapshots",
    "search",
    "scan",
    "report",
    "case",
    "bundle",
    "testcase",
    "command",
    "append",
    "delete",
    "restore",
    "restore-state",
    "draft",
    "undo",
    "audit",
    "snapshot",
    "rules",
    "init",
    "import",
    "export",
    "layouts",
    "domains",
    "batch",
    "doctor",
    "bench",
]


def test_the_help_lists_the_commands_in_order_and_none_is_cut_off(leftfold: Leftfold) -> None:
    said = leftfold("--help")
    assert said.code == 0
    listed = said.out.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    assert [line.split()[0] for line in listed] == NAMES
    assert [line for line in listed if line.endswith("...")] == []
    assert "Exit codes: 0 done; 1 the answer is no; 2 bad usage" in said.out
    assert leftfold("-h") == said


@pytest.mark.parametrize("name", NAMES)
def test_every_command_and_option_has_help(leftfold: Leftfold, name: str) -> None:
    said = leftfold(name, "--help")
    assert said.code == 0
    assert said.out.startswith(f"Usage: leftfold {name} ")
    command = commands.get_command(click.Context(commands), name)
    assert command is not None
    assert command.name == name
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_the_version(leftfold: Leftfold) -> None:
    assert leftfold("--version").out == f"leftfold {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["evnts", "school.sqlite"], "There is neither a command nor a file 'evnts'; did you mean 'events'?"),
        (["events"], "Missing argument 'STORE'. See `leftfold events --help`."),
        (["events", "a", "b", "--jsn"], "No such option '--jsn'. Did you mean '--json'? See `leftfold events --help`."),
        (["aggregates", "a", "--limit", "0"], "Invalid value for '--limit': 0 is not in the range x>=1."),
        (["state", "a", "b", "--at", "soon"], "Invalid value for '--at': 'soon' is not a valid integer."),
        (["delete", "a", "b", "1"], "Missing option '--reason'. See `leftfold delete --help`."),
    ],
)
def test_bad_usage_is_one_sentence(leftfold: Leftfold, arguments: list[str], sentence: str) -> None:
    said = leftfold(*arguments)
    assert (said.code, said.refusal.startswith(sentence)) == (2, True)


def test_a_store_without_a_command_is_opened(leftfold: Leftfold, requests: list[WindowRequest], school: Path) -> None:
    assert leftfold(school).code == 0
    assert leftfold("--aggregate", "3202", school).code == 0
    assert leftfold().code == 0
    assert requests == [
        WindowRequest(target=str(school)),
        WindowRequest(target=str(school), aggregate="3202"),
        WindowRequest(),
    ]


def test_a_file_is_opened_though_it_is_called_nearly_like_a_command(
    leftfold: Leftfold, requests: list[WindowRequest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_native(tmp_path / "stat", {})
    monkeypatch.chdir(tmp_path)
    assert leftfold("stat").code == 0
    assert [request.target for request in requests] == ["stat"]


def test_the_window_gives_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    def no_display(_request: WindowRequest) -> int:
        raise CannotOpen("There is no display.")

    assert run(lambda _request: 7, arguments=[]) == 7
    assert run(no_display, arguments=[]) == 2
    assert capsys.readouterr() == ("", "leftfold: There is no display.\n")


def test_an_interrupt_is_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_request: WindowRequest) -> int:
        raise KeyboardInterrupt

    assert run(interrupted, arguments=[]) == INTERRUPTED
    assert capsys.readouterr().err.strip() == "leftfold: Interrupted."


def test_a_bug_of_ours_is_not_hidden() -> None:
    def bug(_request: WindowRequest) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(bug, arguments=[])


def test_what_the_terminal_lacks_is_still_printed(school: Path) -> None:
    with io.TextIOWrapper(io.BytesIO(), encoding="latin-1") as terminal, redirect_stdout(terminal):
        assert run(lambda _request: 0, arguments=["diff", str(school), "3202", "4", "5"]) == 0
        terminal.flush()
        assert b"currentPosition  7 \\u2192 3\n" in terminal.buffer.getvalue()


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "JSON"])
def test_a_reader_that_has_enough_ends_the_command_silently(tmp_path: Path, form: list[str]) -> None:
    # More than a pipe holds, so that the command is still printing when the reader goes.
    many = [("placeStudent", {"lesson": lesson, "map": "m" * 100}) for lesson in range(1, 2_000)]
    store = make_native(tmp_path / "long.sqlite", {"student/1": many})
    command = [sys.executable, "-m", "leftfold", "events", str(store), "1", *form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == READER_GONE


def test_what_was_held_back_for_a_reader_that_is_gone_is_dropped(school: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as unread, redirect_stdout(unread):
        assert run(lambda _request: 0, arguments=["events", str(school), "3202", "--json"]) == READER_GONE
