"""The log of the window."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from leftfold import logs
from leftfold.logs import last_lines, logging_to


def test_what_leftfold_says_and_what_others_warn_of_is_logged(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "leftfold.log"
    with logging_to(file):
        logging.getLogger("leftfold.somewhere").info("a store was opened")
        logging.getLogger("else.where").info("not of interest")
        logging.getLogger("else.where").warning("odd")
    logging.getLogger("leftfold.somewhere").info("afterwards")
    lines = last_lines(file, 10)
    assert [line.split(" ", 1)[1] for line in lines] == [
        "INFO leftfold.somewhere: a store was opened",
        "WARNING else.where: odd",
    ]
    assert last_lines(file, 1) == lines[-1:]


def test_it_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_MOST", 1_000)
    file = tmp_path / "leftfold.log"
    with logging_to(file):
        for number in range(500):
            logging.getLogger("leftfold").warning("line %d", number)
    files = sorted(tmp_path.iterdir())
    assert [one.name for one in files] == ["leftfold.log", *(f"leftfold.log.{at}" for at in (1, 2, 3))]
    assert all(one.stat().st_size <= 1_000 for one in files)
    assert last_lines(file, 1)[0].endswith("line 499")


def test_without_a_place_for_it_all_else_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with logging_to(tmp_path / "file" / "leftfold.log"):
        logging.getLogger("leftfold").info("nobody reads this")
    assert last_lines(tmp_path / "file" / "leftfold.log", 5) == ()
