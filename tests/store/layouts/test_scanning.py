"""Whatever its library, a whole store read slice by slice is what the library has written, however it is cut."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

import pytest

from leftfold.model.stream import StreamId
from leftfold.store import scanning
from tests.store.layouts.libraries import LIBRARIES
from tests.store.layouts.library import Library, Place, Stored, opened
from tests.store.layouts.test_reading import stored, target


@pytest.mark.parametrize("library", LIBRARIES, ids=str)
def test_the_events_are_those_of_the_library(library: Library, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "PAGE", 2)
    with opened(target(library, place)) as store:
        slices = list(store.whole.scanner.slices(size=2))
        found: list[tuple[StreamId, tuple[Stored, ...]]] = []
        for part in slices:
            streams = groupby(store.whole.scanner.events(part), attrgetter("stream"))
            found += [(stream, tuple(map(stored, events))) for stream, events in streams]
        assert dict(found) == library.expected
        assert len(found) == len(library.expected)
