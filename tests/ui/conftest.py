"""What the tests of the window build on: a document over a real store, and the proof that nothing is left behind."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.selection import Selection
from leftfold.ui.tasks import Job, Lane, Request, Tasks
from leftfold.ui.theme.themes import Mode, Themes

WAIT = 10_000
"""Milliseconds a test waits for what must come: far more than it takes, for a slow machine under load."""


class OpenStore(Protocol):
    """Opens a store in the document and waits until it is there."""

    def __call__(self, path: Path | str, *, select: str | None = None) -> None:
        """Open the store at a path or URL; with `select`, show that stream and wait until nothing is under way."""


class HoldLane(Protocol):
    """Holds a lane up for the time of a `with` block."""

    def __call__(self, lane: Lane) -> AbstractContextManager[None]:
        """Hold this lane up."""


@pytest.fixture(autouse=True)
def _own_settings(qapp: QApplication, tmp_path: Path) -> Iterator[None]:
    names = qapp.organizationName(), qapp.applicationName()
    qapp.setOrganizationName("leftfold-tests")
    qapp.setApplicationName("leftfold-tests")
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(form, scope, str(tmp_path / "settings"))
    yield
    qapp.setOrganizationName(names[0])
    qapp.setApplicationName(names[1])


@pytest.fixture(scope="session", autouse=True)
def _what_was_there_before() -> None:
    # What was imported stays; looking through all of it twice a test would take longer than the tests.
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    before, running = _living(qapp), _threads()
    yield
    _delete_later()
    if _living(qapp) - before:
        gc.collect()
        _delete_later()
    left, threads = _living(qapp) - before, _threads() - running
    assert not left, f"left behind: {[str(one) for one in left]}"
    assert not threads, f"threads left running: {[thread.name for thread in threads]}"


def _threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("leftfold-")}


def _delete_later() -> None:
    # Outside an event loop Qt keeps what `deleteLater` was asked for until it is told to.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _living(qapp: QApplication) -> set[QObject]:
    windows = {widget for widget in qapp.topLevelWidgets() if _is_ours(widget)}
    return windows | {one for one in gc.get_objects() if issubclass(type(one), QTimer) and _is_active(one)}


def _is_ours(widget: QWidget) -> bool:
    # Qt keeps the last tooltip and the pop-ups of combo boxes as windows of its own.
    return widget.parentWidget() is None and widget.metaObject().className() != "QTipLabel"


def _is_active(timer: QTimer) -> bool:
    try:
        return timer.isActive()
    except RuntimeError:  # Qt deleted it; only its Python shell is left.
        return False


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[Themes]:
    """The window's colours, light whatever the system says."""
    themes = Themes(qapp, Mode.LIGHT)
    themes.dress()
    yield themes
    themes.deleteLater()


@pytest.fixture
def clock() -> Clock:
    """Times shown in UTC."""
    return Clock()


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    """Work off the GUI thread; its threads end with the test."""
    tasks = Tasks()
    yield tasks
    tasks.close()


@pytest.fixture
def idle(qtbot: QtBot, tasks: Tasks) -> Callable[[], None]:
    """Waits until nothing is under way."""
    return lambda: qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)


@pytest.fixture
def held(tasks: Tasks) -> HoldLane:
    """Holds work in a lane up while a test looks at what was asked for."""

    @contextmanager
    def hold(lane: Lane) -> Iterator[None]:
        gate = threading.Event()

        def wait(_job: Job) -> None:
            gate.wait()

        tasks.run(Request(lane=lane, key=f"hold {lane}", work=wait, done=_nothing, failed=_nothing))
        try:
            yield
        finally:
            gate.set()

    return hold


def _nothing(_result: object) -> None:
    """What is done with what comes of holding a lane."""


@pytest.fixture
def in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streams of a hundred events or more are long, and have pages of ten; each page that is read is shown."""
    monkeypatch.setattr("leftfold.store.outline.LONG", 100)
    monkeypatch.setattr("leftfold.store.outline.INDEX_PAGE", 10)
    monkeypatch.setattr("leftfold.opened._WORTH", 1)


@pytest.fixture
def selection() -> Selection:
    """What is selected: nothing yet."""
    return Selection()


@pytest.fixture
def document(tasks: Tasks, selection: Selection) -> Iterator[Document]:
    """A document without a store; closed at the end."""
    document = Document(tasks, selection)
    yield document
    document.close()


@pytest.fixture
def drafting(document: Document) -> Drafting:
    """The draft of what the document shows."""
    return Drafting(document)


@pytest.fixture
def open_store(qtbot: QtBot, document: Document, tasks: Tasks) -> OpenStore:
    """Opens a store in the document."""

    def open_(path: Path | str, *, select: str | None = None) -> None:
        with qtbot.waitSignal(document.opened, timeout=WAIT):
            document.open(str(path))
        if select is not None:
            with qtbot.waitSignal(document.loaded, timeout=WAIT):
                document.select(select)
        qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)

    return open_
