"""Who corrects, and why."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Because
from leftfold.model.rules import LOCAL, Rules
from leftfold.model.rulings import Ruling, Rulings
from leftfold.ui.draft.because_form import BecauseForm


def _field(form: BecauseForm, name: str) -> QLineEdit:
    return next(field for field in form.findChildren(QLineEdit) if field.accessibleName() == name)


def test_what_is_typed_is_told(qtbot: QtBot) -> None:
    form = BecauseForm()
    qtbot.addWidget(form)
    form.fill(Because("Mira", ""))
    with qtbot.waitSignal(form.edited) as told:
        QTest.keyClicks(_field(form, "Reason"), "x")
    assert told.args == [Because("Mira", "x", "")]
    QTest.keyClicks(_field(form, "Ticket"), "SUP-1")
    assert form.because == Because("Mira", "x", "SUP-1")


def test_the_text_being_typed_is_left_alone(qtbot: QtBot) -> None:
    form = BecauseForm()
    qtbot.addWidget(form)
    QTest.keyClicks(_field(form, "Reason"), "a wrong ")
    form.fill(form.because)
    assert _field(form, "Reason").text() == "a wrong "
    form.fill(Because("Mira", "another's reason"))
    assert _field(form, "Reason").text() == "another's reason"


def test_the_keyboard_goes_where_something_is_missing(qtbot: QtBot) -> None:
    form = BecauseForm()
    qtbot.addWidget(form)
    form.show()
    for because, name in (
        (Because("Mira", ""), "Reason"),
        (Because("", ""), "Reason"),
        (Because("", "a wrong reset"), "Author"),
    ):
        form.fill(because)
        form.ask()
        assert form.focusWidget() is _field(form, name)


def test_who_drafted_it_stays_and_who_commits_it_is_told(qtbot: QtBot) -> None:
    form = BecauseForm()
    qtbot.addWidget(form)
    form.fill(Because("Mira", "hers", committer="Tom"))
    author = _field(form, "Author")
    assert author.isReadOnly()
    assert author.toolTip() == "Mira drafted this; you, Tom, commit it. Both are recorded."
    assert author.accessibleDescription() == author.toolTip()
    QTest.keyClicks(_field(form, "Reason"), "!")
    assert form.because == Because("Mira", "hers!", committer="Tom")
    form.fill(Because("Tom", ""))
    assert not author.isReadOnly()
    assert author.toolTip() == ""


def _by(rules: Rules) -> Rulings:
    return Rulings("school", (Ruling("a file", rules),))


def test_it_says_what_the_rules_demand(qtbot: QtBot) -> None:
    form = BecauseForm()
    qtbot.addWidget(form)
    form.show()
    reason, ticket = _field(form, "Reason"), _field(form, "Ticket")
    form.demand(_by(LOCAL))
    assert (reason.placeholderText(), ticket.placeholderText()) == ("Why is this corrected? (required)", "Optional")
    form.demand(_by(Rules(environment="x", ticket_pattern="SUP-*")))
    assert ticket.placeholderText() == "Optional, like SUP-*"
    form.demand(_by(Rules(environment="x", reason=10, ticket=True, ticket_pattern="SUP-*")))
    assert reason.placeholderText() == "Why is this corrected? (required, 10 characters or more)"
    assert ticket.placeholderText() == ticket.accessibleDescription() == "Required, like SUP-*"
    form.fill(Because("Mira", "a wrong reset"))
    form.ask()
    assert form.focusWidget() is ticket
    form.demand(_by(Rules(environment="x", ticket=True)))
    assert ticket.placeholderText() == "Required"
    form.demand(_by(LOCAL))
    form.ask()
    assert form.focusWidget() is reason
