"""Commands that would not have been accepted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leftfold.domain.asking import asked_by
from leftfold.domain.definition import Command, Decision, Domain, NewEvent, Rejection
from leftfold.draft import rejecting
from leftfold.draft.consequences import Pair, RejectedCommand
from leftfold.draft.rejecting import Rejecting
from leftfold.model.event import Event
from leftfold.replay.fold import Took
from tests.draft.piling import PILE, STREAM


def _take(height: int, _given: Any) -> Decision:
    if height < 0:
        raise ValueError("below the floor")
    return (NewEvent("take", {}),) if height else Rejection("There is nothing to take.")


_COMMANDS = {"take": Command("take", "Take", (), _take)}
_ASKED: Domain[int] = replace(PILE, commands=tuple(_COMMANDS.values()), asked=asked_by(_COMMANDS))


def _pair(stored: int, drafted: int, *, type_: str = "take", is_flipped: bool = False, deleted: bool = False) -> Any:
    event = Event(STREAM, 7, type_, {}, deleted=deleted)
    return Pair(event, Took(stored, stored, None), Took(drafted, drafted, None), is_flipped)


def test_one_that_was_accepted_and_would_not_be_is_told_with_the_domains_reason() -> None:
    looking = Rejecting(_ASKED)
    looking.look(_pair(1, 0))
    assert looking.found == [RejectedCommand(7, "Take", "There is nothing to take.")]
    looking.look(_pair(1, -1))
    assert looking.found[1].reason == "Take could not be decided: ValueError: below the floor."


@pytest.mark.parametrize(
    "pair",
    [
        _pair(2, 1),
        _pair(0, 0),
        _pair(-1, 0),
        _pair(1, 0, type_="put"),
        _pair(1, 0, is_flipped=True),
        _pair(1, 0, deleted=True),
    ],
    ids=["accepted", "the same", "never accepted", "no command", "edited", "deleted"],
)
def test_none_else_is_told(pair: Any) -> None:
    looking = Rejecting(_ASKED)
    looking.look(pair)
    assert (looking.found, looking.count) == ([], 0)


def test_a_domain_that_cannot_tell_or_tells_nonsense_has_none() -> None:
    def broken(_event: Event) -> Any:
        raise KeyError("nothing")

    for domain in (PILE, replace(_ASKED, asked=broken), replace(_ASKED, asked=lambda _event: ("unheard of", {}))):
        looking = Rejecting(domain)
        looking.look(_pair(1, 0))
        assert looking.count == 0


def test_of_many_only_the_first_are_kept_and_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejecting, "MOST", 3)
    looking = Rejecting(_ASKED)
    for _time in range(10):
        looking.look(_pair(1, 0))
    assert (len(looking.found), looking.count) == (3, 10)
