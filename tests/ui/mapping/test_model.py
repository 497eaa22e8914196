"""Which column is what, tried on the database off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leftfold.store.opening import open_store
from leftfold.store.roles import Role
from leftfold.ui.mapping.model import Mapping
from leftfold.ui.tasks import Lane, Tasks
from tests.store.unknown_stores import TALK
from tests.ui.conftest import HoldLane


@pytest.fixture
def mapping(tasks: Tasks, talk: Path) -> Iterator[Mapping]:
    mapping = Mapping(tasks, str(talk))
    yield mapping
    mapping.close()


@pytest.fixture
def begun(qtbot: QtBot, mapping: Mapping) -> Mapping:
    with qtbot.waitSignal(mapping.previewed):
        mapping.begin()
    return mapping


def test_the_likeliest_table_is_guessed_at_first(begun: Mapping) -> None:
    assert [(one.table.name, one.likely) for one in begun.choices] == [(TALK.table, True), ("people", False)]
    assert begun.preview is not None
    assert begun.preview.roles == TALK.roles


def test_another_table_is_guessed_at_where_the_person_chooses_it(qtbot: QtBot, begun: Mapping) -> None:
    with qtbot.waitSignals([begun.reading, begun.previewed]):
        begun.choose(begun.choices[1].table)
    assert begun.preview is not None
    assert begun.preview.table.name == "people"
    assert begun.preview.complaint.startswith("No column of people is known for")


def test_what_the_person_says_is_read_and_what_was_left_keeps_its_reason(qtbot: QtBot, begun: Mapping) -> None:
    said = {role: TALK.roles.get(role, "") for role in Role} | {Role.AGGREGATE_ID: "type"}
    with qtbot.waitSignal(begun.previewed):
        begun.say(said)
    assert begun.preview is not None
    assert [row.aggregate for row in begun.preview.rows] == ["type/placed", "type/completed", "type/placed"]
    assert begun.preview.why[Role.AGGREGATE_ID] == "you said so"
    assert begun.preview.why[Role.DATA] == "its name says so"


def test_only_the_newest_wish_is_shown(begun: Mapping, held: HoldLane, idle: Callable[[], None]) -> None:
    shown: list[str] = []
    begun.previewed.connect(lambda: shown.append(str(begun.preview and begun.preview.roles.get(Role.AGGREGATE_ID))))
    with held(Lane.MAP):
        for column in ("type", "payload", "id"):
            begun.say({**TALK.roles, Role.AGGREGATE_ID: column})
    idle()
    assert shown == ["id"]


def test_the_layout_is_saved_and_opens_the_store(qtbot: QtBot, begun: Mapping, talk: Path, tmp_path: Path) -> None:
    with qtbot.waitSignal(begun.saved) as saved:
        begun.save(tmp_path / "talk.toml")
    assert saved.args == [str(tmp_path / "talk.toml")]
    with closing(open_store(str(talk), layout=str(tmp_path / "talk.toml"))) as store:
        assert store.counts().events == 3


def test_a_layout_that_cannot_be_saved_is_told(qtbot: QtBot, begun: Mapping, tmp_path: Path) -> None:
    with qtbot.waitSignal(begun.failed) as failed:
        begun.save(tmp_path / "absent" / "talk.toml")
    assert "cannot be written" in failed.args[0]


def test_what_cannot_be_looked_at_is_told(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    mapping = Mapping(tasks, str(tmp_path / "absent.sqlite"))
    with qtbot.waitSignal(mapping.failed) as failed:
        mapping.begin()
    assert failed.args[0].startswith("There is no file")
    mapping.say({})
    mapping.save(tmp_path / "x.toml")
    mapping.close()
    assert list(tmp_path.iterdir()) == []


def test_a_mapping_that_is_given_up_closes_what_it_would_have_looked_at(
    mapping: Mapping, held: HoldLane, idle: Callable[[], None], talk: Path
) -> None:
    with held(Lane.MAP):
        mapping.begin()
        mapping.close()
    idle()
    assert mapping.choices == ()
    assert [file.name for file in talk.parent.iterdir() if file.name.startswith("talk")] == ["talk.sqlite"]
