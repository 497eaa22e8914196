"""The offer of drafts that were left."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft
from leftfold.draft.draft_file import Saved
from leftfold.draft.kept import Kept
from leftfold.model.edits import Because, SoftDelete
from leftfold.model.stream import StreamId
from leftfold.ui.clock import Clock
from leftfold.ui.draft.left_strip import LeftStrip
from leftfold.ui.theme.themes import Mode, Themes
from tests.ui.finding import button

WHY = Because("Mira", "why")


def kept(name: str) -> Kept:
    draft = Draft(StreamId("student", "1"), 5, frozenset(), WHY, (SoftDelete(5),))
    saved = Saved(Correction(name, WHY, (draft,)), "/s.db", "native", datetime(2026, 3, 3, 10, 5, tzinfo=UTC))
    return Kept(Path(f"/{name}.json"), saved)


@pytest.fixture
def strip(qtbot: QtBot, themes: Themes, clock: Clock) -> LeftStrip:
    strip = LeftStrip(themes, clock)
    qtbot.addWidget(strip)
    return strip


def test_it_offers_one_after_the_other(qtbot: QtBot, strip: LeftStrip) -> None:
    assert not strip.isVisible()
    strip.offer([kept("a"), kept("b")])
    assert strip.isVisible()
    said = "You left a draft here on Tue 3 Mar 2026, 10:05:00 UTC: “{}”: 1 edit of student/1."
    assert strip.text == said.format("a") + " 1 more after it."
    assert strip.accessibleName() == strip.text
    with qtbot.waitSignal(strip.discarded) as told:
        strip.discard.click()
    assert told.args == [kept("a")]
    assert strip.text == said.format("b")
    with qtbot.waitSignal(strip.taken) as told:
        strip.take.click()
    assert told.args == [kept("b")]
    assert not strip.isVisible()


def test_it_can_be_decided_later(qtbot: QtBot, strip: LeftStrip, themes: Themes) -> None:
    strip.offer([kept("a")])
    themes.choose(Mode.DARK)
    with qtbot.assertNotEmitted(strip.taken), qtbot.assertNotEmitted(strip.discarded):
        button("Decide later", strip).click()
    assert not strip.isVisible()
