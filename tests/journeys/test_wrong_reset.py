"""“My daughter was on lesson 6, the app says 3”: found, mended, and taken back."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.person import Person


def test_the_wrong_reset_is_found_mended_and_taken_back(person: Person, demo: Path) -> None:
    person.opens(demo)
    person.finds("3202")
    assert person.state("currentPosition") == 3

    person.document.selection.watch(("currentPosition",))
    person.does("play.previous-change")
    assert "Progress was reset to lesson 3" in person.event()
    person.does("play.back")
    assert person.state("currentPosition") == 6
    person.does("play.forward")

    person.does("event.soft-delete")
    assert ("currentPosition", "3", "6") in person.effect()
    # A row says what it said until it is told anew.
    person.sees(lambda: person.event().startswith("Soft-deleted: Progress was reset"))
    person.does("play.last")
    assert person.state("currentPosition") == 6

    person.unlocks()
    person.explains("The bulk job reset the wrong students")
    person.commits()
    person.reads("Written by")
    assert person.state("currentPosition") == 6
    assert not person.drafting.draft

    person.does("play.previous-change")
    while not person.event().startswith("Soft-deleted"):
        person.does("play.forward")
    person.does("event.restore")
    person.explains("It was right after all")
    person.commits()
    person.does("play.last")
    assert person.state("currentPosition") == 3


def test_a_student_who_went_on_is_put_right_by_a_compensating_event(person: Person, demo: Path) -> None:
    person.opens(demo, "student/3187")
    before = person.state("currentPosition")
    person.drafting.command("reset-progress", {"lesson": 6, "activity": 2})
    person.waits()
    person.does("play.last")
    assert person.state("currentPosition") == 6
    assert person.event().startswith(f"Progress was reset to lesson 6, activity 2 (was lesson {before}, ")
    person.unlocks()
    person.explains("He was on lesson 6 before the bulk job")
    person.commits()
    assert person.state("currentPosition") == 6
    assert person.document.session is not None
    entry = person.document.session.store.audit(person.document.session.resolve("student/3187"))[-1]
    assert entry.because.reason == "He was on lesson 6 before the bulk job"


def test_an_event_that_fails_hides_nothing_else(person: Person, demo: Path) -> None:
    person.opens(demo, "student/3204")
    person.reads("failed event")
    person.does("play.first")
    person.seeks("event.failed")
    assert "could not be applied" in person.event()
    failing = person.document.selection.ordinal
    person.does("play.forward")
    assert person.document.selection.ordinal == failing + 1
    person.reads("Stands on a failure")
