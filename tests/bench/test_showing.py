"""What is measured of a long stream that is shown before all of it is indexed."""

from __future__ import annotations

from contextlib import closing

import pytest

from leftfold.bench.showing import showing
from leftfold.bench.stores import Stores
from leftfold.session import Session


def test_a_long_stream_is_shown_and_shown_again(tiny: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leftfold.store.outline.LONG", 1)
    monkeypatch.setattr("leftfold.store.outline.INDEX_PAGE", 10)
    path, stream = tiny.one_stream()
    with closing(Session.open(str(path))) as session:
        assert session.show_stream(stream).index.unread is not None, "else there is nothing to measure"
    first, again = showing(tiny)
    for figure, goal in ((first, 200), (again, 16)):
        assert figure.ours is not None
        assert figure.ours.count == tiny.sizes.rounds
        assert figure.met is (figure.ours.median <= goal)
        assert f"{tiny.sizes.one_stream:,} events" in figure.what
    assert first.note.endswith(" ms later")
