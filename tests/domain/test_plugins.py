"""Plug-ins of any sort: records with an origin, installed or in a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from leftfold.domain.plugins import Entry, Plugins
from leftfold.model.errors import CannotOpen


@dataclass(frozen=True)
class Tune:
    """A sort that Leftfold knows nothing of."""

    name: str
    origin: str = "built in"


TUNES = Plugins(Tune, "tune")
HEAD = "from tests.domain.test_plugins import Tune\n"


def test_an_installed_one_knows_where_it_is_from_and_a_file_where_it_lies(tmp_path: Path) -> None:
    entries = (Entry("jig", "folk 1.0", lambda: Tune("jig")),)
    assert TUNES.named("jig", entries) == Tune("jig", "folk 1.0")
    file = tmp_path / "own.py"
    file.write_text(f"{HEAD}REEL = Tune('reel')\nJIG = Tune('jig')\n", "utf-8")
    assert TUNES.named(f"{file}:JIG", ()) == Tune("jig", str(file))
    assert TUNES.named("waltz", entries) is None
    with pytest.raises(CannotOpen, match=r"has 2 tunes; name one as .*own\.py:NAME\.$"):
        TUNES.named(str(file), ())


def test_one_that_fails_hides_no_other(caplog: pytest.LogCaptureFixture) -> None:
    entries = (Entry("odd", "them", lambda: 3), Entry("jig", "us", lambda: Tune("jig")))
    assert TUNES.found(entries) == (Tune("jig", "us"),)
    assert "'odd' of them is a int, not a leftfold Tune." in caplog.text


def test_a_file_that_fails_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "own.py"
    file.write_text(f"{HEAD}\nTUNE = Tune(1 / 0)\n", "utf-8")
    with pytest.raises(CannotOpen, match=r"^The tune file .*own\.py' cannot be loaded: line 3: ZeroDivisionError"):
        TUNES.named(str(file), ())
