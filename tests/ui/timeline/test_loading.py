"""What draws the pictures is loaded when it is first wanted, off the GUI thread, and handed over once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.tasks import Tasks
from leftfold.ui.theme.themes import Themes
from leftfold.ui.timeline import loading
from leftfold.ui.timeline.loading import Loading
from leftfold.ui.timeline.panel import TimelinePanel
from leftfold.ui.timeline.plot import Plot
from tests.ui.finding import button, the
from tests.ui.timeline.made import made_index, show_made

NAME = "pictures_of_a_test"
SOURCE = """
from threading import current_thread
from leftfold.ui.timeline.pictures import Pictures
by = current_thread().name
"""


@pytest.fixture
def _not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / f"{NAME}.py").write_text(SOURCE, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(loading, "PICTURES", NAME)
    yield
    sys.modules.pop(NAME, None)


@pytest.fixture
def handed(tasks: Tasks) -> tuple[Loading, list[ModuleType]]:
    """What loads, and what it handed over."""
    one, found = Loading(tasks, tasks), list[ModuleType]()
    one.loaded.connect(found.append)
    return one, found


@pytest.mark.usefixtures("_not_loaded")
def test_it_is_loaded_off_the_gui_thread_once_it_is_wanted(
    qtbot: QtBot, tasks: Tasks, handed: tuple[Loading, list[ModuleType]]
) -> None:
    one, found = handed
    for _time in range(2):
        one.want()
    assert not found
    assert NAME not in sys.modules
    assert tasks.is_idle
    qtbot.waitUntil(lambda: bool(found))
    assert [module.by for module in found] == ["leftfold-library_0"]
    one.want()
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert len(found) == 1


def test_what_is_loaded_already_is_handed_over_at_once(handed: tuple[Loading, list[ModuleType]]) -> None:
    one, found = handed
    import_module(loading.PICTURES)
    one.want()
    one.want()
    assert [module.__name__ for module in found] == [loading.PICTURES]


@pytest.mark.usefixtures("_not_loaded")
def test_the_panel_draws_what_it_was_told_before_its_pictures_came(
    qtbot: QtBot, document: Document, drafting: Drafting, themes: Themes, clock: Clock
) -> None:
    panel = TimelinePanel(document, drafting, themes, clock)
    qtbot.addWidget(panel)
    panel.resize(900, 420)
    panel.show()
    show_made(document, made_index(30))
    document.selection.go_to(7)
    document.selection.watch(("lesson",))
    assert panel.findChildren(Plot) == []
    qtbot.waitUntil(lambda: bool(panel.findChildren(Plot)))
    plot = the(Plot, panel)
    assert plot.accessibleDescription().startswith("Event 7 of 30")
    assert plot.frame.ordinal == 7
    assert plot.frame.watched is not None
    assert plot.frame.watched.name == "lesson"
    assert button("Time", panel).isEnabled()
    qtbot.waitUntil(lambda: plot.height() > 150)


def test_the_tab_key_reaches_the_pictures_before_the_transport(told_panel: TimelinePanel, document: Document) -> None:
    show_made(document, made_index(30))
    reached, at = list[QWidget](), button("Timeline by version", told_panel)
    at.setFocus()
    for _key in range(12):
        focus = told_panel.focusWidget()
        assert focus is not None
        reached.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    plot, slider = the(Plot, told_panel), the(QSlider, told_panel)
    assert reached.index(plot) < reached.index(slider)
    assert all(isinstance(one, QToolButton) for one in reached[: reached.index(plot)])


def test_what_loads_only_ever_fails_by_a_bug() -> None:
    never: Callable[[Exception], None] = loading._never
    with pytest.raises(ImportError):
        never(ImportError("no pyqtgraph"))
