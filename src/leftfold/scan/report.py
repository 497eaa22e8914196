"""Findings as a file for others: CSV for a spreadsheet, or a page of HTML."""

from __future__ import annotations

import csv
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from html import escape
from pathlib import Path
from typing import Final, TextIO, TypeAlias

from leftfold.model.errors import BadRequest
from leftfold.model.finding import Finding
from leftfold.spreadsheet import harmless
from leftfold.whole_file import whole_file

Keep: TypeAlias = Callable[[Finding], None]
Writer: TypeAlias = Generator[None, Finding, None]
"""Writes each finding that it is sent, and what comes after them once it is closed."""

_HEAD: Final = ("aggregate type", "aggregate id", "version", "severity", "kind", "what is found")


def check_report(path: Path) -> None:
    """Raise `BadRequest` where a file's name does not tell which kind of report it shall be."""
    if path.suffix.lower() not in _WRITERS:
        raise BadRequest(f"{path} is to be a report; name a file that ends in {' or '.join(_WRITERS)}.")


@contextmanager
def reporting(path: Path, title: str) -> Iterator[Keep]:
    """What each finding is handed to; the file is there in the end, whole, or is as it was. Raises `CannotOpen`."""
    write = _WRITERS[path.suffix.lower()]
    with (
        whole_file(path) as made,
        made.open("w", encoding="utf-8", newline="") as file,
        closing(write(file, title)) as writer,
    ):
        next(writer)
        yield writer.send


def _cells(finding: Finding) -> tuple[str, ...]:
    stream = finding.stream
    return (stream.type, stream.id, str(finding.version), finding.severity, finding.kind, finding.sentence)


def _csv(file: TextIO, _title: str) -> Writer:
    rows = csv.writer(file)
    rows.writerow(_HEAD)
    while True:
        rows.writerow(map(harmless, _cells((yield))))


def _html(file: TextIO, title: str) -> Writer:
    heads = "".join(f"<th>{escape(head)}</th>" for head in _HEAD)
    file.write(f"{_BEGIN.format(title=escape(title))}<tr>{heads}</tr></thead><tbody>\n")
    try:
        while True:
            finding = yield
            cells = "".join(f"<td>{escape(cell)}</td>" for cell in _cells(finding))
            file.write(f'<tr class="{finding.severity}">{cells}</tr>\n')
    finally:
        file.write("</tbody></table></body></html>\n")


_BEGIN: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 14px/1.5 system-ui, sans-serif; margin: 2rem; }}
table {{ border-collapse: collapse; }}
th, td {{ text-align: left; vertical-align: top; padding: .3rem .8rem; border-bottom: 1px solid #ccc; }}
tr.error td:nth-child(4) {{ font-weight: bold; }}
@media (prefers-color-scheme: dark) {{ body {{ background: #1b1b1f; color: #e6e6e6; }} }}
</style></head><body><h1>{title}</h1><table><thead>"""
_WRITERS: Final = {".html": _html, ".csv": _csv}
