"""A case file as one HTML page that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any, Final

from leftfold.casefile.case_file import CaseFile, Told
from leftfold.model.diff import Change
from leftfold.model.json import Json, compact
from leftfold.model.paths import Path, path_text
from leftfold.replay.narrative import Moment

_LONGEST: Final = 400
"""Characters of a value: more is for whoever opens the store."""
_MOST_VALUES: Final = 300
"""Values of a state that are listed."""
_STYLE: Final = """
body { font-family: sans-serif; color: #1f2328; background: #ffffff; max-width: 60em; margin: 2em auto; padding: 0 1em }
h1 { font-size: 1.5em } h2 { font-size: 1.15em; margin-top: 2em } h3 { font-size: 1em; margin-bottom: .3em }
table { border-collapse: collapse; width: 100% } td, th { text-align: left; vertical-align: top; padding: .25em .7em }
th { border-bottom: 1px solid #8b949e } td { border-bottom: 1px solid #e1e4e8; overflow-wrap: anywhere }
.number { text-align: right } .note { background: #fff4d6 } .deleted { color: #6e7781; text-decoration: line-through }
.second { color: #57606a } img, svg { max-width: 100% }
"""


def case_html(case: CaseFile, picture: str = "") -> str:
    """The page; `picture` is the HTML of the timeline's picture, made by the one who asks."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            f"<title>Case file: {_text(case.title)}</title><style>{_STYLE}</style></head><body>",
            *_head(case),
            *(["<h2>Timeline</h2>", picture] if picture else []),
            *_wrong(case),
            *_notes(case),
            *(line for moment in case.chosen for line in _chosen(moment)),
            *_state(case),
            *_told(case),
            "</body></html>",
        ]
    )


def _head(case: CaseFile) -> Iterator[str]:
    yield f"<h1>{_text(case.title)}</h1>"
    yield (
        f'<p class="second">{case.events:,} events, read as {_text(case.domain)} from {_text(case.store)}. '
        f"Made on {_text(case.made_at[:19].replace('T', ' '))} UTC by Leftfold.</p>"
    )


def _wrong(case: CaseFile) -> Iterator[str]:
    yield "<h2>Where it went wrong</h2>"
    if not case.wrong:
        yield "<p>No event failed, and no rule of the domain is broken. See the notes.</p>"
        return
    yield "<ul>"
    yield from (f"<li>At version {one.version:,}: {_text(one.sentence)}</li>" for one in case.wrong)
    yield "</ul>"


def _notes(case: CaseFile) -> Iterator[str]:
    noted = [one for one in case.told if one.note is not None]
    if noted:
        yield "<h2>Notes</h2><ul>"
        for one in noted:
            note = f"<b>{_text(one.note or 'Bookmark')}</b>"
            yield f"<li>{note}<br>Version {one.version:,}, {_text(one.time)}: {_text(one.sentence)}</li>"
        yield "</ul>"


def _chosen(moment: Moment[Any]) -> Iterator[str]:
    yield f"<h2>What version {moment.step.event.version:,} changed</h2><p>{_text(moment.sentence)}</p>"
    if not moment.changes:
        yield "<p>Nothing in the state changed.</p>"
        return
    yield "<table><tr><th>Field</th><th>Before</th><th>After</th></tr>"
    yield from map(_change, moment.changes[:_MOST_VALUES])
    yield "</table>"


def _change(change: Change) -> str:
    before = "–" if change.op == "add" else _value(change.before)
    after = "–" if change.op == "remove" else _value(change.after)
    return f"<tr><td>{_text(path_text(change.path) or 'all')}</td><td>{before}</td><td>{after}</td></tr>"


def _state(case: CaseFile) -> Iterator[str]:
    yield f"<h2>The state at version {case.version:,}</h2>"
    if case.failed:
        yield f"<p>It stands on a failure. {_text(case.failed)}</p>"
    leaves = list(_leaves((), case.state))
    yield "<table><tr><th>Field</th><th>Value</th></tr>"
    for path, value in leaves[:_MOST_VALUES]:
        yield f"<tr><td>{_text(path_text(path) or 'all')}</td><td>{_value(value)}</td></tr>"
    yield "</table>"
    if len(leaves) > _MOST_VALUES:
        yield f"<p>{len(leaves) - _MOST_VALUES:,} more values are not listed.</p>"


def _told(case: CaseFile) -> Iterator[str]:
    yield "<h2>What happened</h2>"
    if len(case.told) < case.events:
        yield f"<p>{len(case.told):,} of {case.events:,} events are listed: those around version {case.version:,}, "
        yield "and those with notes.</p>"
    yield '<table><tr><th class="number">Version</th><th>Time</th><th>What happened</th></tr>'
    yield from map(_row, case.told)
    yield "</table>"


def _row(one: Told) -> str:
    row = "" if one.note is None else ' class="note"'
    happened = f'<span class="deleted">{_text(one.sentence)}</span>' if one.deleted else _text(one.sentence)
    note = f"<br><b>{_text(one.note)}</b>" if one.note else ""
    return f'<tr{row}><td class="number">{one.version:,}</td><td>{_text(one.time)}</td><td>{happened}{note}</td></tr>'


def _leaves(path: Path, value: Json) -> Iterator[tuple[Path, Json]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _leaves((*path, key), inner)
    elif isinstance(value, list) and value:
        for place, inner in enumerate(value):
            yield from _leaves((*path, place), inner)
    else:
        yield path, value


def _value(value: Json) -> str:
    return _text(value if isinstance(value, str) else "nothing" if value is None else compact(value))


def _text(text: str) -> str:
    return escape(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
