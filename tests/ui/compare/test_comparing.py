"""Two states side by side: one is pinned, the other follows the cursor or is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.diff import Change, Op
from leftfold.model.json import JsonObject
from leftfold.model.personal import MASK
from leftfold.privacy import personal_file
from leftfold.ui.compare.comparing import Comparing
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.selection import Selection
from tests.school import EVENTS
from tests.store_builders import make_native
from tests.ui.conftest import WAIT, OpenStore


@pytest.fixture
def comparing(document: Document, open_store: OpenStore, tmp_path: Path) -> Comparing:
    """Nothing is compared yet, of a student on lesson 3 of whom there is an earlier copy."""
    found = Comparing(document)
    path = make_native(tmp_path / "s.sqlite", {"student/3202": EVENTS, "student/7": EVENTS[:1]})
    open_store(path, select="student/3202")
    return found


def _lesson(comparing: Comparing) -> tuple[object, object]:
    assert comparing.compared is not None
    sides = comparing.compared.one.document, comparing.compared.other.document
    one, other = (side["currentPosition"] if isinstance(side, dict) else None for side in sides)
    return one, other


def _changes(comparing: Comparing) -> tuple[Change, ...]:
    assert comparing.compared is not None
    return comparing.compared.changes


def _labels(comparing: Comparing) -> tuple[str, str]:
    assert comparing.compared is not None
    return comparing.compared.one.label, comparing.compared.other.label


def test_the_second_follows_the_cursor(comparing: Comparing, selection: Selection, idle: Callable[[], None]) -> None:
    selection.go_to(4)
    idle()
    assert not comparing.is_on
    comparing.pin()
    assert comparing.compared is not None
    assert comparing.compared.changes == ()
    selection.go_to(5)
    idle()
    assert _labels(comparing) == ("student/3202@4", "student/3202@5")
    assert _lesson(comparing) == (7, 3)
    assert Change(Op.REPLACE, ("currentPosition",), 7, 3) in comparing.compared.changes
    selection.go_to(0)
    idle()
    assert _labels(comparing)[1] == "student/3202@0"
    assert _lesson(comparing) == (7, 0)


def test_each_may_be_named(comparing: Comparing, selection: Selection, idle: Callable[[], None]) -> None:
    comparing.name_one("student/7")
    idle()
    assert _labels(comparing) == ("student/7@1", "student/3202@5")
    comparing.name_other("4")
    idle()
    assert comparing.follows is False
    assert _labels(comparing) == ("student/7@1", "student/3202@4")
    selection.go_to(2)
    idle()
    assert _lesson(comparing) == (6, 7)
    comparing.name_other("2024-05-01T08:03:30")
    idle()
    assert _labels(comparing)[1] == "student/3202@4"
    comparing.name_other("7@0")
    idle()
    assert _labels(comparing)[1] == "student/7@0"
    comparing.name_other(" ")
    assert _labels(comparing)[1] == "student/3202@2"


def test_they_may_be_exchanged(comparing: Comparing, selection: Selection, idle: Callable[[], None]) -> None:
    comparing.swap()
    assert comparing.compared is None
    comparing.pin()
    selection.go_to(4)
    idle()
    comparing.swap()
    assert _lesson(comparing) == (7, 3)
    assert not comparing.follows


@pytest.mark.parametrize(
    ("text", "words"), [("nobody", 'no aggregate "nobody"'), ("77", "no version 77"), ("student/7@9", "no version 9")]
)
def test_what_is_not_there_is_told(comparing: Comparing, qtbot: QtBot, text: str, words: str) -> None:
    with qtbot.waitSignal(comparing.failed, timeout=WAIT) as told:
        comparing.name_one(text)
    assert told.args is not None
    assert words in told.args[0]
    assert not comparing.is_on


def test_a_draft_is_compared_as_it_is_shown(comparing: Comparing, drafting: Drafting, idle: Callable[[], None]) -> None:
    comparing.pin()
    drafting.soft_delete(5)
    idle()
    assert _lesson(comparing) == (3, 7)
    comparing.name_other("5")
    idle()
    assert _lesson(comparing) == (3, 7)
    drafting.discard()
    idle()


def test_a_closed_store_leaves_nothing_to_compare(comparing: Comparing, document: Document) -> None:
    comparing.pin()
    document.close()
    assert comparing.compared is None
    assert not comparing.is_on
    comparing.name_one("3")


def test_what_is_personal_is_covered_and_that_it_differs_is_told(
    document: Document, open_store: OpenStore, idle: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    personal_file().parent.mkdir(parents=True)
    personal_file().write_text('[personal]\nbox = ["data.mail"]\n', "utf-8")
    comparing = Comparing(document)
    payloads: list[JsonObject] = [{"mail": "ada@example.org"}, {"mail": "eve@example.org"}]
    open_store(
        make_native(tmp_path / "s.sqlite", {"box/1": [("put", payload) for payload in payloads]}), select="box/1"
    )
    comparing.name_one("1")
    idle()
    assert _changes(comparing) == (Change(Op.REPLACE, ("mail",), MASK, MASK),)
    comparing.name_other("1")
    idle()
    assert _changes(comparing) == ()
    comparing.follow()
    document.selection.go_to(0)
    idle()
    assert _changes(comparing) == (Change(Op.REMOVE, ("mail",), MASK, None),)
