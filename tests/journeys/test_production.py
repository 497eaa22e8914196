"""A correction in production: seen at once, unlocked by name, with a ticket; and none by one who may not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from leftfold.model.edits import Because
from leftfold.model.rules import Color, Rules
from leftfold.ui.draft.unlock import TypedUnlock
from tests.journeys.person import Person
from tests.store_builders import opened
from tests.ui.finding import button

RULES = Rules(
    environment="production",
    color=Color.RED,
    typed_confirmation=True,
    reason=10,
    ticket=True,
    ticket_pattern="SUP-*",
    writers=("mira",),
)


def _put_into_production(store: Path) -> None:
    with opened(store, write=True) as found:
        found.guard.set_rules(RULES, Because("ops", "it went live"))


def test_a_correction_in_production_from_lock_to_commit(
    person: Person, demo: Path, at_the_desk: Callable[[str], None]
) -> None:
    _put_into_production(demo)
    at_the_desk("mira")
    person.opens(demo, "student/3202")
    window = person.window
    assert window.header.environment.text() == "PRODUCTION"
    assert window.edge.isVisible()
    person.does("event.soft-delete")
    person.reads("The store is open read-only; unlock it first.")

    def types_its_name() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TypedUnlock)
        assert not dialog.unlock.isEnabled()
        QTest.keyClicks(dialog.name, demo.name)
        dialog.unlock.click()

    QTimer.singleShot(0, window, types_its_name)
    person.clicks(button("Unlock…", window.parts.draft))
    person.sees(lambda: person.drafting.lock.is_open)

    fields = {one.accessibleName(): one for one in window.parts.draft.findChildren(QLineEdit)}
    assert fields["Ticket"].placeholderText() == "Required, like SUP-*"
    person.types(fields["Reason"], "reset")
    person.reads("Say why in 10 characters or more; these are 5. Name the ticket that asks for it, one like SUP-*.")
    person.types(fields["Reason"], "The bulk job reset the wrong students")
    person.types(fields["Ticket"], "OPS-1")
    person.reads("The ticket “OPS-1” is none like SUP-*.")
    assert not window.parts.draft.body.commit.isEnabled()
    person.types(fields["Ticket"], "SUP-7")
    person.sees(lambda: not window.parts.draft.body.against)
    person.commits()
    with opened(demo) as store:
        entry = store.audit(store.resolve("student/3202"))[-1]
    assert entry.because.ticket == "SUP-7"


def test_one_who_may_not_write_is_told_so(person: Person, demo: Path, at_the_desk: Callable[[str], None]) -> None:
    _put_into_production(demo)
    at_the_desk("ben")
    person.opens(demo, "student/3202")
    person.does("store.lock")
    person.reads("ben may not write here; mira may. Nothing was written.")
    assert not person.drafting.lock.is_open
    assert person.state("currentPosition") == 3


def test_rules_that_come_while_it_is_unlocked_hold_the_commit(person: Person, demo: Path, rules_of_user: Path) -> None:
    person.opens(demo, "student/3202")
    person.does("event.soft-delete")
    person.unlocks()
    person.explains("The bulk job reset the wrong students")
    rules_of_user.write_text('[[store]]\nmatch = "*"\nenvironment = "staging"\nsecond_person = true\n', "utf-8")
    person.clicks(person.window.parts.draft.body.commit)
    person.reads("another person must commit it, so export it for review. Nothing was written. Your draft is kept.")
    assert person.drafting.draft
    assert not person.window.parts.draft.body.commit.isEnabled()
