"""The command line of the bench, which `leftfold bench` starts: it may import the window, which commands may not."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from leftfold.bench.catalogue import MEASUREMENTS, measured
from leftfold.bench.making import Plan, make_store
from leftfold.bench.report import rows, table, this_run
from leftfold.bench.stores import Sizes, Stores
from leftfold.cli.printing import print_json, say, tell
from leftfold.cli.progress import end_progress, show_progress
from leftfold.cli.text import counted
from leftfold.model.errors import BadRequest, LeftfoldError


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--scale", default=1.0, show_default=True, type=click.FloatRange(1e-6, 10), help="How large the stores are."
)
@click.option(
    "--only", "names", multiple=True, type=click.Choice(list(MEASUREMENTS)), help="Only this; may be repeated."
)
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Where the stores are made and kept.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.pass_context
def bench(context: click.Context, *, scale: float, names: tuple[str, ...], keep: Path | None, as_json: bool) -> None:
    """Measure Leftfold beside its peers in one run, and print one table.

    The stores are made first: at full scale ten million events of many students, and as many of one for `growth`; each
    takes 1.4 GB and a minute or two. They are thrown away at the end unless they are kept.
    """
    if context.invoked_subcommand is not None:
        return
    with TemporaryDirectory(prefix="leftfold-bench-") as fleeting:
        stores = Stores(_folder(keep or Path(fleeting)), Sizes.scaled(scale), say)
        run, figures = this_run(scale), measured(stores, names or MEASUREMENTS)
        if as_json:
            print_json(rows(run, figures))
        else:
            for line in table(run, figures):
                tell(line)


@bench.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--aggregates", required=True, type=click.IntRange(min=1), help="How many students.")
@click.option("--events", required=True, type=click.IntRange(min=1), help="Events of all students together.")
@click.option(
    "--payload", default=0, type=click.IntRange(min=0), help="Bytes of each payload; as few as it takes unless told."
)
def make(file: Path, *, aggregates: int, events: int, payload: int) -> None:
    """Make a native store of made-up students, the same each time."""
    if events < aggregates:
        raise BadRequest(f"{counted(aggregates, 'aggregate')} need at least as many events.")
    try:
        make_store(
            file,
            Plan(aggregates, events, payload),
            progress=lambda done: show_progress(f"{done / events:.0%} of {counted(events, 'event')}", done),
        )
    finally:
        end_progress()
    say(f"{file} holds {counted(events, 'event')} of {counted(aggregates, 'aggregate')}.")


def main() -> int:
    """Run the bench with the process's arguments; gives the exit code."""
    try:
        bench(prog_name="leftfold bench")
    except LeftfoldError as error:
        say(f"leftfold: {error}")
        return error.exit_code
    return 0


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


if __name__ == "__main__":
    sys.exit(main())
