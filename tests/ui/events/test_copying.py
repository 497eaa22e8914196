"""An event as it is copied."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leftfold.cli.main import run
from leftfold.domains.progress import PROGRESS
from leftfold.model.edits import Because, ChangeSet, SoftDelete
from leftfold.model.event import Event, Undecodable
from leftfold.model.step import Standing
from leftfold.model.stream import StreamId
from leftfold.model.times import microseconds
from leftfold.replay.fold import take_step
from leftfold.session import Session
from leftfold.ui.events.copying import event_json
from tests.school import EVENTS
from tests.store_builders import Payload, make_native, opened
from tests.ui.events.made import LISA

STUDENT = StreamId("student", "1")
AT = datetime(2025, 3, 4, 10, 32, 7, tzinfo=UTC)


def copied(event: Event) -> dict[str, object]:
    found = json.loads(event_json(PROGRESS, take_step(PROGRESS, Standing(PROGRESS.initial), event)))
    assert isinstance(found, dict)
    return found


def test_all_of_an_event_is_copied_in_the_command_lines_words() -> None:
    assert copied(Event(LISA, 3, "placeStudent", {"lesson": 1}, {"by": "app"}, microseconds(AT), 17, deleted=True)) == {
        "version": 3,
        "position": 17,
        "type": "placeStudent",
        "data": {"lesson": 1},
        "metadata": {"by": "app"},
        "recorded_at": "2025-03-04T10:32:07.000000Z",
        "deleted": True,
        "sentence": "Soft-deleted: Placed at lesson 1, activity 1",
    }


def test_a_payload_that_cannot_be_read_is_kept_as_it_is_stored() -> None:
    odd = copied(Event(LISA, 3, "placeStudent", Undecodable(b"{", "is not JSON"), Undecodable(b"[", "is no object")))
    assert (odd["data"], odd["metadata"]) == (None, None)
    assert odd["undecodable"] == {"reason": "is not JSON", "base64": "ew=="}
    assert odd["undecodable_metadata"] == {"reason": "is no object", "base64": "Ww=="}
    assert odd["recorded_at"] is None


def test_what_is_copied_is_what_the_command_line_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    strange: list[tuple[str, Payload]] = [("unheardOf", {"é": [1.5, None]}), ("lessonCompleted", "{"), *EVENTS[3:]]
    store = make_native(tmp_path / "s.sqlite", {"student/1": [*EVENTS, *strange]})
    with opened(store, write=True) as writable:
        writable.commit(ChangeSet(STUDENT, 9, (SoftDelete(2),), Because("tester", "not hers")))
    assert run(lambda _request: 0, arguments=["events", str(store), "student/1", "--json"]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    session = Session.open(str(store))
    history = session.open_stream(STUDENT).history
    copies = [json.loads(event_json(history.domain, step)) for step in history.steps(1, history.length)]
    session.close()
    assert [row["deleted"] for row in printed] == [ordinal == 2 for ordinal in range(1, 10)]
    assert copies[6].pop("undecodable")["base64"] == "ew=="
    assert [list(row.items()) for row in copies] == [list(row.items()) for row in printed]
