"""First, where a scan found the events."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from leftfold.batch.which import listed
from leftfold.ui.batch.listed_page import ListedPage
from tests.batch.bulk_reset import student


def test_it_says_how_many_events_of_whom_were_found(qtbot: QtBot) -> None:
    found = listed([*((student(number), 4) for number in range(1, 12)), (student(1), 2)])
    page = ListedPage(found)
    qtbot.addWidget(page)
    assert page.which == found
    assert page.said.splitlines()[:3] == [
        "The scan found 12 events of 11 aggregates:",
        "student/0001: events 4, 2",
        "student/0002: event 4",
    ]
    assert page.said.endswith("\n… and 3 more")


def test_of_one_it_says_so(qtbot: QtBot) -> None:
    page = ListedPage(listed([(student(1), 4)]))
    qtbot.addWidget(page)
    assert page.said == "The scan found 1 event of 1 aggregate:\nstudent/0001: event 4"
    many = ListedPage(listed([(student(1), version) for version in range(1, 31)]))
    qtbot.addWidget(many)
    assert many.said.endswith("student/0001: events 1, 2, 3, 4, 5, 6, 7, 8 and 22 more")
