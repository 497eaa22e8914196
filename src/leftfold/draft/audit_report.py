"""The audit as a file: a table for a spreadsheet, a page to read, or lines for programs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Final, TextIO

from leftfold.draft.recorded import edit_told
from leftfold.model.audit import AuditEntry, audit_row
from leftfold.model.errors import BadRequest
from leftfold.model.json import compact
from leftfold.model.times import time_or_none
from leftfold.spreadsheet import harmless
from leftfold.whole_file import whole_file

_HEAD: Final = (
    "entry",
    "at (UTC)",
    "author",
    "reason",
    "ticket",
    "aggregate",
    "version before",
    "version after",
    "edits",
    "state before",
    "state after",
    "tool",
    "hash",
)
_STYLE: Final = (
    "body{font:14px/1.5 system-ui,sans-serif;margin:2rem;color:#1c1f24;background:#fff}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border-bottom:1px solid #d5d9df;padding:.4rem .6rem;text-align:left;vertical-align:top}"
    "td:nth-last-child(-n+4){font-family:ui-monospace,monospace;font-size:11px;word-break:break-all}"
)


def write_audit(path: Path, entries: Iterable[AuditEntry], store: str) -> int:
    """Write entries of a store to a file, as its ending says; gives how many.

    Raises `BadRequest` for another ending, and `CannotOpen` where nothing can be written there.
    """
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise BadRequest(f"{path.name} ends in none of {', '.join(_WRITERS)}; name the file so that it does.")
    found = tuple(entries)
    with whole_file(path.resolve()) as whole, whole.open("w", encoding="utf-8", newline="") as file:
        write(file, found, store)
    return len(found)


def _cells(entry: AuditEntry) -> tuple[str, ...]:
    because, states = entry.because, entry.states
    edits = "; ".join(map(edit_told, entry.written)) or "cannot be read"
    texts = (
        entry.number,
        time_or_none(entry.at),
        because.author,
        because.reason,
        because.ticket,
        entry.stream,
        entry.base_version,
        entry.version,
        edits if entry.sure else f"perhaps: {edits}",
        states and states.before,
        states and states.after,
        entry.tool,
        entry.hash,
    )
    return tuple("" if text is None else str(text) for text in texts)


def _write_csv(file: TextIO, entries: Iterable[AuditEntry], _store: str) -> None:
    rows = csv.writer(file)
    rows.writerow(_HEAD)
    rows.writerows(map(harmless, _cells(entry)) for entry in entries)


def _write_html(file: TextIO, entries: Iterable[AuditEntry], store: str) -> None:
    title = escape(f"Audit of {store}")
    file.write(f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>')
    file.write(f"<h1>{title}</h1><table>{_row('th', _HEAD)}")
    file.writelines(_row("td", _cells(entry)) for entry in entries)
    file.write("</table></html>\n")


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>\n"


def _write_lines(file: TextIO, entries: Iterable[AuditEntry], _store: str) -> None:
    file.writelines(f"{compact(audit_row(entry))}\n" for entry in entries)


_WRITERS: Final[dict[str, Callable[[TextIO, Iterable[AuditEntry], str], None]]] = {
    ".csv": _write_csv,
    ".html": _write_html,
    ".jsonl": _write_lines,
}
