"""The commands for stores that no known layout fits: a layout file held against one, and one made by a guess."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import click

from leftfold.cli.options import STORE
from leftfold.cli.printing import say, tell
from leftfold.cli.text import counted, print_table, when
from leftfold.model.errors import BadRequest, Refused, StoreFailed
from leftfold.model.event import Event, Undecodable
from leftfold.replay.narrative import sentence_alone
from leftfold.store.examining import Examination, examine
from leftfold.store.guessing import Guess, likelihood
from leftfold.store.instances import Fit
from leftfold.store.layout import Layout
from leftfold.store.layout_files import load_layout
from leftfold.store.layout_text import save_layout
from leftfold.store.layout_words import told
from leftfold.store.opening import open_store
from leftfold.store.roles import IN_ORDER, REQUIRED, Role, role_named
from leftfold.store.tables import Table
from leftfold.testing.layouts import check_streams

SHOWN = 10
"""Events that are printed: enough to see whether they are read as they were meant."""
CHECKED = 100
"""Aggregates whose streams are read: some seconds in a store of any size."""


@click.command()
@click.argument("file")
@STORE
@click.option("--table", metavar="T", default="", help="The events table, where the layout fits several.")
def check(file: str, store: str, *, table: str) -> int:
    """What of a layout fits a store, what does not, and what its first events are read as.

    FILE is a layout's TOML file, or the key of a known layout. Exits with 1 where it does not fit, and where the store
    read with it contradicts itself.
    """
    layout = load_layout(file)
    with closing(examine(store)) as here:
        tell(f"{layout.title} ({layout.key}), held against {here.name}:")
        fits = [fit for fit in here.fits(layout) if not table or _is_named(fit, table)]
        _print_fits(fits)
        if not here.is_for(layout):
            say(f"{file} is a layout for {' and '.join(layout.databases)}; {here.name} is {here.kind}.")
            return 1
        if not any(fit.instance for fit in fits):
            say(f"{file} does not fit {here.name}{f' in {table}' if table else ''}.")
            return 1
        if not _print_first(here, layout, table):
            return 1
    return _check_whole(store, f"{file}@{table}" if table else file)


@click.command()
@STORE
@click.option("--table", metavar="T", default="", help="The events table; the likeliest one unless told.")
@click.option(
    "--set", "said", metavar="ROLE=COLUMN", multiple=True, help="What a column is; ROLE= for none. Repeat it."
)
@click.option("--save", metavar="TOML", type=click.Path(dir_okay=False, path_type=Path), help="Save the layout file.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
def guess(store: str, *, table: str, said: tuple[str, ...], save: Path | None, force: bool) -> int:
    """What the columns of a store of nobody's layout may be, and what its first events are read as so.

    Say otherwise with --set, such as --set aggregate-id=student_no, and keep it as a layout file with --save. With
    --layout-from T each command that reads a store reads it by the guess.
    """
    if save is not None:
        _check_place(save, force=force)
    with closing(examine(store)) as here:
        found = here.guess(here.events_table(table), dict(map(_said, said)))
        if found.lacking:
            _print_roles(found, ())
            say(f"{found.lacking.rstrip('.')}, as with --set {_option(found)}=COLUMN.")
            return 1
        mapped = here.layout(found)
        _print_roles(found, ((one.role, one.column, one.form) for one in told(mapped.layout)))
        fine = _print_first(here, mapped.layout, mapped.table)
        _print_other_tables(here, found.table)
    if fine and save is not None:
        save_layout(mapped.layout, save)
        say(f"Saved as {save}. Read the store by it with --layout {mapped.opened_by(str(save))}.")
    return 0 if fine else 1


def _is_named(fit: Fit, table: str) -> bool:
    return fit.table.lower() == table.lower()


def _print_fits(fits: Iterable[Fit]) -> None:
    for fit in fits:
        tell("")
        if fit.instance is None:
            tell(f"{fit.table or 'The database'} does not fit:")
            print_table(("  -", misfit) for misfit in fit.misfits)
            if fit.there:
                tell(f"  What it has of the layout: {', '.join(fit.there)}.")
            continue
        tell(f"{fit.table} fits:")
        print_table((f"  {one.role}", one.column or "-", one.form) for one in told(fit.instance.layout))


def _print_first(here: Examination, layout: Layout, table: str) -> bool:
    """Print the first events; gives whether they could be read."""
    tell("")
    try:
        events = here.first_events(here.found(layout, table=table), limit=SHOWN)
    except StoreFailed as error:
        say(str(error))
        return False
    tell(f"The first {counted(len(events), 'event')}:" if events else "There is no event yet.")
    print_table(map(_event_row, events), head=("aggregate", "version", "time", "what happened"))
    unread = [event for event in events if isinstance(event.data, Undecodable)]
    if unread:
        tell(f"{counted(len(unread), 'payload')} of these cannot be read; nothing else is hidden by it.")
    return True


def _event_row(event: Event) -> tuple[str, int, str, str]:
    size = f" ({len(event.data.raw):,} bytes)" if isinstance(event.data, Undecodable) else ""
    return str(event.stream), event.version, when(event.recorded_at), f"{sentence_alone(event)}{size}"


def _check_whole(store: str, layout: str) -> int:
    with closing(open_store(store, layout=layout)) as opened:
        try:
            checked = check_streams(opened, most=CHECKED)
        except AssertionError as error:
            say(f"Read with this layout, the store contradicts itself: {error}")
            return 1
    tell(f"Read in each way there is, the first {counted(checked, 'aggregate')} are the same.")
    return 0


def _print_roles(found: Guess, forms: Iterable[tuple[Role, str, str]]) -> None:
    tell(f"The columns of {found.table.full_name} may be these:")
    tell("")
    told_forms = {role: (column, form) for role, column, form in forms}
    rows = []
    for role in IN_ORDER:
        column, form = told_forms.get(role, (found.roles.get(role, ""), ""))
        why = found.why.get(role, "" if role in told_forms else "none is known")
        rows.append((f"  {role}", column or "-", form, why))
    print_table(rows, head=("  role", "column", "read as", "why"))


def _print_other_tables(here: Examination, taken: Table) -> None:
    others = [one.full_name for one in here.likeliest if one != taken and likelihood(one)[0] == len(REQUIRED)]
    if others:
        tell("")
        tell(f"Other tables that may hold events: {', '.join(others)}; name one with --table.")


def _said(text: str) -> tuple[Role, str]:
    role, sign, column = text.partition("=")
    if not sign:
        raise BadRequest(f'"{text}" says of no column what it is; write it as ROLE=COLUMN.')
    return role_named(role), column.strip()


def _option(found: Guess) -> str:
    needed = [role for role in REQUIRED if role not in found.roles] or [Role.POSITION]
    return needed[0].replace(" ", "-")


def _check_place(path: Path, *, force: bool) -> None:
    if path.suffix != ".toml":
        raise BadRequest(f"{path} is no name for a layout file; let it end in .toml.")
    if path.exists() and not force:
        raise Refused(f"{path} exists already; name another file, or add --force to overwrite it.")
