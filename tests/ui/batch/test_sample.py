"""The event that a batch begins from."""

from __future__ import annotations

from leftfold.ui.batch.sample import Sample


def test_it_knows_what_is_around_the_event(sample: Sample) -> None:
    assert (sample.type, sample.types, sample.domain.name) == ("student", ("student",), "progress")
    assert sample.told == "Progress was reset to lesson 1, activity 1 (was lesson 7, activity 1)"
    assert isinstance(sample.before, dict)
    assert isinstance(sample.last, dict)
    assert (sample.before["currentPosition"], sample.last["currentPosition"]) == (7, 1)
    assert sample.delete.allowed
    assert sample.append.allowed


def test_it_tells_the_command_and_the_place_of_its_fields(sample: Sample) -> None:
    assert sample.command == "reset-progress"
    # The activity was 1 before, too, and what the lesson did is not said twice.
    assert sample.places == {"lesson": ("currentPosition",)}
