"""A deferred module is imported by its first use, and is then the module itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from leftfold.deferred import Deferred

NAME = "deferred_by_a_test"


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Deferred]:
    (tmp_path / f"{NAME}.py").write_text("found = [1]\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield Deferred(NAME)
    sys.modules.pop(NAME, None)


def test_it_is_imported_when_it_is_used(module: Deferred) -> None:
    assert NAME not in sys.modules
    assert module.found == [1]
    assert module.found is sys.modules[NAME].found


def test_what_it_lacks_is_told_as_of_any_module(module: Deferred) -> None:
    with pytest.raises(AttributeError, match=NAME):
        _ = module.absent
