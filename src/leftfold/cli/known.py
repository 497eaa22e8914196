"""The commands that tell what is known, and where it is from."""

from __future__ import annotations

import click

from leftfold.cli.printing import print_table
from leftfold.domain.definition import Field
from leftfold.domain.registry import Domains
from leftfold.store.layout_files import shipped_layouts


@click.command()
def layouts() -> None:
    """The layouts of stores that are known."""
    print_table((layout.key, layout.title, ", ".join(layout.databases), layout.origin) for layout in shipped_layouts())


@click.command()
def domains() -> None:
    """The domains that can be loaded, where they are from, and their commands."""
    known = Domains.installed()
    origins = {entry.name: entry.origin for entry in known.entries}
    for name in known.names:
        domain = known.load(name)
        reads = ", ".join(domain.aggregate_types) or "anything"
        click.echo(f"{name}: {domain.title}; reads {reads}; from {origins.get(name, 'Leftfold itself')}")
        print_table((f"  {command.name}", _fields(command.fields)) for command in domain.commands)


def _fields(fields: tuple[Field, ...]) -> str:
    return ", ".join(f"{field.name}: {field.kind}{'' if field.required else ', optional'}" for field in fields)
