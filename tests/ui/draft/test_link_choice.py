"""Whether a new event is linked to what it makes up for."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.ui.document import Document
from leftfold.ui.draft.link_choice import LinkChoice
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import OpenStore


@pytest.fixture
def choice(qtbot: QtBot, document: Document, open_store: OpenStore, tmp_path: Path) -> LinkChoice:
    open_store(make_native(tmp_path / "s.sqlite", {"student/1": EVENTS}), select="student/1")
    choice = LinkChoice(document)
    qtbot.addWidget(choice)
    return choice


def test_nothing_is_offered_at_first(choice: LinkChoice) -> None:
    assert choice.isHidden()
    assert choice.chosen == ()


def test_a_link_is_there_unless_the_person_takes_it_away(choice: LinkChoice) -> None:
    choice.offer((5,), on=True, about="")
    assert not choice.isHidden()
    assert (choice.box.text(), choice.chosen) == ("It makes up for event 5", (5,))
    choice.box.click()
    assert not choice.chosen
    choice.offer((5,), on=False, about="")
    assert not choice.chosen


def test_a_stretch_is_told_by_its_ends(choice: LinkChoice) -> None:
    choice.offer((3, 4, 5), on=True, about="As it was.")
    assert choice.box.text() == "It makes up for the 3 events 3 to 5"
    choice.offer((), on=True, about="As it was.")
    assert choice.box.isHidden()
    assert not choice.isHidden()
