"""The command that reports on a store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from leftfold.cli.options import JSON, with_session, words
from leftfold.cli.printing import print_json, say
from leftfold.cli.progress import end_progress, show_progress
from leftfold.cli.text import Cell, counted, print_table
from leftfold.domain.report import Column, Report
from leftfold.domain.report_registry import Reports
from leftfold.model.errors import BadRequest, Refused
from leftfold.model.json import Json, JsonObject
from leftfold.model.query import Row
from leftfold.reports.result import Asked, Result, make
from leftfold.reports.rollup import Rollups, rollups_folder
from leftfold.reports.saving import cell_text, csv_text, html_text, save, told
from leftfold.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """Where a report is written to beside the terminal."""

    csv_file: Path | None
    html_file: Path | None
    force: bool

    def check(self) -> None:
        """Raise `Refused` where a file is there already."""
        for file in (self.csv_file, self.html_file):
            if file is not None and file.exists() and not self.force:
                raise Refused(f"{file} exists already; name another file, or add --force to overwrite it.")

    def write(self, result: Result, store: str) -> bool:
        """Write the files; gives whether there were any."""
        texts = ((self.csv_file, csv_text(result)), (self.html_file, html_text(result, store)))
        for file, text in texts:
            if file is not None:
                save(text, file)
                say(f"{counted(len(result.lines), 'row')} written to {file}.")
        return any(file is not None for file, _text in texts)


def _with_files(run: Callable[..., None]) -> Callable[..., None]:
    @click.option("--csv", "csv_file", metavar="FILE", type=Path, help="Write the rows to a CSV file.")
    @click.option("--html", "html_file", metavar="FILE", type=Path, help="Write a page with the chart to a file.")
    @click.option("--force", is_flag=True, help="Overwrite the files.")
    @wraps(run)
    def filed(*args: Any, csv_file: Path | None, html_file: Path | None, force: bool, **kwargs: Any) -> None:
        run(*args, files=_Files(csv_file=csv_file, html_file=html_file, force=force), **kwargs)

    return filed


def _with_part(run: Callable[..., None]) -> Callable[..., None]:
    @click.argument("aggregate", required=False, metavar="[ID]", type=words)
    @click.option("--type", "type_", metavar="TYPE", type=words, help="Only of aggregates of this type.")
    @click.option("--fresh", is_flag=True, help="Work all of it out anew, whatever was kept from the last time.")
    @wraps(run)
    def asked(
        session: Session, *args: Any, aggregate: str | None, type_: str | None, fresh: bool, **kwargs: Any
    ) -> None:
        if aggregate and type_:
            raise BadRequest("A report is of one aggregate or of a type; give either ID or --type.")
        stream = session.resolve(aggregate) if aggregate else None
        rollups = None if fresh else Rollups(rollups_folder(), session.place)
        run(session, *args, asked=Asked(stream=stream, type=type_, rollups=rollups), **kwargs)

    return asked


@click.command()
@with_session
@click.argument("name", required=False, metavar="[NAME]", type=words)
@_with_part
@_with_files
@JSON
def report(session: Session, *, name: str | None, asked: Asked, files: _Files, as_json: bool) -> None:
    """Report on the whole store, or on one aggregate.

    NAME is a report's name, or the path of a Python file that has one; without it the reports are listed. What was
    worked out is kept in the user's cache, and only what changed since is worked out the next time.
    """
    known = Reports.installed()
    if name is None:
        _list(known.over(session.store.types()), as_json=as_json)
        return
    found = known.load(name)
    files.check()
    try:
        result = make(found, session.store, asked, _show)
    finally:
        end_progress()
    written = files.write(result, session.store.name)
    if as_json:
        print_json(result.json_rows())
    elif not written:
        _print(result)
    for sentence in told(result):
        say(sentence)


def _show(done: int) -> None:
    if done:
        show_progress(f"{counted(done, 'event')} read", done)


def _list(found: tuple[Report, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(_known_row(one) for one in found)
        return
    rows = ((one.name, one.title, ", ".join(one.aggregate_types) or "any", one.origin) for one in found)
    print_table(rows, head=("report", "title", "reads", "from"))
    if not found:
        say("No report that is installed reads any aggregate of this store; give the path of a Python file.")


def _known_row(one: Report) -> JsonObject:
    types: list[Json] = list(one.aggregate_types)
    return {"name": one.name, "title": one.title, "reads": types, "from": one.origin}


def _print(result: Result) -> None:
    lines = [_cells(line.values, result.columns) for line in result.lines]
    total = result.total_line
    if total is not None:
        lines.append(_cells(total, result.columns))
    print_table(lines, head=[column.title for column in result.columns])
    if not lines:
        say("There is nothing to report.")


def _cells(values: Row, columns: tuple[Column, ...]) -> list[Cell]:
    texts = [cell_text(value, column.kind) for value, column in zip(values, columns, strict=True)]
    return list(texts)
