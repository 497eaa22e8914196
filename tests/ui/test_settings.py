"""What is remembered from one start to the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from leftfold.ui.settings import MOST_RECENT, MOST_STORES, Settings
from leftfold.ui.theme.themes import Mode


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "settings.ini")


def _settings(file: str) -> Settings:
    return Settings(QSettings(file, QSettings.Format.IniFormat))


def test_what_is_set_is_there_at_the_next_start(file: str) -> None:
    settings = _settings(file)
    assert (settings.mode, settings.in_utc, settings.recent) == (Mode.SYSTEM, True, ())
    assert settings.layout_of("window") is None
    settings.mode, settings.in_utc = Mode.DARK, False
    settings.save_layout("window", QByteArray(b"\x01\x02"))
    settings.remember("/a.sqlite")
    again = _settings(file)
    assert (again.mode, again.in_utc, again.recent) == (Mode.DARK, False, ("/a.sqlite",))
    assert again.layout_of("window") == QByteArray(b"\x01\x02")


def test_recent_stores_are_few_and_the_newest_comes_first(file: str) -> None:
    settings = _settings(file)
    for number in range(MOST_RECENT + 3):
        settings.remember(f"/{number}.sqlite")
    settings.remember("/5.sqlite")
    assert len(settings.recent) == MOST_RECENT
    assert settings.recent[:2] == ("/5.sqlite", f"/{MOST_RECENT + 2}.sqlite")
    settings.forget("/5.sqlite")
    assert "/5.sqlite" not in settings.recent


def test_a_damaged_file_gives_the_defaults(file: str) -> None:
    Path(file).write_text("[General]\ntheme=purple\nrecent=17\nlayout\\window=text\n", "utf-8")
    settings = _settings(file)
    assert settings.mode is Mode.SYSTEM
    assert settings.layout_of("window") is None
    assert settings.recent == ("17",)


def test_the_layout_of_a_store_is_kept_without_its_password(file: str) -> None:
    settings = _settings(file)
    assert settings.store_layout("/a.sqlite") is None
    settings.remember_layout("/a.sqlite", "/a.toml")
    settings.remember_layout("postgresql://ann:secret@host/shop", "/shop.toml@sales.events")
    QSettings(file, QSettings.Format.IniFormat).sync()
    assert "secret" not in Path(file).read_text("utf-8")
    again = _settings(file)
    assert again.store_layout("/a.sqlite") == "/a.toml"
    assert again.store_layout("postgresql://ann:other@host/shop") == "/shop.toml@sales.events"
    again.remember_layout("/a.sqlite", "/b.toml")
    assert again.store_layout("/a.sqlite") == "/b.toml"
    again.remember_layout("/a.sqlite", None)
    assert again.store_layout("/a.sqlite") is None
    for number in range(MOST_STORES):
        again.remember_layout(f"/{number}.sqlite", "/c.toml")
    assert again.store_layout("postgresql://ann@host/shop") is None
    assert again.store_layout("/0.sqlite") == "/c.toml"


def test_breakpoints_are_kept_for_a_store_without_its_password(file: str) -> None:
    settings = _settings(file)
    settings.keep_breakpoints("postgresql://me:secret@host/db", "[1]")
    settings.keep_breakpoints("/a.sqlite", "[2]")
    again = _settings(file)
    assert again.breakpoints_of("postgresql://me@host/db") == "[1]"
    assert again.breakpoints_of("/a.sqlite") == "[2]"
    assert "secret" not in Path(file).read_text("utf-8")
    again.keep_breakpoints("/a.sqlite", "")
    assert again.breakpoints_of("/a.sqlite") == ""


def test_the_reducer_of_a_store_is_remembered_until_it_is_given_up(file: str) -> None:
    settings = _settings(file)
    settings.remember_layout("/a.sqlite", "/a.toml")
    settings.remember_reducer("/a.sqlite", "node reducer.mjs")
    settings.remember_reducer("postgresql://me:secret@host/db", "/own.py")
    again = _settings(file)
    assert again.store_reducer("/a.sqlite") == "node reducer.mjs"
    assert again.store_reducer("postgresql://me@host/db") == "/own.py"
    again.remember_reducer("/a.sqlite", None)
    assert (again.store_reducer("/a.sqlite"), again.store_layout("/a.sqlite")) == (None, "/a.toml")
