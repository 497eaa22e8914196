"""The spots of a document: they hold what is there, what was there, and say which is which."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings

from leftfold.model.diff import diff, same
from leftfold.model.json import Json
from leftfold.model.paths import MISSING, Path
from leftfold.ui.inspector.spots import Sign, Spot, compared, differing, plain
from tests.ui.inspector.documents import DOCUMENTS


def _all(spot: Spot, path: Path = ()) -> Iterator[tuple[Path, Spot]]:
    yield path, spot
    for key in spot.inner_keys():
        yield from _all(spot.child(key), (*path, key))


def _inner(document: Json, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    yield path, document
    items = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for key, value in items:
        yield from _inner(value, (*path, key))


@settings(deadline=None)
@given(DOCUMENTS)
def test_a_document_alone_is_all_there_is(document: Json) -> None:
    spots = list(_all(plain(document)))
    assert [(path, spot.value) for path, spot in spots] == list(_inner(document))
    assert {spot.sign for _path, spot in spots} == {Sign.SAME}


@settings(deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_after_a_step_all_that_is_there_and_all_that_is_gone_is_shown(before: Json, after: Json) -> None:
    spots = dict(_all(compared(before, after, diff(before, after))))
    there = {path: spot.value for path, spot in spots.items() if spot.after is not MISSING}
    assert there == dict(_inner(after))
    for change in diff(before, after):
        spot = spots[change.path]
        assert spot.sign in (Sign.CHANGED, Sign.ADDED, Sign.REMOVED)
        if spot.sign is not Sign.ADDED:
            assert spot.before == change.before


@settings(deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_signs_tell_what_the_step_did(before: Json, after: Json) -> None:
    old = dict(_inner(before))
    for path, spot in _all(compared(before, after, diff(before, after))):
        match spot.sign:
            case Sign.SAME:
                assert same(old[path], spot.after)  # type: ignore[arg-type]
            case Sign.INSIDE | Sign.CHANGED:
                assert not same(old[path], spot.after)  # type: ignore[arg-type]
            case Sign.ADDED:
                assert spot.before is MISSING
            case Sign.REMOVED:
                assert spot.value == old[path]
            case sign:
                raise AssertionError(sign)


@settings(deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_beside_what_a_draft_gives_stands_what_is_stored(stored: Json, after: Json) -> None:
    changes = diff(stored, after)
    spots = dict(_all(Spot(after, after, stored, None, differing(changes))))
    for change in changes:
        spot = spots[change.path]
        assert spot.is_apart
        assert spot.stored == (MISSING if spot.stored is MISSING else change.before)
    gone = {path for path, spot in spots.items() if spot.sign is Sign.STORED}
    assert {change.path for change in changes if change.op == "remove"} <= gone


def test_what_is_gone_stays_where_it_was() -> None:
    before: Json = {"x": 0, "a": 1, "y": 2, "b": 3, "z": 4}
    after: Json = {"b": 3, "a": 1, "c": 5}
    spot = compared(before, after, diff(before, after))
    assert list(spot.inner_keys()) == ["x", "b", "z", "a", "y", "c"]


def test_a_list_that_becomes_an_object_shows_only_the_object() -> None:
    spot = compared({"v": [1, 2]}, {"v": {"0": 1}}, diff({"v": [1, 2]}, {"v": {"0": 1}})).child("v")
    assert spot.sign is Sign.CHANGED
    assert [(key, spot.child(key).sign) for key in spot.inner_keys()] == [("0", Sign.ADDED)]


def test_of_what_is_not_stored_at_all_only_the_whole_says_so() -> None:
    spot = Spot({"a": {"b": 1}}, {"a": {"b": 1}}, {}, None, differing(diff({}, {"a": {"b": 1}})))
    assert spot.child("a").is_apart
    assert not spot.child("a").child("b").is_apart
