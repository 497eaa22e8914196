"""The group of all commands, and the one place where an error becomes a sentence and an exit code."""

from __future__ import annotations

import os
import sys

import click

from leftfold import __version__
from leftfold.cli import importing, listing, reading, writing
from leftfold.cli.printing import say
from leftfold.model.errors import LeftfoldError


@click.group()
@click.version_option(__version__, prog_name="leftfold")
def commands() -> None:
    """Inspect an event store: replay state step by step, and mend bad data safely."""


for _command in (
    reading.info,
    reading.aggregates,
    reading.events,
    reading.state,
    reading.difference,
    reading.domains,
    listing.layouts,
    listing.export,
    importing.import_,
    writing.command,
    writing.append,
    writing.delete,
    writing.restore,
):
    commands.add_command(_command)


def run(arguments: list[str] | None = None) -> int:
    """Do what the arguments ask; gives the exit code."""
    try:
        commands.main(arguments, prog_name="leftfold", standalone_mode=False)
    except LeftfoldError as error:
        say(f"leftfold: {error}")
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        return 130
    except BrokenPipeError:
        # What is left in the buffer must not be flushed into the closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
