"""Writing to an opened store: not at all until it is unlocked, and then by its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from leftfold.draft.draft import with_soft_delete
from leftfold.model.edits import Because
from leftfold.model.errors import Refused
from leftfold.model.rules import LOCAL, PRODUCTION
from leftfold.session import Session
from leftfold.unlocking import Unlocking
from tests.school import EVENTS, RESET
from tests.store_builders import make_native, stream_id

TICKET = Because("mira", "a wrong reset", "SUP-1")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    path = make_native(tmp_path / "school.sqlite", {"student/1": EVENTS})
    with closing(Session.open(str(path))) as session:
        yield session


@pytest.fixture
def unlocking(session: Session) -> Unlocking:
    return session.unlocking


def _in_production(unlocking: Unlocking) -> None:
    unlocking.unlock()
    unlocking.set_rules(PRODUCTION, "it went live", "")
    unlocking.lock()


def test_it_is_locked_until_it_is_unlocked(unlocking: Unlocking) -> None:
    with pytest.raises(Refused, match="open read-only; unlock it"):
        _ = unlocking.writer
    unlocking.unlock()
    writer = unlocking.writer
    unlocking.unlock()
    assert unlocking.writer is writer
    unlocking.lock()
    with pytest.raises(Refused):
        _ = unlocking.writer


def test_the_name_that_was_typed_counts_until_it_is_locked_again(session: Session, unlocking: Unlocking) -> None:
    _in_production(unlocking)
    with pytest.raises(Refused, match=r"^Type its name, school\.sqlite"):
        unlocking.unlock()
    unlocking.confirmed = "school"
    with pytest.raises(Refused, match="“school” was typed"):
        unlocking.unlock()
    unlocking.confirmed = "school.sqlite"
    unlocking.unlock()
    replay = session.open_stream(stream_id("student/1"))
    draft = with_soft_delete(session.new_draft(replay, TICKET), replay.index, RESET)
    assert session.against(draft) == ()
    assert session.commit(draft).last_version == 5
    unlocking.lock()
    assert unlocking.confirmed == ""
    assert len(session.against(draft)) == 1


def test_who_may_not_write_does_not_unlock(unlocking: Unlocking, at_the_desk: Callable[[str], None]) -> None:
    at_the_desk("mira")
    unlocking.unlock()
    unlocking.set_rules(type(LOCAL)(environment="local", writers=("mira",)), "hers", "")
    unlocking.lock()
    at_the_desk("ben")
    with pytest.raises(Refused, match=r"^ben may not write here; mira may\. Nothing was written\.$"):
        unlocking.unlock()
    assert not unlocking.is_open


def test_rules_that_are_new_since_are_heard(
    session: Session, unlocking: Unlocking, rules_of_user: Path, at_the_desk: Callable[[str], None]
) -> None:
    at_the_desk("mira")
    unlocking.unlock()
    replay = session.open_stream(stream_id("student/1"))
    draft = with_soft_delete(session.new_draft(replay, TICKET), replay.index, RESET)
    rules_of_user.write_text('[[store]]\nmatch = "*"\nenvironment = "local"\nsecond_person = true\n', "utf-8")
    assert session.against(draft) == ()
    with pytest.raises(Refused, match="another person must commit it"):
        session.commit(draft)
    unlocking.look()
    assert "another person must commit it" in session.against(draft)[0]
    hers = replace(draft, because=replace(TICKET, author="ben", committer="mira"))
    assert session.against(hers) == ()
    assert session.commit(hers).last_version == 5


def test_what_stands_against_rules(unlocking: Unlocking) -> None:
    assert unlocking.against_rules(PRODUCTION, "it went live", "") == ()
    _in_production(unlocking)
    unlocking.look()
    assert unlocking.against_rules(LOCAL, "it is over", "") == (
        "Type its name, school.sqlite, before it is written; in a terminal, as --confirm.",
        "Name the ticket that asks for it.",
    )
