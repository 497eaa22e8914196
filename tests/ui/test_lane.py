"""The queues of work."""

from __future__ import annotations

from leftfold.ui.lane import Lane
from leftfold.ui.tasks import Lane as ByTasks


def test_each_has_a_name_of_its_own() -> None:
    assert len({str(lane) for lane in Lane}) == len(Lane)
    assert ByTasks is Lane
