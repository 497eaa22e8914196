"""Make it as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leftfold.domain.definition import Domain, NewEvent
from leftfold.domain.generic import generic_domain
from leftfold.draft import restoring
from leftfold.draft.restoring import Remedy, as_it_was, told_difference
from leftfold.model.diff import Change, Op
from leftfold.model.errors import Refused
from leftfold.model.event import Event
from leftfold.replay.history import History
from leftfold.replay.masking import HIDDEN
from tests.draft.piling import PILE, STREAM, index_of, stored
from tests.replay.counting import Events


def _compensate(_now: int, wanted: int) -> tuple[NewEvent, ...] | None:
    if wanted > 3:
        return None
    return (NewEvent("clear", {}), *[NewEvent("put", {})] * wanted)


_MENDED = replace(PILE, compensate=_compensate)


def _remedy(domain: Domain[Any], events: list[Event], ordinal: int) -> Remedy:
    history: History[Any] = History(domain, Events(events), len(events))
    return as_it_was(history, index_of(events), ordinal, stored=len(events))


def test_the_domain_says_which_events_do_it_and_they_are_linked_to_those_that_count() -> None:
    events = stored(("put", False), ("put", False), ("put", True), ("take", False))
    found = _remedy(_MENDED, events, 2)
    assert [event.type for event in found.events] == ["clear", "put", "put"]
    assert (found.differs, found.is_typed, found.compensates) == ((), True, (8,))
    assert {edit.compensates for edit in found.appends()} == {(8,)}
    assert [edit.type for edit in found.appends()] == ["clear", "put", "put"]


def test_a_state_that_is_so_already_needs_nothing() -> None:
    events = stored(("put", False), ("put", False), ("take", False))
    for ordinal in (1, 3):
        with pytest.raises(Refused, match="same already"):
            _remedy(_MENDED, events, ordinal)


def test_where_no_event_gets_there_what_would_have_to_change_is_said() -> None:
    events = stored(*[("put", False)] * 4, ("clear", False))
    with pytest.raises(Refused, match=r"No event of Pile makes .*would have to change: height 0 → 4\.$"):
        _remedy(_MENDED, events, 4)
    with pytest.raises(Refused, match="Pile knows no events"):
        _remedy(PILE, events, 1)


def test_coming_nearer_says_what_stays_different() -> None:
    nearer = replace(_MENDED, approach=lambda _now, _wanted: (NewEvent("put", {}),))
    found = _remedy(nearer, stored(*[("put", False)] * 4, ("clear", False)), 4)
    assert found.differs == (Change(Op.REPLACE, ("height",), 4, 1),)
    assert told_difference(found.differs) == "Not all of it can be as it was: height stays 1 and was 4."
    assert told_difference(()) == ""


def test_a_domain_that_breaks_or_proposes_what_fails_is_refused() -> None:
    def broken(_now: int, _wanted: int) -> tuple[NewEvent, ...]:
        raise KeyError("height")

    events = stored(("put", False), ("clear", False))
    with pytest.raises(Refused, match="could not tell which events restore the state: KeyError"):
        _remedy(replace(PILE, compensate=broken), events, 1)
    with pytest.raises(Refused, match="The proposed take could not be applied"):
        _remedy(replace(PILE, compensate=lambda _now, _wanted: (NewEvent("take", {}),)), events, 1)


def _merged(*payloads: dict[str, Any], types: str = "") -> list[Event]:
    names = types or "a" * len(payloads)
    return [
        Event(STREAM, version, name, payload, None, position=version)
        for version, (name, payload) in enumerate(zip(names, payloads, strict=True), 5)
    ]


def test_without_a_domain_the_differing_fields_are_merged_by_an_event_seen_with_them() -> None:
    events = _merged({"x": 1, "y": 1}, {"z": 1}, {"x": 2}, {"z": 1, "y": 3}, types="abac")
    found = _remedy(generic_domain(), events, 2)
    assert found.events == (NewEvent("a", {"x": 1, "y": 1}),)
    assert (found.differs, found.is_typed, found.compensates) == ((), False, (7, 8))


def test_a_field_that_came_since_cannot_be_merged_away() -> None:
    found = _remedy(generic_domain(), _merged({"x": 1}, {"x": 2, "new": True}), 1)
    assert found.events[0].data == {"x": 1}
    assert told_difference(found.differs) == ("Not all of it can be as it was: new stays true, which it had not.")
    with pytest.raises(Refused, match=r"No event of Generic .* new true → nothing"):
        _remedy(generic_domain(), _merged({"x": 1}, {"new": True}), 1)


def test_of_a_long_stretch_only_the_first_events_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "MOST_LINKS", 3)
    found = _remedy(_MENDED, stored(("put", False), *[("put", False)] * 9), 1)
    assert found.compensates == (6, 7, 8)


def test_what_is_personal_in_the_state_is_not_quoted() -> None:
    covered = replace(generic_domain(), personal=("data.mail", "state.mail"))
    found = _remedy(covered, _merged({"x": 1}, {"x": 2, "mail": "ada@example.org"}), 1)
    assert told_difference(found.differs) == "Not all of it can be as it was: mail stays ••••, which it had not."
    with pytest.raises(Refused, match=r"No event of Generic .* mail •••• → nothing\.$"):
        _remedy(covered, _merged({"x": 1}, {"mail": "ada@example.org"}), 1)


def test_an_error_that_may_quote_what_is_personal_is_hidden() -> None:
    def broken(_now: int, _wanted: int) -> tuple[NewEvent, ...]:
        raise KeyError("ada@example.org")

    domain = replace(PILE, personal=("state.height",), compensate=broken)
    with pytest.raises(Refused, match=f"restore the state: {HIDDEN}") as refused:
        _remedy(domain, stored(("put", False), ("clear", False)), 1)
    assert "ada" not in str(refused.value)
    proposing = replace(domain, compensate=lambda _now, _wanted: (NewEvent("take", {}),))
    with pytest.raises(Refused, match=f"The proposed take could not be applied: {HIDDEN}"):
        _remedy(proposing, stored(("put", False), ("clear", False)), 1)
