"""The law of a preview: it tells what looking at each event with and without the draft would tell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.domain.asking import asked_by
from leftfold.domain.definition import Command, Domain, EventType, Invariant, NewEvent, Rejection, Scope
from leftfold.draft.consequences import Around
from leftfold.draft.draft import new_draft, with_append, with_restore, with_soft_delete
from leftfold.draft.preview import Preview, preview
from leftfold.model.diff import diff
from leftfold.model.errors import Cancelled
from leftfold.model.event import Event
from leftfold.model.links import Link
from leftfold.model.snapshot import SnapshotMark
from leftfold.model.step import Applied, Failed, Failure, Standing, Step
from leftfold.replay.fold import fold
from leftfold.replay.history import History
from leftfold.replay.keyframes import Keyframes
from tests.draft.piling import (
    FIRST_VERSION,
    PILE,
    STORED,
    WHY,
    append,
    drafts,
    edited,
    history_of,
    index_of,
    proposed,
    stored,
)
from tests.replay.counting import Events

FIVE, SIX, SEVEN = (FIRST_VERSION + n for n in range(3))


def _failures(steps: list[Step[int]]) -> dict[int, str]:
    return {step.event.version: step.outcome.error for step in steps if isinstance(step.outcome, Failed)}


@given(STORED, st.data())
def test_it_tells_what_each_event_with_and_without_the_draft_tells(events: list[Event], data: st.DataObject) -> None:
    draft = data.draw(drafts(events))
    base = history_of(events)
    what_if = proposed(draft, events, base=base)
    found = preview(base, what_if)
    old, new = (list(fold(PILE, some, Standing(0))) for some in (events, edited(draft, events)))
    assert [what_if.history.standing(ordinal) for ordinal in range(1, len(new) + 1)] == [step.next for step in new]
    last = [steps[-1].after if steps else 0 for steps in (old, new)]
    before, after = _failures(old), _failures(new)
    deleted = {step.event.version for step in new if step.event.deleted}
    assert (found.before, found.after) == ({"height": last[0]}, {"height": last[1]})
    assert found.changes == diff(found.before, found.after)
    assert found.now_failing == tuple(
        Failure(version, text) for version, text in after.items() if version not in before
    )
    assert found.now_applied == tuple(version for version in before if version not in after and version not in deleted)
    assert found.broken == ((f"It is {last[1]} high.",) if last[1] > 3 and last[0] != last[1] else ())


_COMMANDS: dict[str, Command[int]] = {
    "take": Command(
        "take",
        "Take",
        (),
        lambda height, _given: (NewEvent("take", {}),) if height else Rejection("There is nothing to take."),
    )
}
_ASKED = replace(PILE, commands=tuple(_COMMANDS.values()), asked=asked_by(_COMMANDS))


@given(STORED, st.data())
def test_what_else_follows_is_what_looking_at_each_event_tells(events: list[Event], data: st.DataObject) -> None:
    draft = data.draw(drafts(events))
    base: History[int] = History(_ASKED, Events(events), len(events), keyframes=Keyframes(spacing=3))
    what_if = proposed(draft, events, base=base)
    beyond = preview(base, what_if).beyond
    old, new = (list(fold(PILE, some, Standing(0))) for some in (events, edited(draft, events)))
    both = list(zip(old, new, strict=False))
    kept = [(one, other) for one, other in both if one.event.deleted is other.event.deleted]
    rejected = [
        one.event.version
        for one, other in kept
        if one.event.type == "take" and not one.event.deleted and one.before and not other.before
    ]
    assert [one.version for one in beyond.rejected] == rejected
    assert beyond.rejections == len(rejected)
    differs = [one.event.version for one, other in kept if _effect(one) != _effect(other)]
    assert (beyond.first_difference and beyond.first_difference.version) == (differs[0] if differs else None)
    last = old[-1].after if old else 0
    # Beyond the stored events, the draft's own are beside the last stored state.
    heights = [(one.after, other.after, other.event.version) for one, other in both]
    heights += [(last, other.after, other.event.version) for other in new[len(old) :]]
    broken = [version for stored_height, height, version in heights if height > 3 >= stored_height]
    mended = [version for stored_height, height, version in heights if stored_height > 3 >= height]
    assert [turn.since for turn in beyond.broken] == broken[:1]
    assert [turn.since for turn in beyond.mended] == mended[:1]


def _effect(step: Step[int]) -> object:
    if isinstance(step.outcome, Failed):
        return "failed"
    return (step.before, step.after) if step.before != step.after else None


def test_snapshots_and_projections_that_would_be_out_of_date() -> None:
    events = stored(("put", False), ("put", False), ("clear", False), ("put", False))
    index, base = index_of(events), history_of(events)
    marks = tuple(SnapshotMark(version, is_ours=ours) for version in (FIVE, SIX, SEVEN, 99) for ours in (False, True))
    over = replace(PILE, title="All piles", scope=Scope.STORE)
    other = replace(over, title="Takings", event_types=(EventType("take", "Take"),))
    around = Around(marks, (over, other))
    draft = with_soft_delete(new_draft(index, WHY), index, SIX)
    beyond = preview(base, proposed(draft, events, base=base), around=around).beyond
    # The application's after the clearing is what the events fold to all the same; ours names what was deleted.
    assert beyond.stale_snapshots == (
        SnapshotMark(SIX, is_ours=False),
        *(SnapshotMark(v, is_ours=True) for v in (SIX, SEVEN)),
    )
    assert beyond.stale_projections == ("All piles",)
    only_new = preview(
        base, proposed(with_append(new_draft(index, WHY), append("take")), events, base=base), around=around
    )
    assert (only_new.beyond.stale_snapshots, only_new.beyond.stale_projections) == ((), ("All piles", "Takings"))
    nothing = preview(base, proposed(new_draft(index, WHY), events, base=base), around=around).beyond
    assert (nothing.stale_snapshots, nothing.stale_projections) == ((), ())


def test_a_link_far_behind_where_both_are_alike_again_is_told() -> None:
    events = stored(("put", False), ("clear", False), *[("put", False)] * 1000)
    linked = events[-1]._replace(metadata={"leftfold": {"compensates": [FIVE]}})
    early = events[3]._replace(metadata={"leftfold": {"compensates": [FIVE]}})
    events = [*events[:3], early, *events[4:-1], linked]
    index, base = index_of(events), history_of(events)
    found = preview(base, proposed(with_soft_delete(new_draft(index, WHY), index, FIVE), events, base=base))
    # Only the last events are looked at beyond where the replay ends; the early one is in neither.
    assert found.as_stored_from == SIX
    assert found.beyond.lost_targets == (Link(linked.version, FIVE),)


@given(STORED)
def test_a_draft_without_edits_has_no_effect(events: list[Event]) -> None:
    base = history_of(events)
    height = base.standing(len(events)).state
    found = preview(base, proposed(new_draft(index_of(events), WHY), events, base=base))
    assert found == Preview({"height": height}, {"height": height}, (), (), (), ())


def test_what_fails_for_the_draft_and_what_no_longer_does() -> None:
    events = stored(("put", False), ("take", False), ("take", True))
    index, base = index_of(events), history_of(events)
    failing = preview(base, proposed(with_soft_delete(new_draft(index, WHY), index, FIVE), events, base=base))
    assert failing.now_failing == (Failure(SIX, "ValueError: there is nothing to take"),)
    events = stored(("put", True), ("take", False))
    index, base = index_of(events), history_of(events)
    mended = preview(base, proposed(with_restore(new_draft(index, WHY), index, FIVE), events, base=base))
    assert (mended.now_failing, mended.now_applied) == ((), (SIX,))


def test_a_new_event_that_fails_is_told() -> None:
    draft = with_append(new_draft(index_of([]), WHY), append("take"))
    assert preview(history_of([]), proposed(draft, [])).now_failing == (
        Failure(FIVE, "ValueError: there is nothing to take"),
    )


def test_what_follows_is_passed_by_once_both_stand_alike_again() -> None:
    events = stored(("put", False), ("clear", False), *[("put", False)] * 100)
    index, base = index_of(events), history_of(events)
    passed: list[int] = []
    what_if = proposed(with_soft_delete(new_draft(index, WHY), index, FIVE), events, base=base)
    for history in (base, what_if.history):
        history.standing(history.length)
    preview(base, what_if, progress=passed.append)
    assert passed == [1, 2]


def test_from_where_on_the_state_is_as_stored_is_told() -> None:
    events = stored(("put", False), ("put", False), ("clear", False), ("put", False))
    index, base = index_of(events), history_of(events)
    draft = with_soft_delete(new_draft(index, WHY), index, FIVE)
    assert preview(base, proposed(draft, events, base=base)).as_stored_from == SEVEN
    also_new = with_append(draft, append("put"))
    found = preview(base, proposed(also_new, events, base=base))
    assert (found.as_stored_from, found.after) == (SEVEN, {"height": 2})
    to_the_end = with_soft_delete(draft, index, SEVEN + 1)
    assert preview(base, proposed(to_the_end, events, base=base)).as_stored_from is None
    only_new = with_append(new_draft(index, WHY), append("put"))
    assert preview(base, proposed(only_new, events, base=base)).as_stored_from is None


def test_the_draft_is_not_folded_again_where_it_is_as_stored() -> None:
    events = stored(("put", False), ("clear", False), *[("put", False)] * 100)
    index, base = index_of(events), history_of(events)
    what_if = proposed(with_soft_delete(new_draft(index, WHY), index, FIVE), events, base=base)
    preview(base, what_if)
    assert max(what_if.history.way_to(ordinal) for ordinal in range(len(events) + 1)) == 2


def test_an_event_that_fails_is_deleted_without_a_trace_in_what_follows() -> None:
    events = stored(("take", False), *[("put", False)] * 100)
    index, base = index_of(events), history_of(events)
    passed: list[int] = []
    draft = with_soft_delete(new_draft(index, WHY), index, FIVE)
    found = preview(base, proposed(draft, events, base=base), progress=passed.append)
    assert (found.as_stored_from, passed[-2:]) == (FIVE, [101, 1])


def _put_in(document: dict[str, Any], event: Event) -> dict[str, Any]:
    """Sets what the payload has, takes the oldest entry away, or fails where the state tells it to."""
    match event.data:
        case dict():
            return {**document, **event.data}
        case "oldest":
            return dict([*document.items()][1:])
        case "clear":
            return {}
        case _:
            # What only the kind of a value tells.
            if type(document["a"]) is not int:
                raise TypeError(f"{document['a']!r} is no whole number")
            return {**document, "a": document["a"] + 1}


_SHELF: Domain[dict[str, Any]] = Domain(
    name="shelf",
    title="Shelf",
    aggregate_types=("shelf",),
    initial={},
    evolve=_put_in,
    show=lambda document: [[key, repr(value)] for key, value in document.items()],
    sentence=lambda event, _before, _after: event.type,
    invariants=(Invariant("whole", "Whole", lambda document: repr(document) if True in document.values() else None),),
)
_VALUES = st.sampled_from([1, True, 1.0, 0.0, -0.0, 0, "1", None, np.zeros(2)])
_PAYLOADS = st.one_of(
    st.dictionaries(st.sampled_from("ab"), _VALUES, max_size=2), st.sampled_from(["oldest", "clear", "count"])
)


@given(st.lists(st.tuples(_PAYLOADS, st.booleans()), min_size=1, max_size=20), st.data())
def test_it_ends_early_only_where_nothing_could_tell_the_states_apart(
    facts: list[tuple[Any, bool]], data: st.DataObject
) -> None:
    events = [
        event._replace(data=payload)
        for event, (payload, _deleted) in zip(stored(*[("x", deleted) for _, deleted in facts]), facts, strict=True)
    ]
    draft = data.draw(drafts(events))
    base: History[Any] = History(_SHELF, Events(events), len(events), keyframes=Keyframes(spacing=3))
    what_if = proposed(draft, events, base=base)
    found = preview(base, what_if)
    nothing: Standing[dict[str, Any]] = Standing({})
    old, new = (list(fold(_SHELF, some, nothing)) for some in (events, edited(draft, events)))
    before, after = ({step.event.version: step.outcome for step in steps} for steps in (old, new))
    failed = {version for version, outcome in before.items() if isinstance(outcome, Failed)}
    assert found.before == _SHELF.show(old[-1].after)
    assert found.after == _SHELF.show(new[-1].after)
    assert found.now_failing == tuple(
        Failure(version, outcome.error)
        for version, outcome in after.items()
        if isinstance(outcome, Failed) and version not in failed
    )
    assert found.now_applied == tuple(
        version for version in before if version in failed and isinstance(after[version], Applied)
    )
    for ordinal, step in enumerate(new, 1):
        standing = what_if.history.standing(ordinal)
        assert (_SHELF.show(standing.state), standing.failed) == (_SHELF.show(step.next.state), step.next.failed)
    if found.as_stored_from is not None:
        there = found.as_stored_from - FIRST_VERSION
        for one, other in zip(old[there:], new[there:], strict=False):
            assert _SHELF.show(one.after) == _SHELF.show(other.after)


def test_it_may_be_ended() -> None:
    def stop(_done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        preview(history_of(stored(("put", False))), proposed(new_draft(index_of([]), WHY), []), progress=stop)


def test_states_that_cannot_be_compared_are_looked_at_to_the_end() -> None:
    heap: Domain[Any] = replace(PILE, invariants=())
    heap = replace(
        heap,
        initial=np.zeros(2, np.int64),
        evolve=lambda heap, event: heap + (1 if event.type == "put" else -1),
        show=lambda heap: heap.tolist(),
    )
    events = stored(("put", False), ("put", False), ("take", False))
    index = index_of(events)
    base: History[Any] = History(heap, Events(events), len(events))
    draft = with_soft_delete(new_draft(index, WHY), index, FIVE)
    passed: list[int] = []
    found = preview(base, proposed(draft, events, base=base), progress=passed.append)
    assert (found.before, found.after) == ([1, 1], [0, 0])
    assert passed[-3:] == [1, 2, 3]
