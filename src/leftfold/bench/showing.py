"""How soon a long stream is shown, before all of it is indexed, and how soon it is shown again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from leftfold.bench.figures import Figure, seconds, spread
from leftfold.bench.stores import Stores
from leftfold.model.stream import StreamId
from leftfold.session import Replay, Session

_SOON: Final = 200
"""Milliseconds after which a person begins to wait."""
_FRAME: Final = 16


def showing(stores: Stores) -> Iterator[Figure]:
    """The long stream opened as the window does it, for the first time and again."""
    path, stream = stores.one_stream()
    first, rest, again = list[float](), list[float](), list[float]()
    for _round in range(stores.sizes.rounds):
        for times, took in zip((first, rest, again), _shown(path, stream), strict=True):
            times.append(took)
    ours, events = spread(first), f"the stream of {stores.sizes.one_stream:,} events"
    yield Figure(
        what=f"opening {events} until its first and last events can be read",
        unit="ms",
        ours=ours,
        goal=f"≤ {_SOON} ms",
        met=ours.median <= _SOON,
        note=f"the rest of its index is there {spread(rest).median:,.0f} ms later",
    )
    warm = spread(again)
    yield Figure(
        what=f"going back to {events}, shown lately and unchanged",
        unit="ms",
        ours=warm,
        goal=f"≤ {_FRAME} ms",
        met=warm.median <= _FRAME,
    )


def _shown(path: Path, stream: StreamId) -> tuple[float, float, float]:
    """Milliseconds until the ends of a stream can be read, from there until all is indexed, and to show it again."""
    shown = list[Replay]()
    with closing(Session.open(str(path))) as session:
        first = seconds(lambda: shown.append(_with_ends(session, stream)))
        rest = seconds(lambda: list(shown[0].filled()))
        again = seconds(lambda: _with_ends(session, stream))
    return first * 1_000, rest * 1_000, again * 1_000


def _with_ends(session: Session, stream: StreamId) -> Replay:
    replay = session.show_stream(stream)
    for ordinal in (1, len(replay.index)):
        list(replay.history.source.read(ordinal, ordinal))
    return replay
