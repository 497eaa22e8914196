"""What a row of the list of events says, cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import IntEnum
from itertools import chain
from typing import Final

from leftfold.replay.survey import Mark
from leftfold.ui.clock import Clock
from leftfold.ui.events.facts import Facts
from leftfold.ui.events.wording import Changed
from leftfold.ui.rows.cell import Cell, Run, Sign, Tail, Tone

_DELETED: Final = "Soft-deleted: "
"""How the sentence of a soft-deleted event begins; only what follows is struck through."""
_FAILED: Final = Sign("triangle-alert", Tone.DANGER)
_SKIPPED: Final = Sign("x", Tone.DELETED)
_PROPOSED: Final = Sign("diamond", Tone.DRAFT)
_LINK: Final = Sign("link", Tone.ACCENT)
_SNAPSHOT: Final = Sign("camera", Tone.MUTED)
_WATCHED: Final = Sign("eye", Tone.ACCENT)
_BREAK: Final = Sign("circle-dot", Tone.DANGER)
_BOOKMARK: Final = Sign("bookmark", Tone.ACCENT)
_APART: Final = "   "


class Column(IntEnum):
    """A column of the list."""

    VERSION = 0
    TIME = 1
    SENTENCE = 2
    CHANGES = 3
    TYPE = 4
    SOURCE = 5


_TITLES: Final = {
    Column.VERSION: "Version",
    Column.SENTENCE: "What happened",
    Column.CHANGES: "What changed",
    Column.TYPE: "Event type",
    Column.SOURCE: "Aggregate",
}


def title_of(column: Column, clock: Clock) -> str:
    """What stands above a column."""
    return _TITLES.get(column, f"Time ({'UTC' if clock.in_utc else 'local'})")


def cell_of(facts: Facts, column: Column, clock: Clock, *, sought: str = "") -> Cell:
    """A cell as it is painted, the sought text marked in it."""
    runs, happened = _RUNS[column](facts, clock), column is Column.SENTENCE
    if sought and _is_searched(facts, column):
        runs = _marked(runs, sought)
    return Cell(
        runs=runs,
        back=Tone.DRAFT_BACK if facts.proposal else None,
        rail=Tone.DANGER if _is_doubtful(facts) else None,
        right=column is Column.VERSION,
        sign=_SIGNS.get(column, _nothing)(facts),
        gutter=happened,
        mark=_mark(facts) if happened else None,
        tail=Tail(facts.link, facts.link_short) if happened and facts.link else None,
    )


def tip_of(facts: Facts, clock: Clock) -> str:
    """The whole of a row in a few lines."""
    told = facts.told
    lines = [
        f"Event {facts.version}, {facts.type or facts.title.lower()}",
        clock.day_and_time(facts.at),
        facts.proposal.value,
        facts.snapshot,
        _capital(facts.link),
        facts.bookmark,
        *_marks(facts),
    ]
    if told is not None:
        lines.append(told.sentence)
        if told.stands_on is not None:
            lines.append(f"Stands on event {told.stands_on}, which could not be applied: its effect is missing here.")
        lines.extend("".join(run.text for run in _change(change)) for change in told.changes)
        lines.append(f"and {told.more} more changes" if told.more else "")
    return "\n".join(line for line in lines if line)


def spoken(facts: Facts) -> str:
    """What happened for someone who hears it: with what signs and colours say, in words."""
    told = facts.told
    doubt = f"Stands on the failed event {told.stands_on}" if told is not None and told.stands_on is not None else ""
    happened = told.sentence if told is not None else facts.title
    marks = (facts.snapshot, facts.bookmark, *_marks(facts))
    return ". ".join(part for part in (facts.proposal.value, happened, doubt, _capital(facts.link), *marks) if part)


def _marks(facts: Facts) -> Iterator[str]:
    if facts.changes_watched:
        yield "Changed the watched field"
    for text in facts.breaks:
        yield f"Breakpoint: {text}"


def _version(facts: Facts, _clock: Clock) -> tuple[Run, ...]:
    return (Run(f"{facts.version}", _tone(facts), back=Tone.CHANGED_BACK if facts.matches else None),)


def _time(facts: Facts, clock: Clock) -> tuple[Run, ...]:
    day, _space, time = clock.short(facts.at).partition(" ")
    new_day = facts.ordinal == 1 or not clock.same_day(facts.at, facts.at_before)
    return Run(f"{day} ", Tone.TEXT if new_day else Tone.MUTED), Run(time)


def _sentence(facts: Facts, _clock: Clock) -> tuple[Run, ...]:
    told, tone = facts.told, _tone(facts)
    if told is None:
        return (Run(facts.title, Tone.MUTED, struck=facts.deleted),)
    if told.mark is Mark.SKIPPED and told.sentence.startswith(_DELETED):
        return Run(_DELETED, tone), Run(told.sentence[len(_DELETED) :], tone, struck=True)
    # Why it failed stands under the changes, where there is room for it.
    return (Run(told.sentence.removesuffix(f": {told.error}"), tone),)


def _changed(facts: Facts, _clock: Clock) -> tuple[Run, ...]:
    return tuple(_changes(facts))


def _type(facts: Facts, _clock: Clock) -> tuple[Run, ...]:
    return (Run(facts.type, Tone.MUTED),)


def _source(facts: Facts, _clock: Clock) -> tuple[Run, ...]:
    return (Run(facts.told.source if facts.told else "", Tone.MUTED),)


_RUNS: Final[Mapping[Column, Callable[[Facts, Clock], tuple[Run, ...]]]] = {
    Column.VERSION: _version,
    Column.TIME: _time,
    Column.SENTENCE: _sentence,
    Column.CHANGES: _changed,
    Column.TYPE: _type,
    Column.SOURCE: _source,
}


def _changes(facts: Facts) -> Iterator[Run]:
    told = facts.told
    if told is None:
        return
    if told.error:
        yield Run(told.error, Tone.DANGER)
    elif not told.changes:
        yield Run("no change", Tone.MUTED)
    for place, change in enumerate(told.changes):
        yield from chain((Run(_APART),) if place else (), _change(change))
    if told.more:
        yield Run(f"{_APART}and {told.more} more", Tone.MUTED)


def _change(change: Changed) -> Iterator[Run]:
    yield Run(f"{change.name} ", Tone.MUTED)
    if change.before:
        yield Run(f"{change.before} → ", Tone.MUTED)
    yield Run(change.after)


def _mark(facts: Facts) -> Sign | None:
    if facts.bookmark:
        return _BOOKMARK
    if facts.link:
        return _LINK
    return _SNAPSHOT if facts.snapshot else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sign(facts: Facts) -> Sign | None:
    if facts.told is not None and facts.told.mark is Mark.FAILED:
        return _FAILED
    if facts.proposal:
        return _PROPOSED
    return _SKIPPED if facts.deleted else None


def _nothing(_facts: Facts) -> Sign | None:
    return None


def _watched(facts: Facts) -> Sign | None:
    return _WATCHED if facts.changes_watched else None


def _break(facts: Facts) -> Sign | None:
    return _BREAK if facts.breaks else None


_SIGNS: Final[Mapping[Column, Callable[[Facts], Sign | None]]] = {
    Column.VERSION: _break,
    Column.SENTENCE: _sign,
    Column.CHANGES: _watched,
}


def _tone(facts: Facts) -> Tone:
    if facts.deleted:
        return Tone.DELETED
    return Tone.DANGER if facts.told is not None and facts.told.mark is Mark.FAILED else Tone.TEXT


def _is_searched(facts: Facts, column: Column) -> bool:
    told_failure = column is Column.CHANGES and facts.told is not None and bool(facts.told.error)
    return told_failure or column in (Column.SENTENCE, Column.TYPE)


def _is_doubtful(facts: Facts) -> bool:
    told = facts.told
    return told is not None and (told.stands_on is not None or told.mark is Mark.FAILED)


def _marked(runs: tuple[Run, ...], sought: str) -> tuple[Run, ...]:
    if not sought:
        return runs
    return tuple(part for run in runs for part in _split(run, sought))


def _split(run: Run, sought: str) -> Iterator[Run]:
    """The run with each occurrence of the text set off, whatever its capitals."""
    text, lower, start = run.text, run.text.lower(), 0
    if len(lower) != len(text):
        # Some letters are longer in small: their places cannot be told, so nothing is set off.
        yield run
        return
    while (found := lower.find(sought, start)) >= 0:
        end = found + len(sought)
        yield replace(run, text=text[start:found])
        yield replace(run, text=text[found:end], back=Tone.CHANGED_BACK)
        start = end
    yield replace(run, text=text[start:])
