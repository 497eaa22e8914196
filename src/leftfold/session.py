"""A session: one opened store with the domains that read it. It composes the floors below and computes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from leftfold.computer import computer_user
from leftfold.domain.asked import NOT_ASKED, Asked, asked_domain
from leftfold.domain.choice import Choice
from leftfold.domain.definition import Domain, Scope
from leftfold.domain.generic import generic_domain
from leftfold.domain.registry import Domains
from leftfold.draft.consequences import Around
from leftfold.draft.draft import Draft, new_draft
from leftfold.draft.hashing import states_of
from leftfold.draft.overlay import WhatIf, what_if
from leftfold.draft.preview import Preview, preview
from leftfold.model.edits import Because, ChangeSet
from leftfold.model.errors import NotFound, Refused
from leftfold.model.index import StreamIndex
from leftfold.model.snapshot import Snapshot
from leftfold.model.stream import StreamId
from leftfold.opened import Named, Replay
from leftfold.privacy import Privacy
from leftfold.recent import Kept, Recent
from leftfold.replay.history import History, keep_going
from leftfold.replay.resuming import last_snapshot, resumed
from leftfold.store.filling import Filling
from leftfold.store.opening import Chosen, open_store
from leftfold.store.outline import outline_of, unread_index
from leftfold.store.reader import StoredEvents
from leftfold.store.store import Store
from leftfold.store.target import target_of
from leftfold.store.writing import Committed
from leftfold.unlocking import Unlocking

__all__ = ["ALL", "SAMPLE", "Replay", "Session", "computer_user"]

ALL = "*"
"""The id of a projection's stream: it is folded from all aggregates of its types."""

SAMPLE = 50
"""Events the generic domain looks at to find numbers worth plotting."""


class Session:
    """One opened store with its domains; reads through a read-only store, writes only while unlocked."""

    def __init__(
        self, target: str, store: Store, domains: Domains, *, layout: Chosen | None = None, asked: Asked = NOT_ASKED
    ) -> None:
        self.store = store
        self.domains = domains
        self.asked = asked
        self.named = Named(target, layout, asked.choice)
        self._recent = Recent()
        self.unlocking = Unlocking(target, store, layout)
        self.privacy = Privacy(self.place, store.layout.personal, lambda: self._recent.clear())

    @classmethod
    def open(
        cls, target: str, *, layout: Chosen | None = None, domain: Choice | None = None, domains: Domains | None = None
    ) -> Session:
        """The store at a path or URL, opened read-only; `domain` reads all its aggregates where it is given.

        Raises `CannotOpen`.
        """
        known, store = domains or Domains.installed(), open_store(target, layout=layout)
        try:
            return cls(target, store, known, layout=layout, asked=asked_domain(known, domain))
        except Exception:
            store.close()
            raise

    def read_by(self, asked: Asked) -> Asked:
        """Read all aggregates by another domain from now on; gives the one until now, which is still to be closed."""
        before, self.asked, self._recent = self.asked, asked, Recent()
        return before

    def domain_for(self, stream: StreamId, *, sample: Filling | None = None) -> Domain[Any]:
        """What reads a stream: the domain asked for, its type's, or the generic one; it marks what is to be covered."""
        return self.privacy.covering(stream, self._meaning(stream, sample))

    def _meaning(self, stream: StreamId, sample: Filling | None) -> Domain[Any]:
        if stream.id == ALL:
            for projection in self._projections():
                if projection.name == stream.type:
                    return projection
        if (asked := self.asked.domain) is not None and asked.scope is Scope.AGGREGATE:
            return asked
        names, sure = sample.index.type_names if sample else (), not self.store.layout.assumes_type
        found = self.domains.for_type(stream.type, names, sure=sure)
        if found.name == "generic" and sample is not None:
            return generic_domain(self.store.events(sample).read(1, min(SAMPLE, len(sample.index))))
        return found

    def projections(self, *, types: tuple[str, ...] | None = None) -> tuple[StreamId, ...]:
        """The streams of the projections that the store has aggregates for; `types` are its own, where known."""
        return tuple(StreamId(domain.name, ALL) for domain in self._projections(types))

    def resolve(self, text: str) -> StreamId:
        """The stream that a person's `ID` or `TYPE/ID` names. Raises `NotFound`."""
        if self._names_projection(text):
            for stream in self.projections():
                if text in (str(stream), stream.type):
                    return stream
        return self.store.resolve(text)

    def open_stream(
        self, stream: StreamId, *, progress: Callable[[int], None] = keep_going, resume: bool = False
    ) -> Replay:
        """The stream's replay; `progress` hears how many events are indexed. Raises `NotFound`.

        With `resume`, it begins at the snapshots that Leftfold made and that can be trusted.
        """
        if stream.id == ALL and stream in self.projections():
            domain = self.domain_for(stream)
            index = self.store.projection_index(stream, domain.aggregate_types, progress=progress)
            return Replay(stream, domain, index, History(domain, self.store.projected(index), len(index)))
        index = self.store.index(stream, progress=progress)
        domain = self.domain_for(stream, sample=Filling(index))
        known = resumed(domain, index, self.store.snapshots(stream)) if resume else ()
        return Replay(stream, domain, index, History(domain, self.store.events(index), len(index), resumed=known))

    def show_stream(self, stream: StreamId, *, progress: Callable[[int], None] = keep_going) -> Replay:
        """The stream's replay with the first and the last events in its index at least: what is shown at once of it.

        It replays all the same: what a step needs of the index is read with its event. One that was shown lately is
        given again with all that it knows, unless the stream may be another by now. Raises `NotFound`.
        """
        # The token comes first: what others write while the stream is read makes it differ from theirs again.
        token = self.store.change_token()
        replay = ((kept := self._recent.of(stream)) and self._warm(kept, token)) or self._begun(stream, progress)
        self._recent.keep(Kept(replay, token))
        return replay

    def _warm(self, kept: Kept, token: object) -> Replay | None:
        """The replay of a stream as it is now, made of what is kept of it; None where that does not hold any more."""
        replay = kept.replay.as_read()
        if token is not None and token == kept.token:
            return replay
        if replay.is_projection or not self.store.keeps_events():
            # An event could have been edited, and nothing would tell.
            return None
        now, before = self.store.outline(replay.stream), outline_of(replay.index)
        if now == before:
            return replay
        same = now.same_until(before)
        return self._gone_on(replay, unread_index(replay.stream, now), same) if same else None

    def _gone_on(self, replay: Replay, index: StreamIndex, same: int) -> Replay | None:
        """The replay of a stream that went on, so many of its events being the same; None where it was read whole."""
        filling = replay.filling and replay.filling.grown(index)
        if filling is None:
            return None
        events, length = self._with_ends(filling), len(index)
        history = replay.history.what_if(events, length, unchanged=same)
        lineage = replay.lineage if same == len(replay.index) else object()
        return Replay(replay.stream, replay.domain, filling.index, history, filling, lineage)

    def _begun(self, stream: StreamId, progress: Callable[[int], None]) -> Replay:
        if not stream.type or stream.id == ALL:
            # All its events tell which domain reads it, or they come from many aggregates.
            return self.open_stream(stream, progress=progress)
        filling = self.store.filling(stream, progress=progress)
        events, length = self._with_ends(filling), len(filling.index)
        domain = self.domain_for(stream, sample=filling)
        return Replay(stream, domain, filling.index, History(domain, events, length), filling)

    def _with_ends(self, filling: Filling) -> StoredEvents:
        """The events of a stream, those at its ends with their rows in the index."""
        for ordinal in (1, len(filling.index)):
            filling.covering(ordinal, ordinal)
        return self.store.events(filling)

    def snapshot(self, replay: Replay) -> Snapshot | None:
        """The snapshot of a replay's last state; None where its domain could not go on from it."""
        return None if replay.is_projection else last_snapshot(replay.domain, replay.index, replay.history)

    def keep_snapshots(self, snapshots: Iterable[Snapshot], because: Because) -> int:
        """Write snapshots in one transaction; gives how many. Raises `Refused` or `StoreFailed`, and wrote nothing."""
        return self.unlocking.writer.keep_snapshots(snapshots, self.signed(because))

    def signed(self, because: Because) -> Because:
        """The reason with the computer's user as its author, where no author is named."""
        return because if because.author else replace(because, author=computer_user())

    def new_draft(self, replay: Replay, because: Because) -> Draft:
        """A draft without edits on a replay's stream. Raises `Refused` for a projection."""
        if replay.is_projection:
            raise Refused(f"{replay.stream.type} is a projection over many aggregates; correct the aggregate instead.")
        return new_draft(replay.index, self.signed(because))

    def what_if(self, replay: Replay, draft: Draft) -> WhatIf[Any]:
        """The replay as the draft would leave the stream."""
        first, as_read = self.store.layout.first_version, self.store.as_read
        return what_if(draft, replay.index, replay.history, first_version=first, as_read=as_read)

    def preview(
        self, replay: Replay, proposed: WhatIf[Any], *, progress: Callable[[int], None] = keep_going
    ) -> Preview:
        """The consequences of a draft."""
        return preview(replay.history, proposed, around=self._around(replay), progress=progress)

    @property
    def place(self) -> str:
        """Where the store is: the whole path of its file, or its URL without the password."""
        return target_of(self.named.target).place

    @property
    def unlocked(self) -> bool:
        """Whether a draft may be committed."""
        return self.unlocking.is_open

    def unlock(self) -> None:
        """Open the store for writing beside reading.

        Raises `CannotOpen` or `Refused` where it cannot be written, `StoreFailed` where it is not the one that is read.
        """
        self.unlocking.unlock()

    def lock(self) -> None:
        """Give up writing."""
        self.unlocking.lock()

    def commit(self, draft: Draft, *, on: Replay | None = None) -> Committed:
        """Write a draft in one transaction. Raises `Refused`, `Conflict` or `StoreFailed`, and then wrote nothing.

        `on` is the replay that it was made on, where that is at hand; else the stream is read for what is recorded.
        """
        return self._write([self._recorded(draft, on)])[0]

    def commit_many(self, drafts: Iterable[Draft]) -> tuple[Committed, ...]:
        """Write drafts of many streams in one transaction. Raises what `commit` does, and then wrote nothing."""
        return self._write([self._recorded(draft, None) for draft in drafts])

    def against(self, draft: Draft) -> tuple[str, ...]:
        """What stands against a draft's commit by the rules for writing, a sentence each."""
        return self.unlocking.against(draft.change_set())

    def _recorded(self, draft: Draft, on: Replay | None) -> ChangeSet:
        """What a commit of a draft writes, with what is recorded of the states before and after."""
        try:
            replay = on or self.show_stream(draft.stream)
        except NotFound:
            # It begins with the draft, or is gone, which the commit tells.
            return draft.change_set()
        states = states_of(replay.history, self.what_if(replay, draft)) if draft.stands_on(replay.index) else None
        return replace(draft.change_set(), states=states)

    def _write(self, change_sets: Sequence[ChangeSet]) -> tuple[Committed, ...]:
        try:
            return self.unlocking.writer.commit_many(change_sets)
        except Refused:
            # Perhaps by rules that are new since they were last looked at.
            self.unlocking.look()
            raise

    def close(self) -> None:
        """Close the store."""
        try:
            self.lock()
        finally:
            self.asked.close()
            self.store.close()

    def _around(self, replay: Replay) -> Around:
        stream, able = replay.stream, self.store.capability("snapshots").allowed
        return Around(self.store.snapshot_marks(stream) if able else (), self._projections((stream.type,)))

    def _names_projection(self, text: str) -> bool:
        name, asked = text.partition("/")[0], self.asked.domain
        return any(one.scope is Scope.STORE and one.name == name for one in (*self.domains.found, asked) if one)

    def _projections(self, types: tuple[str, ...] | None = None) -> tuple[Domain[Any], ...]:
        if (asked := self.asked.domain) is not None and asked.scope is Scope.STORE:
            return (asked,)
        return self.domains.projections_over(self.store.types() if types is None else types)
