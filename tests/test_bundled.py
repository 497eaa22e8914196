"""The shipped data files are found, in a checkout and in an installed package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leftfold import bundled
from leftfold.bundled import resources


@pytest.mark.parametrize(
    "file", ["layouts/native.toml", "maps/oulad.toml", "demo/students.jsonl", "demo/README.md", "help/index.md"]
)
def test_the_shipped_files_are_found(file: str) -> None:
    assert resources().joinpath(*file.split("/")).is_file()


@pytest.fixture
def _sought_anew() -> Iterator[None]:
    resources.cache_clear()
    yield
    resources.cache_clear()


@pytest.mark.usefixtures("_sought_anew")
def test_those_inside_the_package_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "files", lambda _package: tmp_path)
    assert resources() == Path(bundled.__file__).resolve().parents[2] / "resources"
    (tmp_path / "resources").mkdir()
    resources.cache_clear()
    assert resources() == tmp_path / "resources"
