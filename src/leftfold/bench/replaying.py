"""Full replays, beside the bare loop and beside PyPI `eventsourcing`, and how they grow with the stream."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from leftfold.bench.figures import Figure, in_turn, once, seconds, spread
from leftfold.bench.memory import peak, resident
from leftfold.bench.peers import bare_replay
from leftfold.bench.stores import Stores
from leftfold.model.stream import StreamId
from leftfold.replay.history import History
from leftfold.session import Replay, Session

LIBRARY: Final = "eventsourcing"
_LIBRARY_PEER: Final = "leftfold.bench.eventsourcing_peer"
"""Imported only where the library is installed."""
_GROWTH: Final = (0.01, 0.1, 1.0, 10.0)
"""Parts of the long stream, and multiples, over which a replay is timed, to show that it grows as the stream does."""
_LONGEST_ROUNDS: Final = 2
"""How often the longest is replayed, which takes most of a minute."""


def replay(stores: Stores) -> Iterator[Figure]:
    """A full replay of the long stream beside the bare loop, and what opening it costs."""
    path, stream = stores.one_stream()
    rounds = stores.sizes.rounds
    with closing(Session.open(str(path))) as session:
        opening = spread([seconds(lambda: session.open_stream(stream)) for _round in range(rounds)])
        replayed = session.open_stream(stream)
        pairs = in_turn(lambda: _folded(replayed), lambda: bare_replay(path, stream), rounds=rounds)
        events = len(replayed.index)
    yield pairs.figure(
        f"full replay of {events:,} events: rows read, decoded and folded",
        against="a bare loop: sqlite3 cursor, orjson, a dictionary changed in place",
        goal="≤ 1.5 ×",
        most=1.5,
    )
    yield Figure(
        what=f"opening the stream of {events:,} events: version, position, type, time of each, indexed",
        unit="s",
        ours=opening,
        peer=pairs.peer,
        against="the bare loop, which needs no index",
        ratio=opening.median / pairs.peer.median,
        goal="none; once a stream",
        met=None,
    )


def library(stores: Stores) -> Iterator[Figure]:
    """A full replay beside the one of PyPI `eventsourcing`."""
    events = stores.sizes.library
    what = f"full replay of {events:,} events: rows read, decoded and folded"
    if find_spec(LIBRARY) is None:
        yield _skipped(what, f"{LIBRARY} is not installed: pip install leftfold[bench]")
        return
    path, stream = stores.one_stream(events)
    peer: Any = import_module(_LIBRARY_PEER)
    with TemporaryDirectory() as folder, closing(Session.open(str(path))) as session:
        stores.told(f"Writing {events:,} events with {LIBRARY}")
        with closing(peer.open_school(Path(folder) / "school.sqlite")) as school:
            enrolled = peer.enrol(school, events)
            replayed = session.open_stream(stream)
            pairs = in_turn(
                lambda: _folded(replayed), lambda: peer.state_of(school, enrolled), rounds=stores.sizes.rounds
            )
            opening = seconds(lambda: session.open_stream(stream))
    with_opening = (pairs.ours.median + opening) / pairs.peer.median
    yield pairs.figure(
        what,
        against="repository.get of PyPI eventsourcing, an equal stream in its own store",
        goal="12 × as fast: ≤ 0.083 ×",
        most=1 / 12,
        note=f"{pairs.ours.median / events * 1e6:.1f} µs an event beside {pairs.peer.median / events * 1e6:.1f} µs; "
        f"with opening the stream {with_opening:.2f} ×",
    )


def growth(stores: Stores) -> Iterator[Figure]:
    """A full replay of shorter and longer streams, an event's share of the time; of the longest also the memory."""
    shortest: float | None = None
    before = resident()
    for share in _GROWTH:
        events = max(100, int(stores.sizes.one_stream * share))
        is_longest = share == _GROWTH[-1]
        rounds = min(stores.sizes.rounds, _LONGEST_ROUNDS) if is_longest else stores.sizes.rounds
        path, stream = stores.one_stream(events)
        times = spread([_opened_and_folded(path, stream) / events * 1e6 for _round in range(rounds)])
        shortest = shortest or times.median
        yield Figure(
            what=f"opening and full replay of {events:,} events, each",
            unit="µs",
            ours=times,
            peer=once(shortest),
            against="the shortest stream",
            ratio=times.median / shortest,
            goal="the same for each length: ≤ 1.25 ×",
            met=times.median <= 1.25 * shortest,
            note=_memory(before, events) if is_longest else "",
        )


def _folded(replayed: Replay) -> object:
    # A history of its own, so that no keyframe of the round before is there.
    history = History(replayed.domain, replayed.history.source, replayed.history.length)
    return history.standing(history.length).state


def _opened_and_folded(path: Path, stream: StreamId) -> float:
    with closing(Session.open(str(path))) as session:
        return seconds(lambda: _folded(session.open_stream(stream)))


def _memory(before: float | None, events: int) -> str:
    most = peak()
    if before is None or most is None:
        return ""
    return f"at most {most - before:.0f} MB of memory more, {(most - before) * 1e6 / events:.0f} bytes an event"


def _skipped(what: str, why: str) -> Figure:
    return Figure(what=what, unit="s", ours=None, goal="12 × as fast", met=False, note=f"not measured: {why}")
