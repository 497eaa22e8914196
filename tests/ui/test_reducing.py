"""Which reducer folds the opened store's events, and from when on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from leftfold.domain.choice import DomainFile
from leftfold.ui.document import Document
from leftfold.ui.reducing import Reducing
from leftfold.ui.settings import Settings
from tests.domain.external.programs import reducer
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, OpenStore

OWN = """
from leftfold.domain.definition import Domain
OWN = Domain(name="own", title="Own", aggregate_types=(), initial=0, evolve=lambda state, event: state + NUMBER,
    show=lambda state: state, sentence=lambda event, before, after: "")
"""


@dataclass(frozen=True, slots=True)
class Bench:
    """A document with a store of one aggregate, and who chooses its reducer."""

    qtbot: QtBot
    document: Document
    settings: Settings
    reducing: Reducing
    folder: Path

    @property
    def store(self) -> Path:
        """The store."""
        return self.folder / "a.sqlite"

    def own(self, number: int, name: str = "own.py") -> Path:
        """Write a domain that adds this number for each event."""
        path = self.folder / name
        path.write_text(OWN.replace("NUMBER", str(number)), "utf-8")
        return path

    def rests(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: self.document.tasks.is_idle, timeout=WAIT)

    def last(self) -> object:
        """The last state as it is shown."""
        shown = self.document.shown
        assert shown is not None
        return shown.history.domain.show(shown.history.standing(3).state)

    def uses(self, text: str, *, remember: bool = False) -> str:
        """Use it, wait until it is shown, and give the sentence that was said."""
        shown = self.qtbot.waitSignal(self.document.shown_changed, timeout=WAIT)
        with shown, self.qtbot.waitSignal(self.reducing.used, timeout=WAIT) as used:
            self.reducing.use(text, remember=remember)
        self.rests()
        assert used.args is not None
        return str(used.args[0])


@pytest.fixture
def bench(qtbot: QtBot, document: Document, tmp_path: Path) -> Bench:
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    make_native(tmp_path / "a.sqlite", {"thing/a": [("add", {"lesson": 2})] * 3})
    return Bench(qtbot, document, settings, Reducing(document, settings), tmp_path)


def test_without_a_store_there_is_nothing_to_fold(bench: Bench) -> None:
    reducing = bench.reducing
    reducing.use("own.py", remember=True)
    reducing.again()
    assert (reducing.choice, reducing.text, reducing.is_kept) == (None, "", False)
    assert bench.document.tasks.is_idle


def test_what_is_used_is_kept_only_where_that_was_asked_for(bench: Bench, open_store: OpenStore) -> None:
    own, reducing = bench.own(5), bench.reducing
    open_store(bench.store, select="thing/a")
    assert bench.uses(str(own)) == f"{own} folds the events now."
    assert (bench.last(), reducing.text, reducing.choice) == (15, str(own), DomainFile(str(own)))
    assert not reducing.is_kept
    command = reducer(bench.folder).command
    bench.uses(command, remember=True)
    assert (bench.last(), reducing.text, reducing.is_kept) == (0, command, True)
    bench.uses("progress", remember=True)
    assert (reducing.text, reducing.choice) == ("progress", "progress")
    said = bench.uses("  ", remember=True)
    assert (said, reducing.is_kept) == ("The store's own domain folds its events again.", False)


def test_what_is_kept_is_used_when_the_store_is_opened(bench: Bench, open_store: OpenStore) -> None:
    own = bench.own(7)
    bench.settings.remember_reducer(str(bench.store), str(own))
    with bench.qtbot.waitSignal(bench.reducing.used, timeout=WAIT):
        open_store(bench.store, select="thing/a")
    bench.rests()
    assert bench.last() == 21
    own.unlink()
    with bench.qtbot.waitSignal(bench.reducing.failed, timeout=WAIT) as failed:
        open_store(bench.store, select="thing/a")
    assert failed.args == [f"There is no domain file {str(own)!r}; give the path of a Python file."]
    assert bench.last() == {"lesson": 2}


def test_a_file_is_loaded_again_when_it_is_saved_and_only_then(bench: Bench, open_store: OpenStore) -> None:
    own, qtbot, reducing = bench.own(1), bench.qtbot, bench.reducing
    open_store(bench.store, select="thing/a")
    bench.uses(str(own))
    with qtbot.assertNotEmitted(reducing.used, wait=400):
        (bench.folder / "other.txt").touch()
    with qtbot.waitSignal(reducing.used, timeout=WAIT) as used:
        bench.own(100)
    assert used.args == [f"{own} was loaded again."]
    qtbot.waitUntil(lambda: bench.document.tasks.is_idle and bench.last() == 300, timeout=WAIT)
    with qtbot.waitSignal(reducing.used, timeout=WAIT):
        bench.own(1_000, "new.py").replace(own)
    qtbot.waitUntil(lambda: bench.document.tasks.is_idle and bench.last() == 3_000, timeout=WAIT)
    with qtbot.waitSignal(reducing.failed, timeout=WAIT) as failed:
        own.write_text("\n1 / 0", "utf-8")
    kept = "What was loaded before still folds the events."
    assert failed.args is not None
    assert failed.args[0].endswith(f"line 2: ZeroDivisionError: division by zero. {kept}")
    assert bench.last() == 3_000
