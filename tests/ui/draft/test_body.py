"""The body of the strip is made with the first draft, and holds it then."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.draft.body import DraftBody
from leftfold.ui.draft.panel import DraftPanel
from leftfold.ui.drafting import Drafting
from leftfold.ui.theme.themes import Themes
from tests.school import EVENTS, RESET
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, OpenStore
from tests.ui.finding import the


@pytest.fixture
def panel(qtbot: QtBot, document: Document, drafting: Drafting, themes: Themes) -> DraftPanel:
    """The strip before a store is opened."""
    panel = DraftPanel(document, drafting, themes, Clock())
    qtbot.addWidget(panel)
    panel.show()
    return panel


def test_it_is_made_with_the_first_draft(
    qtbot: QtBot, panel: DraftPanel, drafting: Drafting, open_store: OpenStore, tmp_path: Path
) -> None:
    open_store(make_native(tmp_path / "school.sqlite", {"student/1": EVENTS}), select="student/1")
    QTest.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert panel.findChildren(DraftBody) == []
    drafting.soft_delete(RESET)
    body = the(DraftBody, panel)
    assert body.isVisible()
    assert body.edits.count() == 1
    qtbot.waitUntil(lambda: bool(body.effect.lines), timeout=WAIT)
    drafting.discard()
    assert not body.isVisible()
    drafting.soft_delete(RESET)
    assert panel.findChildren(DraftBody) == [body]
    assert body.isVisible()
    assert "unlock it first" in body.against
