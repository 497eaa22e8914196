"""The group of all commands, and the one place where an error becomes a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Final

import click
from typing_extensions import override

from leftfold import __version__
from leftfold.cli.printing import ReaderGone, say
from leftfold.lasting import lasting
from leftfold.model.errors import LeftfoldError
from leftfold.request import Launcher

INTERRUPTED: Final = 130
"""What a shell gives for a program that Ctrl+C ended."""
READER_GONE: Final = 141
"""What a shell gives for a program that ended since nobody read on."""

_PLACES: Final[Mapping[str, str]] = {
    "open": "window:open_",
    "demo": "window:demo",
    "info": "reading:info",
    "aggregates": "reading:aggregates",
    "events": "reading:events",
    "state": "reading:state",
    "diff": "reading:difference",
    "history": "tracing:history",
    "break": "tracing:break_",
    "compare": "comparing:compare",
    "step": "stepping:step",
    "snapshots": "stored_snapshots:snapshots",
    "search": "searching:search",
    "scan": "scan:scan",
    "report": "reporting:report",
    "case": "casing:case",
    "bundle": "bundling:bundle",
    "testcase": "testcases:testcase",
    "command": "writing:command",
    "append": "writing:append",
    "delete": "writing:delete",
    "restore": "writing:restore",
    "restore-state": "restoring:restore_state",
    "draft": "drafts:draft",
    "undo": "auditing:undo",
    "audit": "auditing:audit",
    "snapshot": "snapshots:snapshot",
    "rules": "ruling:rules",
    "init": "initialising:init",
    "import": "importing:import_",
    "export": "exporting:export",
    "layouts": "known:layouts",
    "domains": "known:domains",
    "batch": "batch:batch",
    "doctor": "doctor:doctor",
    "bench": "bench:bench",
}
"""In which module each command is, and under which name; from looking to mending.

A command is imported when it is asked for: with all of them, and what each needs, the window starts 10 ms later, and
what opens no store takes 250 ms longer.
"""

_ABOUT: Final = """STORE is a file or a database URL, ID an aggregate's id, or TYPE/ID where ids repeat across types.
Only command, append, delete, restore, restore-state, undo, draft commit, batch commit, snapshot, import and
rules --set write; the first eight show the effect with --dry-run.
init makes a store where there is none.

Exit codes: 0 done; 1 the answer is no; 2 bad usage, or a store that cannot be opened."""


class Commands(click.Group):
    """All commands; a store named without one is opened, and so is the window where nothing is named."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_PLACES)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module, _colon, name = _PLACES.get(cmd_name, "").partition(":")
        if not module:
            return None
        with lasting():
            command: click.Command = getattr(import_module(f"leftfold.cli.{module}"), name)
        return command

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = (*_PLACES, *ctx.help_option_names, "--version")
        if not args or args[0] not in own:
            self._check_first(ctx, args[:1])
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def _check_first(self, ctx: click.Context, words: list[str]) -> None:
        for word in words:
            meant = get_close_matches(word, _PLACES, n=1)
            if meant and not word.startswith("-") and not Path(word).exists():
                ctx.fail(f"There is neither a command nor a file {word!r}; did you mean {meant[0]!r}?")


@click.group(cls=Commands, epilog=_ABOUT, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="leftfold", message="%(prog)s %(version)s")
def commands() -> None:
    """Inspect an event store: replay state step by step, and mend bad data safely."""


def run(launch: Launcher, *, arguments: list[str] | None = None) -> int:
    """Do what the arguments ask, those of the process unless told; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A sentence with a sign that the terminal lacks is still printed.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = commands.main(arguments, prog_name="leftfold", standalone_mode=False, obj=launch)
    except LeftfoldError as error:
        say(f"leftfold: {error}")
        return error.exit_code
    except click.ClickException as error:
        say(_usage(error))
        return 2
    except click.Abort:
        say("leftfold: Interrupted.")
        return INTERRUPTED
    except ReaderGone:
        _drop_stdout()
        return READER_GONE
    return code if isinstance(code, int) else 0


def _usage(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    message = error.format_message()
    end = "" if message.endswith((".", "?")) else "."
    return f"leftfold: {message}{end} See `{context.command_path if context else 'leftfold'} --help`."


def _drop_stdout() -> None:
    # What is still held back would be written at the end, and fail again.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
