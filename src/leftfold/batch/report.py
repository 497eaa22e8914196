"""The report of a run: for a spreadsheet, or as a page that is whole in itself; the outliers come first."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import chain
from pathlib import Path
from typing import Final

from leftfold.batch.correction import told
from leftfold.batch.outcome import Result
from leftfold.batch.proposal import Proposal
from leftfold.batch.run_file import Run
from leftfold.batch.which import which_text
from leftfold.draft.telling import change_row
from leftfold.draft.wording import edit_text
from leftfold.model.errors import BadRequest
from leftfold.model.json import Json, compact
from leftfold.model.paths import path_text
from leftfold.spreadsheet import harmless
from leftfold.whole_file import whole_file

_COLUMNS: Final = (
    "type",
    "id",
    "result",
    "event",
    "what happened",
    "correction",
    "field",
    "before",
    "after",
    "trouble",
)


def write_report(run: Run, path: Path) -> None:
    """Write the report of a run to a file that ends in `.csv` or `.html`. Raises `BadRequest` or `CannotOpen`."""
    match path.suffix.lower():
        case ".csv":
            with whole_file(path) as aside, aside.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows(chain([_COLUMNS], _csv_rows(run)))
        case ".html" | ".htm":
            with whole_file(path) as aside, aside.open("w", encoding="utf-8") as file:
                file.writelines(_page(run))
        case _:
            raise BadRequest(f"{path.name} says no kind of report; let its name end in .html or .csv.")


def totals(run: Run) -> dict[str, int]:
    """How many proposals there are of each kind, and what came of them, in words."""
    found = Counter(map(result_text, map(run.outcomes.get, run.streams), (look.trouble for look in run.looks)))
    troubled = sum(look.trouble == 1 for look in run.looks)
    return {"aggregates": len(run), **dict(found.most_common()), **({"with trouble": troubled} if troubled else {})}


def result_text(outcome: object, trouble: int) -> str:
    """What came of a proposal in a word or two."""
    result = getattr(outcome, "result", Result.WANTED)
    if result is not Result.WANTED:
        return str(result)
    return "proposed" if trouble else "rejected"


def changes_text(proposal: Proposal, *, most: int) -> str:
    """The fields that a proposal changes, before and after: so many of them, and how many more there are."""
    rows = map(change_row, proposal.changes[:most])
    told = ", ".join(f"{name} {before} → {after}" for name, before, after in rows)
    more = len(proposal.changes) - most
    return f"{told} and {more} more" if more > 0 else told


def _csv_rows(run: Run) -> Iterator[list[str]]:
    for proposal, result in _in_rank(run):
        edits = "; ".join(map(edit_text, proposal.edits))
        whole = [proposal.stream.type, proposal.stream.id, result, _versions(proposal), proposal.told, edits]
        trouble = " ".join((*proposal.troubles, proposal.rejected)).strip()
        if not proposal.changes:
            yield [*map(harmless, whole), "", "", "", harmless(trouble)]
        for change in proposal.changes:
            name, values = path_text(change.path) or "all", (change.before, change.after)
            yield [*map(harmless, (*whole, name)), *map(_value, values), harmless(trouble)]


def _in_rank(run: Run) -> Iterator[tuple[Proposal, str]]:
    ranked = run.ranking
    for place, proposal in zip(ranked, run.proposals(ranked), strict=True):
        yield proposal, result_text(run.outcomes.get(proposal.stream), run.looks[place].trouble)


def _versions(proposal: Proposal) -> str:
    return ", ".join(map(str, proposal.offending))


def _value(value: Json) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        # A number may be negative and is no formula.
        return str(value)
    return harmless(value if isinstance(value, str) else compact(value))


def _page(run: Run) -> Iterator[str]:
    plan, head = run.head.plan, run.head
    title = f"Correction of {len(run):,} aggregates"
    facts = {
        "What": f"{told(plan.correction)}, {which_text(plan.which)}",
        "Why": plan.because.reason or "no reason given yet",
        "Ticket": plan.because.ticket,
        "Who": plan.because.author,
        "When": head.at,
        "Store": head.store,
        "Run": head.id,
    }
    yield f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>\n'
    yield f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>\n'
    yield f"<h1>{escape(title)}</h1>\n<dl>"
    yield from (f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in facts.items() if text)
    yield "</dl>\n<ul>"
    yield from (f"<li><b>{count:,}</b> {escape(name)}</li>" for name, count in totals(run).items())
    yield "</ul>\n<p>What is unlike the others comes first.</p>\n<table><thead><tr>"
    yield from (f"<th>{name}</th>" for name in ("Aggregate", "What happened", "Correction", "Before → after", "Result"))
    yield "</tr></thead><tbody>\n"
    for proposal, result in _in_rank(run):
        yield _html_row(proposal, result)
    yield "</tbody></table>\n</body></html>\n"


def _html_row(proposal: Proposal, result: str) -> str:
    changes = "<br>".join(
        f"{escape(name)}: {escape(before)} → <b>{escape(after)}</b>"
        for name, before, after in map(change_row, proposal.changes)
    )
    troubles = filter(None, (*proposal.troubles, proposal.rejected))
    trouble = "".join(f'<div class="trouble">⚠ {escape(text)}</div>' for text in troubles)
    cells = (
        escape(str(proposal.stream)),
        f"{escape(proposal.told)}<br><small>event {escape(_versions(proposal))}</small>",
        "<br>".join(escape(edit_text(edit)) for edit in proposal.edits) or "none",
        (changes or "the state stays as it is") + trouble,
        escape(result),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


_STYLE: Final = """
body{font:15px/1.45 system-ui,sans-serif;margin:2rem;color:#1c1f24;background:#fff}
h1{font-size:1.4rem}dt{font-weight:600;float:left;clear:left;width:5rem}dd{margin:0 0 .2rem 5.5rem}
ul{padding:0;display:flex;flex-wrap:wrap;gap:1rem;list-style:none}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #d5d9e0;overflow-wrap:anywhere}
.trouble{color:#a4161a}small{opacity:.75}
@media (prefers-color-scheme:dark){
body{color:#e6e8ec;background:#16181d}th,td{border-color:#363b45}.trouble{color:#ff8a80}
}
"""
