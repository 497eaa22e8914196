"""The map of a read model, and what is wrong with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.scan.read_model_map import load_read_model

GOOD = """
table = "students"
type = "student"
key = "student_id"
[columns]
lesson = "currentPosition"
score = 'lastQuiz.scores[0]["odd key"]'
"""


def _map(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "map.toml"
    path.write_text(text)
    return path


def test_a_map_names_columns_and_their_places_in_the_state(tmp_path: Path) -> None:
    model = load_read_model(_map(tmp_path, GOOD))
    assert (model.table, model.type, model.key, model.store) == ("students", "student", "student_id", "")
    assert model.columns == (
        ("lesson", ("currentPosition",)),
        ("score", ("lastQuiz", "scores", 0, "odd key")),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("table = ", "is not valid TOML"),
        (GOOD.replace("key", "kee"), "lacks the key key"),
        (GOOD + "[more]\n", "has the unknown key more"),
        (GOOD.partition("[columns]")[0], "must name under columns at least one column"),
        (GOOD.replace('"currentPosition"', '"a = 1"'), 'has "a = 1" under columns.lesson, which is no path of a state'),
        (GOOD.replace('"currentPosition"', '"."'), "which is no path of a state"),
    ],
)
def test_what_is_wrong_with_a_map_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CannotOpen, match=told):
        load_read_model(_map(tmp_path, text))


def test_a_map_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="cannot be read"):
        load_read_model(tmp_path / "nowhere.toml")
