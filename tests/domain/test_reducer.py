"""The mark of a reducer: the same for the same source, another for any other, none where the source cannot be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from leftfold.domain import reducer
from leftfold.domain.definition import Domain
from leftfold.domain.reducer import reducer_mark
from leftfold.domain.registry import Domains
from leftfold.domains.cart import CART
from leftfold.domains.progress import PROGRESS
from leftfold.model.json import Json

SOURCE = """
from leftfold.domain.definition import Domain

def evolve(state, event):
    return state + 1

def show(state):
    return state

def restore(document):
    return document

COUNT = Domain("count", "Count", ()){}
"""
MADE = """(
    name="count", title="Count", aggregate_types=(), initial=0, evolve=evolve, show=show, restore=restore,
    sentence=lambda event, before, after: "Counted",
)
"""


def _of_file(path: Path, source: str) -> Domain[int]:
    path.write_text(source.replace('("count", "Count", ()){}', MADE))
    return Domains.installed().load(str(path))


def test_the_same_source_has_the_same_mark(tmp_path: Path) -> None:
    mark = reducer_mark(_of_file(tmp_path / "a.py", SOURCE))
    assert mark is not None
    assert mark == reducer_mark(_of_file(tmp_path / "a.py", SOURCE))


def test_another_source_has_another(tmp_path: Path) -> None:
    mark = reducer_mark(_of_file(tmp_path / "a.py", SOURCE))
    assert mark != reducer_mark(_of_file(tmp_path / "a.py", SOURCE.replace("state + 1", "state + 2")))


def test_another_name_or_program_has_another(monkeypatch: pytest.MonkeyPatch) -> None:
    mark = reducer_mark(PROGRESS)
    assert mark is not None
    assert mark != reducer_mark(replace(PROGRESS, name="other"))
    monkeypatch.setattr(reducer, "__version__", "0.0.0")
    assert mark != reducer_mark(PROGRESS)


def test_a_file_beside_it_in_its_package_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "a_shop_of_tests"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "prices.py").write_text("LAMP = 1\n")
    (package / "shop.py").write_text(SOURCE.partition("COUNT")[0])
    monkeypatch.syspath_prepend(tmp_path)
    from a_shop_of_tests import shop  # type: ignore[import-not-found]  # noqa: PLC0415

    def marked() -> str | None:
        return reducer_mark(replace(PROGRESS, evolve=shop.evolve, show=shop.show, restore=shop.restore))

    mark = marked()
    assert mark is not None
    (package / "prices.py").write_text("LAMP = 2\n")
    assert mark != marked()


def _closure() -> Callable[[Json], Json]:
    kept = 1
    return lambda _document: kept


@pytest.mark.parametrize("restore", [None, _closure(), partial(_closure), int], ids=["none", "closure", "partial", "C"])
def test_what_is_in_no_file_has_none(restore: Callable[[Json], Json] | None) -> None:
    assert reducer_mark(replace(PROGRESS, restore=restore)) is None  # type: ignore[arg-type]
    assert reducer_mark(CART) is None


def test_a_source_that_is_gone_has_none(tmp_path: Path) -> None:
    domain = _of_file(tmp_path / "gone.py", SOURCE)
    (tmp_path / "gone.py").unlink()
    assert reducer_mark(domain) is None
