"""The group of all commands, and the one place where an error becomes a sentence and an exit code."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from io import TextIOWrapper
from pathlib import Path

import click
from typing_extensions import override

from leftfold import __version__
from leftfold.cli import exporting, importing, known, reading, window, writing
from leftfold.cli.printing import say
from leftfold.model.errors import LeftfoldError
from leftfold.request import Launcher


class Commands(click.Group):
    """All commands; a store named without one is opened, and so is the window where nothing is named."""

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or not (args[0] in self.commands or args[0] in ("--help", "--version")):
            self._check_first(ctx, args[:1])
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def _check_first(self, ctx: click.Context, words: list[str]) -> None:
        for word in words:
            meant = get_close_matches(word, self.commands, n=1)
            if meant and not Path(word).exists():
                ctx.fail(f"There is neither a command nor a file {word!r}; did you mean {meant[0]!r}?")


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="leftfold")
def commands() -> None:
    """Inspect an event store: replay state step by step, and mend bad data safely."""


for _command in (
    window.open_,
    window.demo,
    reading.info,
    reading.aggregates,
    reading.events,
    reading.state,
    reading.difference,
    writing.command,
    writing.append,
    writing.delete,
    writing.restore,
    importing.import_,
    exporting.export,
    known.layouts,
    known.domains,
):
    commands.add_command(_command)


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
        error.show()
        return 2
    except click.Abort:
        return 130
    return code if isinstance(code, int) else 0
