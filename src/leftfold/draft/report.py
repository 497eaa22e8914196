"""A correction as a page for a second pair of eyes: sentences, fields before and after, warnings, who and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from leftfold import __version__
from leftfold.draft.correction import told_correction
from leftfold.draft.draft_file import Saved
from leftfold.draft.preview import Preview
from leftfold.draft.review import Reviewed
from leftfold.draft.telling import change_row
from leftfold.draft.wording import warnings
from leftfold.model.diff import Change
from leftfold.model.edits import Because
from leftfold.model.times import time_text

_LONGEST: Final = 2_000
"""Characters of a value that are shown: a page that is read holds no documents."""
_MOST: Final = 500
"""Fields of one aggregate that are listed; the file beside the page has the edits, which tell the rest."""
_STYLE: Final = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1f24;background:#fff}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-top:1px solid #8884;padding-top:1rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;"
    "border-bottom:1px solid #8883;overflow-wrap:anywhere}"
    ".warning{border-left:4px solid #b35900;padding:.2rem .8rem}"
    "@media(prefers-color-scheme:dark){body{color:#e6e9ee;background:#16191d}}"
)


def review_page(saved: Saved, reviewed: Sequence[Reviewed]) -> str:
    """The page, whole in itself."""
    title = escape(told_correction(saved.correction))
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head><body>',
            *_head(saved, title),
            *(line for one in reviewed for line in _section(one, saved.correction.because)),
            "</body></html>",
            "",
        )
    )


def _head(saved: Saved, title: str) -> Iterator[str]:
    yield f"<h1>For review: {title}</h1>"
    yield "<p>Nothing of this is written yet.</p>"
    yield "<table>"
    rows = (
        ("Store", f"{saved.place} ({saved.layout})"),
        *_why(saved.correction.because),
        ("Saved", f"{time_text(saved.saved_at)} by Leftfold {__version__}"),
    )
    yield from (f"<tr><th>{escape(name)}</th><td>{_shown(value)}</td></tr>" for name, value in rows)
    yield "</table>"


def _why(because: Because) -> Iterator[tuple[str, str]]:
    yield "Drafted by", because.author or "–"
    yield "Reason", because.reason or "–"
    if because.ticket:
        yield "Ticket", because.ticket


def _section(reviewed: Reviewed, common: Because) -> Iterator[str]:
    draft = reviewed.draft
    at = "a new stream" if draft.base_version is None else f"at version {draft.base_version}"
    yield f"<h2>{_shown(str(draft.stream))}, {at}</h2>"
    if draft.because != common:
        told = "; ".join(f"{name}: {value}" for name, value in _why(draft.because))
        yield f"<p>{_shown(told)}</p>"
    yield "<ol>"
    yield from (f"<li>{_shown(sentence)}</li>" for sentence in reviewed.told)
    yield "</ol>"
    if reviewed.preview is None:
        yield _warning(reviewed.moved)
        return
    yield from _effect(reviewed.preview)


def _effect(preview: Preview) -> Iterator[str]:
    yield from map(_warning, warnings(preview))
    if not preview.changes:
        yield "<p>The last state would stay as it is.</p>"
        return
    yield "<table><tr><th>Field</th><th>As stored</th><th>As proposed</th></tr>"
    yield from map(_row, preview.changes[:_MOST])
    yield "</table>"
    if len(preview.changes) > _MOST:
        yield f"<p>and {len(preview.changes) - _MOST:,} fields more.</p>"


def _row(change: Change) -> str:
    cells = change_row(change, longest=_LONGEST)
    return "<tr>" + "".join(f"<td>{_shown(cell)}</td>" for cell in cells) + "</tr>"


def _warning(sentence: str) -> str:
    return f'<p class="warning">⚠ {_shown(sentence)}</p>'


def _shown(text: str) -> str:
    # Told apart from what is around it, so that a text that turns the reading direction turns only itself.
    return f"<bdi>{escape(text)}</bdi>"
