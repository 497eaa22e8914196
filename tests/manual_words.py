"""What the manual has to say, told by the program itself: the section of a command, the row of an action."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from leftfold.bench.__main__ import bench
from leftfold.cli.main import commands
from leftfold.ui.actions import Action, plain

SHARED: Final = (
    "--layout",
    "--layout-from",
    "--domain",
    "--reducer",
    "--reveal",
    "--reason",
    "--ticket",
    "--author",
    "--confirm",
    "--dry-run",
    "--jobs",
    "--cluster",
    "--resume",
    "--report",
    "--force",
    "--json",
)
"""Options that mean the same wherever they are; a section only names them."""

_NUMBERS: Final = {"INTEGER": "N", "INTEGER RANGE": "N", "FLOAT RANGE": "F"}


def all_commands() -> Iterator[tuple[str, click.Command]]:
    """Every command with its whole name, in the order of the help; those inside a group after it."""
    for name in commands.list_commands(click.Context(commands)):
        command = bench if name == "bench" else commands.get_command(click.Context(commands), name)
        assert command is not None
        yield from _with_inner(f"leftfold {name}", command)


def _with_inner(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for inner in command.commands:
            yield from _with_inner(f"{name} {inner}", command.commands[inner])


def options_of(command: click.Command) -> tuple[click.Option, ...]:
    """The options of a command, without those that every command has."""
    return tuple(one for one in command.params if isinstance(one, click.Option) and "--version" not in one.opts)


def section_of(name: str, command: click.Command) -> str:
    """The section of `commands.md` on a command, as it may stand there."""
    context = click.Context(command, info_name=name)
    arguments = [one.make_metavar(context) for one in command.params if isinstance(one, click.Argument)]
    usage = " ".join([name, *arguments, *(["COMMAND"] if isinstance(command, click.Group) else [])])
    own = [option for option in options_of(command) if option.opts[0] not in SHARED]
    shared = [f"`{option.opts[0]}`" for option in options_of(command) if option.opts[0] in SHARED]
    lines = [f"### {name}", "", f"`{usage}`", "", _help(command), ""]
    if own:
        lines += ["| option | |", "|---|---|", *(_row(option, context) for option in own), ""]
    if shared:
        lines += [f"Shared: {', '.join(shared)}", ""]
    return "\n".join(lines)


def row_of(action: Action) -> str:
    """The row of `actions.md` on an action, without what it does."""
    keys = " or ".join(action.keys) or " "
    return f"| `{action.id}` | {plain(action.title)} | {keys} |"


def _help(command: click.Command) -> str:
    return "\n\n".join(" ".join(part.split()) for part in (command.help or "").split("\n\n"))


def _row(option: click.Option, context: click.Context) -> str:
    value = "" if option.is_flag else f" {_value(option, context)}"
    default = f" ({option.default} unless told)" if option.show_default else ""
    choices = option.type.choices if isinstance(option.type, click.Choice) else ()
    which = f": {', '.join(f'`{choice}`' for choice in choices)}" if choices else ""
    return f"| `{option.opts[0]}{value}` | {(option.help or '').rstrip('.')}{which}{default} |"


def _value(option: click.Option, context: click.Context) -> str:
    if isinstance(option.type, click.Choice):
        return (option.name or "").upper().replace("_", "-").rstrip("S")
    metavar = option.make_metavar(context)
    return _NUMBERS.get(metavar, metavar)
