"""The law of a preview: it tells what looking at each event with and without the draft would tell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.domain.definition import Domain
from leftfold.draft.draft import new_draft, with_append, with_restore, with_soft_delete
from leftfold.draft.preview import Preview, preview
from leftfold.model.diff import diff
from leftfold.model.errors import Cancelled
from leftfold.model.event import Event
from leftfold.model.step import Failed, Failure, Standing, Step
from leftfold.replay.fold import fold
from leftfold.replay.history import History
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
    found = preview(base, proposed(draft, events, base=base))
    old, new = (list(fold(PILE, some, Standing(0))) for some in (events, edited(draft, events)))
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
