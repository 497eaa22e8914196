"""What-ifs: what a correction of a long stream costs before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial

from leftfold.bench.figures import Figure, Spread, once, seconds, spread
from leftfold.bench.stores import Stores
from leftfold.draft.draft import with_soft_delete
from leftfold.draft.preview import Preview
from leftfold.model.edits import Because
from leftfold.session import Session


def what_if(stores: Stores) -> Iterator[Figure]:
    """All consequences of soft-deleting one event, beside replaying all: where they end soon, and where they do not."""
    path, stream = stores.one_stream(stores.sizes.edited)
    with closing(Session.open(str(path))) as session:
        replayed = session.open_stream(stream)
        # Where a person drafts, what is stored was replayed before.
        refold = seconds(lambda: replayed.history.standing(replayed.history.length))
        base = session.new_draft(replayed, Because("bench", "to measure"))

        def consequences(version: int) -> Preview:
            draft = with_soft_delete(base, replayed.index, version)
            return session.preview(replayed, session.what_if(replayed, draft))

        rounds = stores.sizes.rounds
        soon = spread([seconds(partial(consequences, version)) for version in range(2, 2 + rounds)])
        # The map that the student is placed on is said once, by the first event.
        to_the_end = spread([seconds(partial(consequences, 1)) for _round in range(rounds)])
        reached = (consequences(2).as_stored_from, consequences(1).as_stored_from)
    what = f"what-if: one early event of {stores.sizes.edited:,} soft-deleted, all consequences listed"
    yield _figure(f"{what}; {_reach(reached[0])}", soon, refold)
    yield _figure(f"{what}; {_reach(reached[1])}", to_the_end, refold)


def _reach(as_stored_from: int | None) -> str:
    return "the state differs to the end" if as_stored_from is None else "the state is soon as stored again"


def _figure(what: str, times: Spread, refold: float) -> Figure:
    return Figure(
        what=what,
        unit="s",
        ours=times,
        peer=once(refold),
        against="one full replay",
        ratio=times.median / refold,
        goal="≤ 1 s",
        met=times.median <= 1,
    )
