"""The tab of the event: a sentence, its facts, and all that is stored of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from leftfold.model.event import Document, Undecodable
from leftfold.replay.narrative import narrate
from leftfold.ui.clock import Clock
from leftfold.ui.inspector.event_page import EventPage
from leftfold.ui.inspector.scene import see
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Tasks
from leftfold.ui.theme.themes import Themes
from tests.ui.inspector.things import BROKEN


@pytest.fixture
def page(qtbot: QtBot, tasks: Tasks, themes: Themes, clock: Clock) -> EventPage:
    """No event shown yet."""
    page = EventPage(tasks, themes, clock)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def show(page: EventPage, things: Shown, idle: Callable[[], None]) -> Callable[[int], None]:
    """Shows an event and waits for it."""

    def show(ordinal: int) -> None:
        moment = narrate(things.replay.domain, things.history.step(ordinal)) if ordinal else None
        page.show_scene(see(things, ordinal, moment))
        idle()

    return show


def test_it_says_what_happened(page: EventPage, show: Callable[[int], None]) -> None:
    show(2)
    assert page.sentence.text() == "Sized: size 3"
    assert (page.facts.text("Type"), page.facts.text("Version")) == ("sized", "2")
    assert page.tree.isVisible()
    assert page.tree.tree.spot_of(page.tree.tree.index_of(("payload", "size"))).value == 3


def test_what_is_opened_in_it_stays_open(page: EventPage, show: Callable[[int], None]) -> None:
    show(3)
    page.tree.open(("payload", "note"))
    show(2)
    show(3)
    assert page.tree.tree.index_of(("payload", "note", "by")).isValid()


def test_a_path_is_copied_as_conditions_have_it(
    page: EventPage, show: Callable[[int], None], idle: Callable[[], None]
) -> None:
    show(3)
    page.tree.open(("payload", "note"))
    page.tree.go_to(("payload", "note", "by"))
    page.actions_.copy_path()
    idle()
    assert QGuiApplication.clipboard().text() == "event.data.note.by"


def test_it_can_be_seen_raw(page: EventPage, show: Callable[[int], None], idle: Callable[[], None]) -> None:
    show(2)
    page.as_raw.click()
    idle()
    assert page.raw.isVisible()
    assert page.raw.toPlainText().startswith('// payload\n{\n  "size": 3\n}')
    show(3)
    assert '"Ann"' in page.raw.toPlainText(), "the next event is seen raw too"
    page.as_raw.click()
    assert page.tree.isVisible()


def test_what_is_no_json_is_shown_as_the_bytes_it_is(page: EventPage, show: Callable[[int], None]) -> None:
    show(BROKEN)
    assert page.bytes.isVisible()
    assert not page.tree.isVisible(), "nothing of it can be read"
    assert not page.as_raw.isVisible()
    assert page.sentence.text() == "odd could not be applied"
    assert page.bytes.why.text().startswith("The payload is not JSON")
    assert page.bytes.model.index(0, 0).data() == "000000  7b 73 69 7a 65 3a 20 39  {size: 9"
    show(2)
    assert page.tree.isVisible(), "the next event is a tree again"
    assert not page.bytes.isVisible()
    assert page.as_raw.isVisible()


def test_of_an_event_one_part_may_be_read_and_the_other_not(page: EventPage, things: Shown) -> None:
    moment = narrate(things.replay.domain, things.history.step(2))
    sealed: Document = Undecodable(b"\x00\x01", "is sealed")
    read: Document = {"by": "me"}
    for data, metadata, first in ((sealed, read, page.bytes), (read, sealed, page.tree)):
        event = moment.step.event._replace(data=data, metadata=metadata)
        page.show_scene(replace(see(things, 2, moment), moment=replace(moment, step=replace(moment.step, event=event))))
        assert page.tree.isVisible()
        assert page.bytes.isVisible()
        assert first.y() == 0
    assert page.bytes.why.text() == "The metadata is sealed."


def test_before_the_first_event_there_is_none(page: EventPage, show: Callable[[int], None]) -> None:
    show(0)
    assert page.pages.notice is not None
    assert page.pages.notice.title == "Before the first event"
    page.as_raw.setChecked(True)
    assert page.raw.toPlainText() == ""
