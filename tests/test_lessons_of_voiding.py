"""Lessons from xAPI, where a statement is voided by another one: what goes wrong there must not go wrong here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from leftfold.cli.main import run
from leftfold.draft.draft import Draft, with_soft_delete
from leftfold.draft.linking import with_linked
from leftfold.draft.wording import warnings
from leftfold.model.edits import Append, Because
from leftfold.model.errors import Refused
from leftfold.model.links import Link
from leftfold.model.times import EPOCH
from leftfold.session import Replay, Session
from leftfold.ui.links import Links
from tests.store_builders import make_native

WHY = Because("Mira", "a lesson")
CART = "cart/1"
ROWS: dict[str, list[tuple[str, Any]]] = {
    CART: [
        ("itemAdded", {"item": "laptop", "quantity": 2}),
        ("itemAdded", {"item": "laptop", "quantity": 40}),
        ("itemRemoved", {"item": "laptop", "quantity": 1}),
    ]
}
WRONG = 2

Edit = Callable[[Draft, Replay], Draft]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return make_native(tmp_path / "carts.sqlite", ROWS)


@pytest.fixture
def session(store: Path) -> Iterator[Session]:
    with closing(Session.open(str(store))) as opened:
        opened.unlock()
        yield opened


def _commit(session: Session, edit: Edit) -> Replay:
    replay = session.open_stream(session.resolve(CART))
    session.commit(edit(session.new_draft(replay, WHY), replay))
    return session.open_stream(replay.stream)


def _delete(version: int) -> Edit:
    return lambda draft, replay: with_soft_delete(draft, replay.index, version)


def _compensate(version: int) -> Edit:
    event = Append("itemRemoved", {"item": "laptop", "quantity": 40}, EPOCH, compensates=(version,))
    return lambda draft, replay: with_linked(replay.index, draft, event)


def _printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert run(lambda _request: 0, arguments=[*arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_deletion_is_no_event_and_cannot_be_deleted(session: Session) -> None:
    replay = _commit(session, _delete(WRONG))
    assert len(replay.index) == len(ROWS[CART])
    with pytest.raises(Refused, match="is already soft-deleted; nothing was changed"):
        with_soft_delete(session.new_draft(replay, WHY), replay.index, WRONG)
    with pytest.raises(Refused, match="has no stored event with version 4"):
        with_soft_delete(session.new_draft(replay, WHY), replay.index, 4)


def test_a_target_that_is_not_there_is_refused_and_nothing_is_written(session: Session) -> None:
    with pytest.raises(Refused, match=r"^cart/1 has no event 9 to compensate; nothing was changed\.$"):
        _commit(session, _compensate(9))
    assert len(session.open_stream(session.resolve(CART)).index) == len(ROWS[CART])


def test_a_target_that_is_stored_and_not_there_is_said(session: Session) -> None:
    replay = session.open_stream(session.resolve(CART))
    dangling = Links(frozenset({Link(3, 9)}))
    assert dangling.text_at(replay.index, 3) == "compensates 9, which is not there"
    assert dangling.partners(replay.index, 3) == ()


def test_a_deleted_event_counts_nowhere_and_is_marked_wherever_it_is_listed(
    session: Session, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _commit(session, _delete(WRONG))
    with closing(sqlite3.connect(store)) as connection:
        live = [version for (version,) in connection.execute("SELECT version FROM live_events ORDER BY version")]
    assert live == [1, 3]
    (sales,) = session.projections()
    replay = session.open_stream(sales)
    assert replay.history.standing(replay.history.length).state.total == 1
    assert [step.event.deleted for step in replay.history.steps(1, 3)] == [False, True, False]
    listed = _printed(capsys, "events", str(store), CART, "--json")
    assert [row["deleted"] for row in listed] == [False, True, False]
    assert listed[1]["sentence"].startswith("Soft-deleted: ")
    exported = _printed(capsys, "export", str(store), "-")
    assert [row["deleted"] for row in exported] == [False, True, False]
    copy = str(tmp_path / "copy.sqlite")
    _printed(capsys, "export", str(store), str(tmp_path / "all.jsonl"))
    _printed(capsys, "import", str(tmp_path / "all.jsonl"), copy, "--map", "leftfold", "--reason", "a copy")
    (state,) = _printed(capsys, "state", copy, CART, "--json")
    assert state["state"]["items"] == {"laptop": 1}


def test_what_refers_to_a_deleted_event_says_so(session: Session) -> None:
    replay = _commit(session, _compensate(WRONG))
    links = Links(frozenset({Link(4, WRONG)}))
    assert links.text_at(replay.index, 4) == "compensates 2"
    replay = _commit(session, _delete(WRONG))
    assert links.text_at(replay.index, 4) == "compensates 2, which is soft-deleted"
    assert links.text_at(replay.index, WRONG) == "compensated by 4"


def test_who_deletes_an_event_that_others_compensate_is_told(session: Session) -> None:
    replay = _commit(session, _compensate(WRONG))
    for version, sentence in (
        (WRONG, "Event 4 compensates event 2, which would no longer count: it makes up for nothing."),
        (4, "Event 4 compensates event 2, and would no longer count: nothing makes up for that."),
    ):
        draft = with_soft_delete(session.new_draft(replay, WHY), replay.index, version)
        assert sentence in warnings(session.preview(replay, session.what_if(replay, draft)))
