"""A timeline's model without surveys of its own, so that a test tells it what there is."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest
from pytestqt.qtbot import QtBot

from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.tasks import Lane
from leftfold.ui.theme.themes import Themes
from leftfold.ui.timeline.loading import PICTURES
from leftfold.ui.timeline.model import TimelineModel
from leftfold.ui.timeline.panel import TimelinePanel
from leftfold.ui.timeline.viewing import Viewing
from tests.ui.conftest import HoldLane


@pytest.fixture
def model(document: Document, held: HoldLane) -> Iterator[TimelineModel]:
    """The model of what the document shows; nothing is surveyed but what a test tells."""
    with held(Lane.SURVEY), held(Lane.MOMENT):
        model = TimelineModel(document, document)
        yield model
        model.deleteLater()


@pytest.fixture
def viewing(model: TimelineModel, document: Document) -> Viewing:
    """What is looked at of it."""
    return Viewing(model, document.selection, document)


@pytest.fixture
def panel(qtbot: QtBot, document: Document, drafting: Drafting, themes: Themes, clock: Clock) -> TimelinePanel:
    """The panel, without anything to show yet; what draws its pictures is loaded."""
    import_module(PICTURES)
    panel = TimelinePanel(document, drafting, themes, clock)
    qtbot.addWidget(panel)
    panel.resize(900, 420)
    panel.show()
    return panel


@pytest.fixture
def told_panel(panel: TimelinePanel, held: HoldLane) -> Iterator[TimelinePanel]:
    """The panel; nothing is surveyed but what a test tells."""
    with held(Lane.SURVEY), held(Lane.MOMENT):
        yield panel
