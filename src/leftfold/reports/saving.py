"""A report as a file: CSV for a spreadsheet, or one page of HTML with its chart inside."""

from __future__ import annotations

import csv
from html import escape
from io import StringIO
from pathlib import Path
from typing import Final

from leftfold.domain.definition import Kind
from leftfold.domain.report import Column
from leftfold.model.errors import BadRequest, CannotOpen
from leftfold.model.query import Row, Value
from leftfold.reports.drawing import bars_of, number_text, svg
from leftfold.reports.result import Result
from leftfold.spreadsheet import harmless
from leftfold.whole_file import whole_file

_STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 60em; padding: 0 1em; }
svg { width: 100%; } svg rect { fill: #0072b2; } svg text { font-size: 11px; fill: currentColor; }
svg line { stroke: currentColor; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; }
th, td { padding: 3px 10px; text-align: left; border-bottom: 1px solid #8885; }
.number { text-align: right; font-variant-numeric: tabular-nums; } tfoot td { font-weight: 600; }
@media (prefers-color-scheme: dark) { svg rect { fill: #56b4e9; } }
"""


def csv_text(result: Result) -> str:
    """The rows as CSV, without the total, so that a spreadsheet can add up by itself."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_harmless(column.title) for column in result.columns])
    writer.writerows([_harmless(value) for value in line.values] for line in result.lines)
    return text.getvalue()


def html_text(result: Result, store: str) -> str:
    """The report as one page that needs nothing else; `store` names where its figures are from."""
    report, bars = result.report, bars_of(result)
    body = "".join(_row(line.values, "td", result.columns) for line in result.lines)
    total = result.total_line
    foot = f"<tfoot>{_row(total, 'td', result.columns)}</tfoot>" if total is not None else ""
    head = _row(tuple(column.title for column in result.columns), "th", result.columns)
    said = " ".join(escape(one) for one in (report.help, f"From {store}.", *told(result)) if one)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(report.title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(report.title)}</h1><p>{said}</p>"
        f"{_figure(svg(bars), bars.title) if bars else ''}"
        f"<table><thead>{head}</thead><tbody>{body}</tbody>{foot}</table></body></html>\n"
    )


def told(result: Result) -> tuple[str, ...]:
    """What is to be known of a report beside its rows, in sentences: which way it went, and what it passed over."""
    if not result.failed:
        return (result.way,)
    events = "1 event" if result.failed == 1 else f"{result.failed:,} events"
    return result.way, f"Passed over because the report could not take them: {events}."


def cell_text(value: Value, kind: Kind) -> str:
    """A value as people read it; nothing for None."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float() if kind is not Kind.TEXT:
            return number_text(value)
        case _:
            return str(value)


def is_number(column: Column) -> bool:
    """Whether a column has numbers, which stand at its right edge."""
    return column.kind in (Kind.INTEGER, Kind.NUMBER)


def save(text: str, path: Path) -> None:
    """Write a text to a file, whole or not at all. Raises `CannotOpen`."""
    if path.exists() and not path.is_file():
        raise BadRequest(f"{path} is no file that could be overwritten; name another.")
    # A link stays a link, and what it leads to is written.
    with whole_file(path.resolve()) as made:
        try:
            made.write_bytes(text.encode(errors="backslashreplace"))
        except OSError as error:
            raise CannotOpen(f"{path} cannot be written: {error.strerror}.") from error


def save_by_name(result: Result, store: str, path: Path) -> None:
    """Write the report to a file: a page where its name says so, else CSV. Raises `CannotOpen`."""
    is_page = path.suffix.lower() in (".html", ".htm")
    save(html_text(result, store) if is_page else csv_text(result), path)


def _harmless(value: Value) -> Value:
    return harmless(value) if isinstance(value, str) else value


def _figure(drawn: str, title: str) -> str:
    return f"<figure>{drawn}<figcaption>{escape(title)}</figcaption></figure>"


def _row(values: Row, tag: str, columns: tuple[Column, ...]) -> str:
    cells = (
        f"<{tag}{_class(column)}>{escape(cell_text(value, column.kind))}</{tag}>"
        for value, column in zip(values, columns, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _class(column: Column) -> str:
    return ' class="number"' if is_number(column) else ""
