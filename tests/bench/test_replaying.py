"""What is measured of replays."""

from __future__ import annotations

import pytest

from leftfold.bench import replaying
from leftfold.bench.replaying import growth, library, replay
from leftfold.bench.stores import Stores


def test_a_replay_is_told_beside_the_bare_loop(tiny: Stores) -> None:
    folded, opened = replay(tiny)
    assert folded.peer is not None
    assert folded.ours is not None
    assert folded.met is (folded.ratio is not None and folded.ratio <= 1.5)
    assert "bare loop" in folded.against
    assert "opening" in opened.what
    assert opened.met is None


def test_the_library_is_measured_where_it_is_installed(tiny: Stores) -> None:
    pytest.importorskip("eventsourcing", reason="pip install leftfold[bench]")
    (figure,) = library(tiny)
    assert figure.ratio is not None
    assert figure.met is (figure.ratio <= 1 / 12)
    assert "µs an event" in figure.note


def test_a_library_that_is_not_installed_is_said(tiny: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "LIBRARY", "no_such_library")
    (figure,) = library(tiny)
    assert (figure.ours, figure.ratio, figure.met) == (None, None, False)
    assert "no_such_library is not installed" in figure.note


def test_growth_is_told_beside_the_shortest_stream(tiny: Stores) -> None:
    first, *longer = growth(tiny)
    assert first.ratio == 1
    assert len(longer) == 3
    assert {figure.peer for figure in longer} == {first.peer}
    assert f"{10 * tiny.sizes.one_stream:,} events" in longer[-1].what
    assert [bool(figure.note) for figure in (first, *longer[:-1])] == [False] * 3


def test_the_memory_of_the_longest_is_told_where_the_system_tells(
    tiny: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "resident", lambda: 100.0)
    monkeypatch.setattr(replaying, "peak", lambda: 104.0)
    *_others, longest = growth(tiny)
    assert longest.note == "at most 4 MB of memory more, 400 bytes an event"
    monkeypatch.setattr(replaying, "resident", lambda: None)
    *_others, longest = growth(tiny)
    assert longest.note == ""
