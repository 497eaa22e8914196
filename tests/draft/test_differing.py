"""The first event whose effect differs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pytest

from leftfold.domain.definition import Domain
from leftfold.draft import differing
from leftfold.draft.consequences import Effect, Pair
from leftfold.draft.differing import Differing, same_effect
from leftfold.model.diff import diff
from leftfold.model.event import Event
from leftfold.model.json import Json
from leftfold.replay.fold import Took
from tests.draft.piling import PILE, STREAM


class _Named(NamedTuple):
    one: int
    other: int = 0


@dataclass(frozen=True)
class _Record:
    one: int
    other: int = 0


def _took(before: Any, after: Any, error: str | None = None) -> Took[Any]:
    return Took(before, after, error)


@pytest.mark.parametrize("kind", [_Named, _Record, lambda one, other=0: {"one": one, "other": other}])
def test_an_effect_is_what_changes_from_what_to_what(kind: Any) -> None:
    step = _took(kind(1), kind(2))
    assert same_effect(step, _took(kind(1, 5), kind(2, 5)))
    assert not same_effect(step, _took(kind(0), kind(2)))
    assert not same_effect(step, _took(kind(1), kind(3)))
    assert not same_effect(step, _took(kind(1), kind(1)))
    assert same_effect(_took(kind(1), kind(1)), _took(kind(2), kind(2)))


def test_what_comes_and_goes_is_a_change_too() -> None:
    assert not same_effect(_took({}, {"a": 1}), _took({"a": 0}, {"a": 1}))
    assert same_effect(_took({}, {"a": 1}), _took({"b": 0}, {"b": 0, "a": 1}))


def test_failing_differs_from_being_applied_and_not_from_failing() -> None:
    failed = _took(0, 0, "no")
    assert not same_effect(failed, _took(0, 0))
    assert not same_effect(_took(0, 0), failed)
    assert same_effect(failed, _took(3, 3, "not that either"))


def _pair(version: int, stored: Took[int], drafted: Took[int], *, is_flipped: bool = False) -> Pair[int]:
    return Pair(Event(STREAM, version, "put", {}), stored, drafted, is_flipped)


def test_the_first_is_told_with_both_effects() -> None:
    looking = Differing(PILE)
    looking.look(_pair(5, _took(0, 1), _took(0, 0), is_flipped=True))
    looking.look(_pair(6, _took(1, 1), _took(0, 0)))
    looking.look(_pair(7, _took(1, 2), _took(0, 0, "no")))
    looking.look(_pair(8, _took(2, 3), _took(0, 1)))
    assert looking.found is not None
    assert looking.found.version == 7
    assert looking.found.stored == Effect("put", diff({"height": 1}, {"height": 2}))
    assert looking.found.drafted == Effect("put could not be applied: no", ())


def test_what_is_shown_alike_does_not_count_and_is_looked_for_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[int] = []

    def show(height: int) -> Json:
        shown.append(height)
        return {}

    quiet: Domain[int] = replace(PILE, show=show, sentence=lambda *_: "put")
    monkeypatch.setattr(differing, "_PATIENCE", 2)
    looking = Differing(quiet)
    for version in range(5, 10):
        looking.look(_pair(version, _took(1, 2), _took(0, 1)))
    assert (looking.found, len(shown)) == (None, 8)
