"""The generic domain: payloads merged, whatever they are."""

from __future__ import annotations

from collections import ChainMap
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.domain.generic import LONGEST, MOST_TRACKS, generic_domain, words
from leftfold.model.event import Event
from leftfold.model.json import Json, JsonObject
from leftfold.model.stream import StreamId
from leftfold.testing import check_domain
from tests.model.documents import DOCUMENTS

STREAM = StreamId("thing", "1")
TYPE = "Bank account owner renamed"


def _event(data: Json, *, type: str = "BankAccount.OwnerRenamed") -> Event:
    return Event(STREAM, 1, type, data)


@given(st.lists(st.dictionaries(st.text(max_size=2), DOCUMENTS, max_size=3), max_size=5))
def test_later_payloads_lie_over_earlier_ones(payloads: list[JsonObject]) -> None:
    domain = generic_domain()
    assert reduce(domain.evolve, map(_event, payloads), domain.initial) == dict(ChainMap(*reversed(payloads)))


@given(st.lists(st.tuples(DOCUMENTS, st.text(max_size=5)), max_size=4))
def test_any_events_keep_the_contract(facts: list[tuple[Json, str]]) -> None:
    events = [_event(data, type=name) for data, name in facts]
    check_domain(generic_domain(events), events=events)


def test_what_is_no_object_becomes_the_value() -> None:
    domain = generic_domain()
    assert domain.evolve({"a": 1}, _event([2])) == {"a": 1, "value": [2]}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, TYPE),
        ([1], TYPE),
        (
            {"name": "Mira", "age": 7, "sure": True, "none": None, "more": 1},
            f"{TYPE}: name Mira, age 7, sure true, none null",
        ),
        ({"deep": {"a": 1}, "list": [], "b": 2}, f"{TYPE}: b 2"),
        ({"text": "two\nlines"}, f"{TYPE}: text two lines"),
        ({"text": "x" * 99}, f"{TYPE}: text {'x' * (LONGEST - 1)}…"),
    ],
)
def test_a_sentence_names_the_first_plain_fields(data: Json, sentence: str) -> None:
    domain = generic_domain()
    assert domain.sentence(_event(data), {}, {}) == sentence


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("accountOpened", "Account opened"),
        ("v2_money-moved", "V2 money moved"),
        ("shop/Item:Added", "Shop item added"),
        ("...", ""),
    ],
)
def test_names_become_words(name: str, plain: str) -> None:
    assert words(name) == plain


def test_an_event_without_a_name_has_a_sentence() -> None:
    assert generic_domain().sentence(_event({"a": 1}, type=""), {}, {}) == "An event without a type: a 1"


def test_a_field_without_words_is_a_track_by_its_own_name() -> None:
    assert [(t.name, t.title) for t in generic_domain([_event({"": 1, "...": 2})]).tracks] == [("...", "...")]


def test_the_first_numbers_of_a_sample_are_tracks() -> None:
    sample = [_event({"text": "x", "a": 1, "yes": True}), _event([1]), _event({"b": 0.5, "a": 2, "c": 3, "d": 4})]
    tracks = generic_domain(sample).tracks
    assert [(track.name, track.title) for track in tracks] == [("a", "A"), ("b", "B"), ("c", "C")]
    assert len(tracks) == MOST_TRACKS
    states: list[JsonObject] = [{"a": 7}, {"a": "7"}, {"a": True}, {}]
    assert [tracks[0].value(state) for state in states] == [7.0, None, None, None]
