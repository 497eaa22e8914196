"""A developer's own reducer in the window: in another language, saved again and again, and one that goes wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import which
from time import perf_counter

import pytest
from PySide6.QtCore import QTimer

from leftfold.bundled import resources
from leftfold.domain.choice import Reducer
from leftfold.domain.external.limits import LIMITS
from leftfold.domain.external.running import run_domain
from leftfold.ui.reducer_dialog import ReducerDialog
from leftfold.ui.step_dialog import StepDialog
from tests.journeys.person import WAIT, Person

OWN = """
import os
from leftfold.domain.definition import Domain

def evolve(state, event):
    data = event.data
    if event.type == "resetProgress":
        {trouble}
    return {{**state, **data, "note": {note!r}}}

OWN = Domain(name="own", title="Own", aggregate_types=(), initial={{}}, evolve=evolve, show=lambda state: state,
    sentence=lambda event, before, after: f"Own: {{event.type}}")
"""
SOON = replace(LIMITS, answer=1.0, longest_pause=0.1)


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_domain, "__kwdefaults__", {"limits": SOON})


class _Heartbeat:
    """How long a window takes, at the longest, from one beat to the next, in seconds."""

    def __init__(self, person: Person) -> None:
        self.longest, self._last = 0.0, perf_counter()
        timer = QTimer(person.window, interval=5)
        timer.timeout.connect(self._beat)
        timer.start()

    def _beat(self) -> None:
        now = perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def _write(path: Path, *, trouble: str = "pass", note: str = "") -> Path:
    path.write_text(OWN.format(trouble=trouble, note=note), "utf-8")
    return path


def _opens(person: Person, demo: Path, own: Path, aggregate: str) -> None:
    person.window.opening.open(str(demo), aggregate=aggregate, domain=str(own))
    person.sees(lambda: person.document.shown is not None)
    person._qtbot.waitUntil(lambda: person.document.tasks.is_idle, timeout=3 * WAIT)


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("while True: pass", "the reducer gave no answer within 1 s and was stopped"),
        ("x = [0] * 10**10", "it wanted more memory than it may have"),
        ("os._exit(3)", "the reducer ended with exit code 3"),
        ("return evolve(state, event)", "RecursionError: maximum recursion depth exceeded"),
    ],
)
def test_a_domain_that_goes_wrong_takes_nothing_else_with_it(
    person: Person, demo: Path, tmp_path: Path, trouble: str, sentence: str
) -> None:
    own = _write(tmp_path / "own.py", trouble=trouble)
    heartbeat = _Heartbeat(person)
    _opens(person, demo, own, "3202")
    # Far less than it waits for an answer, on a machine with other work too.
    assert heartbeat.longest < 0.5
    shown = person.document.shown
    assert shown is not None
    reset = shown.index.ordinal_of(92)
    assert reset is not None
    person.document.selection.go_to(reset)
    person.waits()
    person.sees(lambda: person.event().startswith(f"resetProgress could not be applied: {sentence}"))
    person.reads("failed event")
    person.does("play.last")
    assert person.state("score") == 100
    person.finds("3204")
    assert person.state("note") == ""


def test_a_saved_file_is_loaded_again_where_one_stands(person: Person, demo: Path, tmp_path: Path) -> None:
    own = _write(tmp_path / "own.py", note="first")
    _opens(person, demo, own, "3202")
    person.document.selection.watch(("note",))
    person.document.selection.go_to(50)
    person.waits()
    assert person.state("note") == "first"

    # As many editors save: another file takes the place of the one that is watched.
    for note in ("second", "third"):
        _write(tmp_path / "new.py", note=note).replace(own)
        person.sees(lambda note=note: person.window.banner.text.endswith("was loaded again.") and _note(person) == note)  # type: ignore[misc]
        person.window.banner.hide()
        person.waits()
    assert (person.document.selection.ordinal, person.document.selection.watched) == (50, ("note",))

    own.write_text("x = 1\ny = x / 0\n", "utf-8")
    person.sees(lambda: "line 2: ZeroDivisionError" in person.window.banner.text)
    assert "What was loaded before still folds the events." in person.window.banner.text
    assert person.state("note") == "third"

    _write(own, note="fourth")
    person.sees(lambda: _note(person) == "fourth")
    person.waits()


def _note(person: Person) -> object:
    return person.state("note") if person.document.tasks.is_idle else None


@pytest.mark.skipif(which("node") is None, reason="there is no Node.js on this machine")
def test_a_reducer_in_javascript_is_chosen_kept_and_given_up(person: Person, demo: Path) -> None:
    command = f"node '{resources() / 'examples' / 'reducer.mjs'}'"
    person.opens(demo, "3202")
    person.window.actions_["store.reducer"].trigger()
    dialog = person.window.findChild(ReducerDialog)
    assert dialog is not None
    person.types(dialog.command, "nosuchprogram x")
    dialog.buttons.accepted.emit()
    person.sees(lambda: "There is no program 'nosuchprogram'" in dialog.failure.text())
    person.types(dialog.command, command)
    dialog.keep.setChecked(True)
    dialog.buttons.accepted.emit()
    person.sees(lambda: _lesson(person) == 3)
    person.waits()
    assert person.window.parts.reducing.is_kept

    # A what-if on it is one as on any other.
    reset = person.document.shown.index.ordinal_of(92) if person.document.shown else None
    assert reset is not None
    person.document.selection.go_to(reset)
    person.waits()
    person.does("event.soft-delete")
    assert ("lesson", "3", "6") in person.effect()
    person.drafting.discard()
    person.waits()

    person.opens(demo, "3202")
    person.sees(lambda: _lesson(person) == 3)
    assert person.window.parts.reducing.choice == Reducer(command)
    person.window.parts.reducing.use("", remember=True)
    person.sees(lambda: person.document.tasks.is_idle and person.state("currentPosition") == 3)
    assert not person.window.parts.reducing.is_kept


def _lesson(person: Person) -> object:
    return person.state("lesson") if person.document.tasks.is_idle else None


@pytest.mark.parametrize("whose", ["own", "installed"])
def test_a_reducer_is_stepped_into(person: Person, demo: Path, tmp_path: Path, whose: str) -> None:
    if whose == "own":
        _opens(person, demo, _write(tmp_path / "own.py"), "3202")
    else:
        person.opens(demo, "3202")
    person.does("event.step-into")
    person.sees(lambda: person.window.findChild(StepDialog) is not None)
    dialog = person.window.findChild(StepDialog)
    assert dialog is not None
    assert dialog.windowTitle().startswith("Step into: quizTaken, version 94 of")
    assert dialog.at == 0
    person.clicks(dialog.forward)
    assert dialog.at == 1
    assert "Step 2 of " in dialog.place.text()
    person.clicks(dialog.back)
    assert dialog.at == 0
    texts = {"own": "data = event.data", "installed": "try:"}
    assert any(line.startswith("▶") and texts[whose] in line for line in dialog.source.toPlainText().split("\n"))
    dialog.reject()
