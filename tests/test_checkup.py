"""A look at this machine."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from leftfold import checkup as looked
from leftfold.checkup import Point, checkup
from leftfold.domain.plugins import Entry
from leftfold.domain.registry import Domains
from leftfold.store.layout_files import shipped_layouts


def found() -> dict[str, Point]:
    return {point.name: point for point in checkup()}


def test_here_all_is_well() -> None:
    points = found()
    assert [point for point in points.values() if not point.is_well] == []
    assert points["numpy"].found == version("numpy")
    assert points["layouts"].found == f"{len(shipped_layouts())} are read"
    assert "domain progress" in points


def test_what_is_missing_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(looked, "find_spec", lambda _name: None)

    def broken() -> object:
        raise RuntimeError("no such thing")

    monkeypatch.setattr(Domains, "installed", lambda: Domains([Entry("shop", "shop-domain 1.0", broken)]))
    points = found()
    assert {name for name, point in points.items() if not point.is_well} == {"display", "settings", "domain shop"}
    assert "--screenshot" in points["display"].found
    assert points["settings"].found == f"{tmp_path / 'file' / 'leftfold'} cannot be written: Not a directory."
    assert "cannot be loaded" in points["domain shop"].found
    assert 'pip install "leftfold[postgres]"' in points["postgres"].found
