"""Personal fields are covered in all that a replay tells of a step."""

from __future__ import annotations

from dataclasses import replace

from leftfold.domain.generic import generic_domain
from leftfold.model.diff import Change, Op
from leftfold.model.event import Event, Undecodable
from leftfold.model.json import JsonObject
from leftfold.model.personal import MASK
from leftfold.model.snapshot import Snapshot
from leftfold.model.step import Failed, Failure, Standing, Step
from leftfold.model.stream import StreamId
from leftfold.replay.fold import take_step
from leftfold.replay.masking import (
    HIDDEN,
    covers,
    masked_differences,
    masked_error,
    masked_event,
    masked_snapshot,
    masked_standing,
    masked_step,
)
from leftfold.replay.narrative import narrate, sentence

ADA = StreamId("student", "1")
PLAIN = generic_domain()
COVERED = replace(PLAIN, personal=("data.name", "state.name", "metadata.user"))
LONG = "Augusta Ada King, Countess of Lovelace, born Byron"


def _step(name: str) -> Step[JsonObject]:
    event = Event(ADA, 2, "renamed", {"name": name, "lesson": 3}, {"user": "mira"})
    return take_step(PLAIN, Standing({"name": "Ada"}), event)


def test_a_moment_tells_nothing_personal() -> None:
    moment = narrate(COVERED, _step(LONG))
    assert moment.sentence == f"Renamed: name {MASK}, lesson 3"
    assert (moment.before, moment.after) == ({"name": MASK}, {"name": MASK, "lesson": 3})
    assert moment.changes[-1] == Change(Op.REPLACE, ("name",), MASK, MASK)
    assert moment.step.event.data == {"name": MASK, "lesson": 3}
    assert moment.step.event.metadata == {"user": MASK}


def test_where_nothing_is_marked_all_is_given_as_it_is() -> None:
    step = _step("Eve")
    assert masked_step(PLAIN, step) is step
    assert masked_event(PLAIN, step.event) is step.event
    assert narrate(PLAIN, step).step is step


def test_a_sentence_that_quotes_the_state_is_covered_too() -> None:
    quoting = replace(COVERED, sentence=lambda _event, before, after: f"{before['name']} is {after['name']} now")
    assert sentence(quoting, _step("Eve")) == f"{MASK} is {MASK} now"


def test_errors_tell_nothing_personal() -> None:
    nothing: JsonObject = {}
    step = Step(_step("Eve").event, Standing(nothing, Failure(1, "Ada is unknown")), Failed("Eve is unknown"))
    masked = masked_step(COVERED, step)
    assert masked.outcome == Failed(HIDDEN)
    assert masked.standing == Standing(nothing, Failure(1, HIDDEN))
    assert "Eve" not in sentence(COVERED, step)
    assert masked_standing(COVERED, Standing(nothing)) == Standing(nothing)


def test_nothing_is_left_of_bytes_that_cannot_be_read() -> None:
    event = _step("Eve").event._replace(data=Undecodable(b'{"name": "Eve"', "is not JSON"))
    covered = masked_event(COVERED, event).data
    assert isinstance(covered, Undecodable)
    assert covered.raw == MASK.encode()


def test_a_snapshot_is_covered_as_the_state_is() -> None:
    assert masked_snapshot(COVERED, Snapshot(ADA, 1, {"name": "Ada"}, None)).state == {"name": MASK}


def test_a_payload_is_covered_where_it_has_what_is_personal() -> None:
    assert covers(COVERED, {"name": "Ada", "lesson": 3})
    assert not covers(COVERED, {"lesson": 3})
    assert not covers(PLAIN, {"name": "Ada"})


def test_an_error_is_told_where_nothing_is_personal() -> None:
    assert (masked_error(PLAIN, "no Ada"), masked_error(COVERED, "no Ada")) == ("no Ada", HIDDEN)


def test_that_personal_values_differ_is_told_whichever_domain_marks_them() -> None:
    changes = (Change(Op.REPLACE, ("lesson",), 3, 4), Change(Op.REPLACE, ("name",), MASK, MASK))
    ada: JsonObject = {"name": "Ada", "lesson": 3}
    eve: JsonObject = {"name": "Eve", "lesson": 4}
    for domain, other in ((PLAIN, COVERED), (COVERED, PLAIN), (COVERED, COVERED)):
        assert set(masked_differences(domain, ada, other, eve)) == set(changes)
    assert masked_differences(COVERED, ada, COVERED, {**ada}) == ()
    assert Change(Op.REPLACE, ("name",), "Ada", "Eve") in masked_differences(PLAIN, ada, PLAIN, eve)
