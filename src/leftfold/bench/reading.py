"""Pages of a large store, from its first to its last, and a search through all of its payloads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from leftfold.bench.figures import Figure, Spread, in_turn, milliseconds, spread
from leftfold.bench.stores import Stores, student
from leftfold.session import Replay, Session
from leftfold.store.store import Store

_PAGE: Final = 100
_PAGES: Final = 200
_RARE: Final = '"quiz":"Quiz 17","score":99'
"""What few payloads hold, so that what is measured is the search and not the reading of what was found."""
_SCAN: Final = "SELECT position FROM events WHERE instr(payload, ?) > 0 ORDER BY position"


def pages(stores: Stores) -> Iterator[Figure]:
    """Pages of aggregates and of events, from the first to the last of a large store."""
    sizes, chance = stores.sizes, Random(1)
    with closing(Session.open(str(stores.many_students()))) as session:
        last = sizes.students - 1
        for part, first, end in (("at the start", 0, 0), ("anywhere", 0, last), ("at the end", last - _PAGE - 1, last)):
            after = [student(chance.randint(max(0, first), end)) for _page in range(_PAGES)]
            works = [partial(session.store.aggregates, after=one, limit=_PAGE) for one in after]
            yield _page_figure(f"a page of {_PAGE} aggregates {part} of {sizes.store:,} events", milliseconds(works))
        opened = [session.open_stream(student(chance.randint(0, last))) for _page in range(_PAGES)]
        yield _page_figure(
            f"a page of {_PAGE} events of any student of {sizes.store:,} events",
            milliseconds([partial(_page_of, replay) for replay in opened]),
        )


def search(stores: Stores) -> Iterator[Figure]:
    """A search through all payloads beside the database's own scan."""
    path = stores.many_students()
    with closing(Session.open(str(path))) as session:
        pairs = in_turn(partial(_searched, session.store), partial(_scanned, path), rounds=stores.sizes.rounds)
    yield pairs.figure(
        f"a search through the payloads of {stores.sizes.store:,} events, to its end",
        against="the database's own scan by sqlite3",
        goal="≤ 1.2 ×",
        most=1.2,
        note="streams, tells its progress and can be cancelled; the scan does none of it",
    )


def _page_of(replay: Replay) -> object:
    return list(replay.history.source.read(1, min(_PAGE, len(replay.index))))


def _searched(store: Store) -> list[int | None]:
    return [event.position for event in store.search(_RARE)]


def _scanned(path: Path) -> list[int]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return [position for (position,) in connection.execute(_SCAN, (_RARE,))]


def _page_figure(what: str, times: list[float]) -> Figure:
    found: Spread = spread(times)
    return Figure(what=what, unit="ms", ours=found, goal="≤ 10 ms", met=found.p99 <= 10)
