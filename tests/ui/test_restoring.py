"""New events proposed because of the one at the cursor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Append
from leftfold.model.json import JsonObject
from leftfold.privacy import personal_file
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.restoring import Begun, Restoring
from tests.school import EVENTS, RESET
from tests.store_builders import make_native, put_raw
from tests.ui.conftest import WAIT, OpenStore


@pytest.fixture
def restoring(document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path) -> Restoring:
    quizzed = [*EVENTS, ("quizTaken", {"quiz": "Q", "score": 80})]
    path = make_native(
        tmp_path / "s.sqlite",
        {"student/1": EVENTS, "student/2": quizzed, "box/3": [("put", {"x": 1}), ("put", {"x": 2, "new": 1})]},
    )
    put_raw(path, "box/4", 1, b"[1]")
    restoring = Restoring(document, drafting)
    open_store(path, select="student/1")
    return restoring


def _appended(drafting: Drafting) -> list[Append]:
    return [edit for edit in drafting.draft.edits if isinstance(edit, Append)] if drafting.draft else []


def test_the_state_at_the_cursor_is_proposed_and_not_written(
    restoring: Restoring, document: Document, drafting: Drafting, idle: Callable[[], None]
) -> None:
    document.selection.go_to(RESET - 1)
    restoring.restore_state()
    idle()
    (event,) = _appended(drafting)
    assert (event.type, event.data) == ("resetProgress", {"lesson": 7, "activity": 1})
    assert event.compensates == (RESET,)
    assert drafting.undo_stack.undoText() == f"restore the state after event {RESET - 1}"
    assert len(document.shown.replay.index) == len(EVENTS) if document.shown else False


def test_what_stays_different_is_told(
    qtbot: QtBot, restoring: Restoring, document: Document, drafting: Drafting, idle: Callable[[], None]
) -> None:
    document.select("student/2")
    idle()
    document.selection.go_to(RESET - 1)
    with qtbot.waitSignal(restoring.told, timeout=WAIT) as told:
        restoring.restore_state()
    assert told.args is not None
    assert told.args[0].startswith("Not all of it can be as it was: lastQuiz stays")
    assert [event.type for event in _appended(drafting)] == ["resetProgress"]


def test_what_cannot_be_restored_says_why(qtbot: QtBot, restoring: Restoring, drafting: Drafting) -> None:
    with qtbot.waitSignal(drafting.refused, timeout=WAIT) as told:
        restoring.restore_state()
    assert told.args == ["The last state is the same already; nothing is to be restored."]
    assert drafting.draft is None


def test_where_no_domain_tells_the_type_the_person_completes_the_event(
    qtbot: QtBot, restoring: Restoring, document: Document, drafting: Drafting, idle: Callable[[], None]
) -> None:
    document.select("box/3")
    idle()
    document.selection.go_to(1)
    with qtbot.waitSignal(restoring.begun, timeout=WAIT) as told:
        restoring.restore_state()
    assert told.args is not None
    begun: Begun = told.args[0]
    assert (begun.type, begun.data, begun.compensates) == ("put", {"x": 1}, (2,))
    assert "new stays 1, which it had not" in begun.about
    assert drafting.draft is None


def test_an_event_is_begun_with_what_the_one_at_the_cursor_has(
    qtbot: QtBot, restoring: Restoring, document: Document, drafting: Drafting, idle: Callable[[], None]
) -> None:
    document.selection.go_to(RESET)
    with qtbot.waitSignal(restoring.begun, timeout=WAIT) as told:
        restoring.compensate()
    data: JsonObject = {"lesson": 3, "activity": 1}
    assert told.args == [Begun("resetProgress", data, (RESET,))]
    with qtbot.waitSignal(restoring.begun, timeout=WAIT) as told:
        restoring.copy()
    assert told.args == [Begun("resetProgress", data, (RESET,), is_linked=False)]
    drafting.append("lessonCompleted", {"lesson": 3})
    idle()
    document.selection.go_to(RESET + 1)
    with qtbot.waitSignal(restoring.begun, timeout=WAIT) as told:
        restoring.compensate()
    assert told.args == [Begun("lessonCompleted", {"lesson": 3}, ())]


def test_a_payload_that_is_no_object_cannot_be_copied(
    qtbot: QtBot, restoring: Restoring, document: Document, drafting: Drafting, idle: Callable[[], None]
) -> None:
    document.select("box/4")
    idle()
    document.selection.go_to(1)
    with qtbot.waitSignal(drafting.refused, timeout=WAIT) as told:
        restoring.copy()
    assert told.args == ["The payload of event 1 is no JSON object and cannot be copied."]


def test_before_the_first_event_there_is_nothing_to_copy(
    qtbot: QtBot, restoring: Restoring, document: Document, idle: Callable[[], None]
) -> None:
    document.selection.go_to(0)
    with qtbot.assertNotEmitted(restoring.begun):
        restoring.copy()
        idle()


@pytest.fixture
def covered(
    document: Document, drafting: Drafting, open_store: OpenStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Restoring:
    """Of a box whose mail is personal, as the person's own list says."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    personal_file().parent.mkdir(parents=True)
    personal_file().write_text('[personal]\nbox = ["data.mail"]\n', "utf-8")
    payloads: list[JsonObject] = [{"mail": "ada@example.org"}, {"mail": "eve@example.org"}, {"x": 1}]
    path = make_native(tmp_path / "s.sqlite", {"box/1": [("put", payload) for payload in payloads]})
    restoring = Restoring(document, drafting)
    open_store(path, select="box/1")
    return restoring


def test_what_is_covered_is_not_copied_until_it_is_revealed(
    qtbot: QtBot, covered: Restoring, document: Document, drafting: Drafting, idle: Callable[[], None]
) -> None:
    document.selection.go_to(2)
    for begin in (covered.compensate, covered.copy):
        with qtbot.assertNotEmitted(covered.begun), qtbot.waitSignal(drafting.refused, timeout=WAIT) as told:
            begin()
        assert told.args == ["The payload of event 2 has personal fields; reveal them to copy it."]
    document.selection.go_to(3)
    with qtbot.waitSignal(covered.begun, timeout=WAIT) as told:
        covered.copy()
    assert told.args == [Begun("put", {"x": 1}, (3,), is_linked=False)]
    assert document.session is not None
    document.session.privacy.reveal("box/1", "the parent asked")
    document.reload()
    idle()
    document.selection.go_to(2)
    with qtbot.waitSignal(covered.begun, timeout=WAIT) as told:
        covered.copy()
    assert told.args == [Begun("put", {"mail": "eve@example.org"}, (2,), is_linked=False)]


def test_what_is_covered_is_not_proposed_to_restore_a_state(
    qtbot: QtBot, covered: Restoring, document: Document, drafting: Drafting
) -> None:
    document.selection.go_to(1)
    with qtbot.assertNotEmitted(covered.begun), qtbot.waitSignal(drafting.refused, timeout=WAIT) as told:
        covered.restore_state()
    assert told.args == ["What restores the state after event 1 has personal fields; reveal them to propose it."]
