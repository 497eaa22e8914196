"""The commands that tell what is known, and where it is from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from leftfold.cli.mapping import check, guess
from leftfold.cli.printing import tell
from leftfold.cli.text import print_table
from leftfold.domain.definition import Domain, Field, Scope
from leftfold.domain.registry import Domains
from leftfold.model.errors import CannotOpen
from leftfold.store.layout_files import shipped_layouts


@click.group(invoke_without_command=True)
@click.pass_context
def layouts(context: click.Context) -> None:
    """The layouts of stores that are known, and what they lack.

    With a command, a layout file of your own is made, or held against a store.
    """
    if context.invoked_subcommand is not None:
        return
    found = shipped_layouts()
    rows = ((one.key, one.title, ", ".join(one.databases), _absent(one.absent), one.origin) for one in found)
    print_table(rows, head=("layout", "title", "databases", "absent", "from"))


layouts.add_command(check)
layouts.add_command(guess)


def _absent(reasons: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(name for name, _reason in reasons) or "nothing"


@click.command()
def domains() -> None:
    """The domains that are known, with their commands."""
    known = Domains.installed()
    origins = {entry.name: entry.origin for entry in known.entries}
    for name in known.names:
        origin = origins.get(name, "Leftfold itself")
        try:
            domain = known.load(name)
        except CannotOpen as error:
            tell(f"{name}, from {origin}: {error}")
            continue
        tell(f"{name}, from {origin}: {domain.title}; {_reads(domain)}.")
        print_table((f"  {command.name}", ", ".join(_fields(command.fields))) for command in domain.commands)


def _reads(domain: Domain[Any]) -> str:
    types = ", ".join(domain.aggregate_types)
    if domain.scope is Scope.STORE:
        return f"a projection over all aggregates of type {types}, opened by the id {domain.name}"
    return f"reads aggregates of type {types}" if types else "reads any aggregate"


def _fields(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        yield f"{field.name}: {field.kind}" if field.required else f"{field.name}: {field.kind} (optional)"
