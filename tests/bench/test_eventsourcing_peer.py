"""The student of PyPI `eventsourcing` goes the same way, else it would be no peer."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from leftfold.bench.peers import bare_replay
from leftfold.bench.stores import Stores

pytest.importorskip("eventsourcing", reason="pip install leftfold[bench]")


def test_the_library_ends_in_the_same_state(tmp_path: Path, tiny: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    from leftfold.bench import eventsourcing_peer as peer  # noqa: PLC0415

    monkeypatch.setattr(peer, "_BATCH", 64)
    state = bare_replay(*tiny.one_stream(500))
    with closing(peer.open_school(tmp_path / "school.sqlite")) as school:
        enrolled = peer.enrol(school, 500)
        assert school.repository.get(enrolled).version == 500
        assert peer.state_of(school, enrolled) == (
            state["currentPosition"],
            state["currentActivity"],
            state["lastQuiz"],
            state["highestLesson"],
        )
