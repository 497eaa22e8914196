"""Second: what is done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from leftfold.batch.correction import DeleteEvents, RestoreState, RunCommand
from leftfold.batch.run_file import Run
from leftfold.model.capability import Capability
from leftfold.ui.batch.sample import Sample
from leftfold.ui.batch.what_page import WhatPage


def made(sample: Sample, qtbot: QtBot) -> WhatPage:
    page = WhatPage(sample)
    qtbot.addWidget(page)
    return page


@pytest.fixture
def page(sample: Sample, qtbot: QtBot) -> WhatPage:
    return made(sample, qtbot)


def test_the_three_corrections_are_chosen(page: WhatPage, qtbot: QtBot) -> None:
    chosen = [page.correction]
    for button in (page.restore, page.command):
        with qtbot.waitSignal(page.changed):
            button.click()
        chosen.append(page.correction)
    assert chosen[:2] == [DeleteEvents(), RestoreState()]
    assert page.commands.currentText() == "Reset progress"
    found = chosen[2]
    assert isinstance(found, RunCommand)
    assert dict(found.arguments)["lesson"].written == "=before.currentPosition"
    assert page.complaint == ""


def test_what_is_missing_in_a_command_is_said(page: WhatPage) -> None:
    page.command.click()
    lesson = page._inputs[page.commands.currentIndex()][0]
    lesson.widget.setEditText("x")
    assert page.correction is None
    assert page.complaint == "Lesson: It must be a whole number, such as 12."
    lesson.widget.setEditText("=before.")
    assert page.correction is None
    assert page.complaint == "A value leads to no place."


def test_what_the_store_or_the_domain_cannot_do_is_said(sample: Sample, qtbot: QtBot) -> None:
    foreign = replace(sample, delete=Capability("soft delete", False, "Its readers know no deletion."))
    page = made(foreign, qtbot)
    assert not page.delete.isEnabled()
    assert page.delete.toolTip() == page.delete.accessibleDescription() == "Its readers know no deletion."
    assert page.correction == RestoreState()
    bare = replace(sample, domain=replace(sample.domain, commands=(), compensate=None))
    page = made(bare, qtbot)
    assert (page.delete.isEnabled(), page.restore.isEnabled(), page.command.isEnabled()) == (True, False, False)
    closed = Capability("append", False, "It can only be read.")
    page = made(replace(foreign, append=closed), qtbot)
    assert page.correction is None
    assert page.complaint == "Choose what is done."


def test_the_first_found_is_told(page: WhatPage, run: Run) -> None:
    page.show_looking()
    assert page.effect == ""
    page.show_preview(run.proposal(5))
    assert page.effect == "It would change: currentPosition 1 → 4."
    page.show_preview(run.proposal(0))
    assert page.effect == "Its last state would stay as it is."
    page.show_failure("The database is gone.")
    assert page.effect == ""
    page.show_preview(None)
    assert page._found.text() == "No aggregate has such an event; go back and say less."
