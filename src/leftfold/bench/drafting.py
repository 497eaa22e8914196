"""What-ifs: what a correction of a long stream costs before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from functools import partial

from leftfold.bench.figures import Figure, once, seconds, spread
from leftfold.bench.stores import Stores
from leftfold.draft.draft import with_soft_delete
from leftfold.model.edits import Because
from leftfold.session import Session


def what_if(stores: Stores) -> Iterator[Figure]:
    """All consequences of soft-deleting one early event, beside replaying all."""
    path, stream = stores.one_stream(stores.sizes.edited)
    with closing(Session.open(str(path))) as session:
        replayed = session.open_stream(stream)
        # Where a person drafts, what is stored was replayed before.
        refold = seconds(lambda: replayed.history.standing(replayed.history.length))
        base = session.new_draft(replayed, Because("bench", "to measure"))

        def consequences(version: int) -> object:
            draft = with_soft_delete(base, replayed.index, version)
            return session.preview(replayed, session.what_if(replayed, draft))

        versions = range(2, 2 + stores.sizes.rounds)
        times = spread([seconds(partial(consequences, version)) for version in versions])
    yield Figure(
        what=f"what-if: one early event of {stores.sizes.edited:,} soft-deleted, all consequences listed",
        unit="s",
        ours=times,
        peer=once(refold),
        against="one full replay",
        ratio=times.median / refold,
        goal="≤ 1 s",
        met=times.median <= 1,
    )
