"""Keyframes lie evenly, are never too many, and are lent up to an edit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.step import Standing
from leftfold.replay.keyframes import LIMIT, SPACING, Keyframes

_ordinals = st.lists(st.integers(0, 200), max_size=60)
_spacings = st.integers(1, 9)
_limits = st.integers(1, 6)


def _kept(keyframes: Keyframes[int], ordinals: list[int]) -> Keyframes[int]:
    for ordinal in ordinals:
        keyframes.keep(ordinal, Standing(ordinal))
    return keyframes


def _held(keyframes: Keyframes[int]) -> list[int]:
    found = [keyframes.nearest(ordinal) for ordinal in range(201)]
    assert all(one is None or one[1] == Standing(one[0]) for one in found)
    return sorted({one[0] for one in found if one})


@given(_ordinals, _spacings, _limits)
def test_they_lie_evenly_and_are_never_too_many(ordinals: list[int], spacing: int, limit: int) -> None:
    keyframes = _kept(Keyframes(spacing=spacing, limit=limit), ordinals)
    held = _held(keyframes)
    assert len(held) == len(keyframes) <= limit
    assert all(ordinal % keyframes.spacing == 0 for ordinal in held)
    assert keyframes.spacing % spacing == 0
    assert keyframes.spacing == spacing or len(ordinals) > limit


@given(_ordinals, _spacings, _limits, st.integers(0, 201))
def test_those_since_are_the_later_ones_in_order(ordinals: list[int], spacing: int, limit: int, first: int) -> None:
    keyframes = _kept(Keyframes(spacing=spacing, limit=limit), ordinals)
    later = [place for place in _held(keyframes) if place >= first]
    assert keyframes.since(first) == tuple((place, Standing(place)) for place in later)


@given(_ordinals, _spacings)
def test_without_a_limit_in_reach_all_in_their_places_are_kept(ordinals: list[int], spacing: int) -> None:
    keyframes = _kept(Keyframes(spacing=spacing), ordinals)
    assert _held(keyframes) == sorted({ordinal for ordinal in ordinals if ordinal % spacing == 0})


@given(_ordinals, _spacings, st.integers(0, 200))
def test_the_nearest_is_the_last_one_before(ordinals: list[int], spacing: int, asked: int) -> None:
    keyframes = _kept(Keyframes(spacing=spacing), ordinals)
    before = [ordinal for ordinal in ordinals if ordinal % spacing == 0 and ordinal <= asked]
    assert keyframes.nearest(asked) == ((max(before), Standing(max(before))) if before else None)


@given(_ordinals, _spacings, _limits, st.integers(0, 200), _ordinals)
def test_what_is_borrowed_ends_with_what_is_shared(
    ordinals: list[int], spacing: int, limit: int, until: int, more: list[int]
) -> None:
    keyframes = _kept(Keyframes(spacing=spacing, limit=limit), ordinals)
    held = _held(keyframes)
    borrowed = keyframes.until(until)
    assert _held(borrowed) == [ordinal for ordinal in held if ordinal <= until]
    assert borrowed.spacing == keyframes.spacing
    _kept(borrowed, more)
    assert _held(keyframes) == held, "what is kept in the copy stays there"


def test_all_may_be_forgotten() -> None:
    keyframes = _kept(Keyframes(spacing=1), [0, 1, 2])
    keyframes.clear()
    assert len(keyframes) == 0
    assert keyframes.nearest(200) is None


def test_the_first_standing_kept_in_a_place_stays() -> None:
    keyframes: Keyframes[str] = Keyframes(spacing=1)
    keyframes.keep(3, Standing("first"))
    keyframes.keep(3, Standing("second"))
    assert keyframes.nearest(3) == (3, Standing("first"))


@pytest.mark.parametrize(("spacing", "limit"), [(0, 1), (1, 0)])
def test_neither_spacing_nor_limit_may_be_nothing(spacing: int, limit: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Keyframes(spacing=spacing, limit=limit)


def test_a_million_events_need_no_more_than_the_limit() -> None:
    keyframes = _kept(Keyframes(), list(range(0, 1_000_001, SPACING)))
    assert LIMIT // 2 < len(keyframes) <= LIMIT
    assert keyframes.spacing == 256
