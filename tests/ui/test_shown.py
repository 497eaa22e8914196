"""What is shown is what is stored, or what a draft would make of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from leftfold.draft.draft import with_append, with_soft_delete
from leftfold.draft.overlay import WhatIf
from leftfold.model.edits import Append, Because
from leftfold.model.times import EPOCH
from leftfold.session import Replay, Session
from leftfold.ui.shown import Shown
from tests.store_builders import make_native, stream_id

THING = stream_id("thing/1")

pytestmark = pytest.mark.usefixtures("in_pages")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session whose stream has twelve pages."""
    path = make_native(tmp_path / "s.db", {"thing/1": [("put", {"n": number}) for number in range(120)]})
    with closing(Session.open(str(path))) as session:
        yield session


def _drafted(session: Session, replay: Replay) -> WhatIf[object]:
    draft = with_soft_delete(session.new_draft(replay, Because("a", "b")), replay.index, 80)
    return session.what_if(replay, with_append(draft, Append("take", {}, EPOCH)))


def test_without_a_draft_it_is_what_is_stored(session: Session) -> None:
    replay = session.show_stream(THING)
    shown = Shown(replay)
    assert (shown.index, shown.history) == (replay.index, replay.history)


def test_a_draft_is_shown_on_as_much_as_is_read(session: Session) -> None:
    replay = session.show_stream(THING)
    what_if = _drafted(session, replay)
    begun = Shown(replay, what_if)
    assert (begun.index, begun.history) == (what_if.index, what_if.history)
    assert [begun.index.type_at(ordinal) for ordinal in (1, 80, 121)] == ["put", "", "take"]
    *_parts, full = replay.filled()
    shown = Shown(full, what_if)
    assert [shown.index.type_at(ordinal) for ordinal in (1, 80, 121)] == ["put", "put", "take"]
    assert (shown.index.unread, bool(shown.index.deleted[79]), shown.history) == (None, True, what_if.history)


def test_what_is_shown_next_shares_what_did_not_change(session: Session) -> None:
    replay = session.show_stream(THING)
    *_parts, full = replay.filled()
    assert Shown(replay).shared_with(full) == 120
    assert Shown(replay, _drafted(session, replay)).shared_with(full) == 79
    assert Shown(replay).shared_with(session.open_stream(THING)) == 0
    assert Shown(replay).shared_with(replace(full, lineage=object())) == 0
