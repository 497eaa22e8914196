"""How whoever reads a slice opens the store by itself."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from leftfold.model.errors import BadRequest, CannotOpen
from leftfold.model.stream import StreamId
from leftfold.scan.reading import Reading
from tests.school import EVENTS
from tests.store_builders import make_eventsourcing, make_native


def _domains(reading: Reading) -> dict[str, tuple[str, int]]:
    with reading.opened() as opened:
        return {
            str(one.stream): (one.domain.name, sum(1 for _event in one.events))
            for part in opened.slices()
            for one in opened.streams(part, check=lambda: None)
        }


def test_each_stream_is_read_by_the_domain_of_its_type(tmp_path: Path) -> None:
    path = make_native(tmp_path / "a.sqlite", {"student/1": EVENTS, "thing/2": [("put", {})] * 60})
    assert _domains(Reading(target=str(path))) == {"student/1": ("progress", 5), "thing/2": ("generic", 60)}
    assert _domains(Reading(target=str(path), type="thing")) == {"thing/2": ("generic", 60)}
    assert _domains(Reading(target=str(path), domain="generic"))["student/1"] == ("generic", 5)


def test_where_no_type_tells_it_the_first_events_do(tmp_path: Path) -> None:
    rows = [("a", n, "app:Dog.Put", b"{}") for n in range(1, 71)]
    path = make_eventsourcing(tmp_path / "es.sqlite", rows)
    ((name, count),) = _domains(Reading(target=str(path))).values()
    assert (name, count) == ("generic", 70)


def test_a_stream_is_read_anew_up_to_a_version(tmp_path: Path) -> None:
    path = make_native(tmp_path / "a.sqlite", {"student/1": EVENTS})
    with Reading(target=str(path)).opened() as opened:
        assert [event.version for event in opened.again(StreamId("student", "1"), 3)] == [1, 2, 3]


def test_a_projection_is_no_domain_to_read_aggregates_by(tmp_path: Path) -> None:
    path = make_native(tmp_path / "a.sqlite", {"student/1": EVENTS})
    with pytest.raises(BadRequest, match="sales is a projection"), Reading(target=str(path), domain="sales").opened():
        pass


def test_what_cannot_be_opened_says_so() -> None:
    with pytest.raises(CannotOpen), Reading(target="/nowhere.sqlite").opened():
        pass


def test_a_password_is_handed_on_and_shown_to_nobody() -> None:
    reading = Reading(target="postgresql://me:secret@host/db")
    assert pickle.loads(pickle.dumps(reading)).target == reading.target
    assert "secret" not in repr(reading)
    assert "secret" not in reading.place
