"""The files of rules that a computer and its user have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.model.rules import PRODUCTION, STAGING
from leftfold.store.rule_files import machine_file, rules_file, rules_in, user_file

STORES = """
[[store]]
match = "postgresql://*@db.prod/training"
environment = "staging"

[[store]]
match = "postgresql://*@db.prod/*"
environment = "production"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "stores.toml"


def test_the_first_pattern_that_fits_decides(file: Path) -> None:
    file.write_text(STORES, "utf-8")
    assert rules_in(file, ("postgresql://me@db.prod/training",)) == STAGING
    assert rules_in(file, ("postgresql://me@db.prod/school",)) == PRODUCTION
    assert rules_in(file, ("other", "postgresql://me@db.prod/school")) == PRODUCTION
    assert rules_in(file, ("postgresql://me@db.test/school",)) is None


def test_a_file_that_is_not_there_says_nothing(file: Path) -> None:
    assert rules_in(file, ("s",)) is None
    assert rules_in(file / "stores.toml", ("s",)) is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"store", "is not valid TOML: "),
        (b"\xff", "is not UTF-8 text."),
        (b'[[store]]\nenvironment = "local"', "lacks the key store[1].match."),
        (b'[[store]]\nmatch = "*"\nenvironment = "local"\nwriter = "me"', "has the unknown key store[1].writer."),
        (b'[[stores]]\nmatch = "*"', "has the unknown key stores."),
        (b'[store]\nmatch = "*"', "must have a list of tables under store."),
    ],
)
def test_a_file_that_is_not_understood_is_named_with_what_is_wrong(file: Path, content: bytes, told: str) -> None:
    file.write_bytes(content)
    with pytest.raises(CannotOpen, match=re.escape(f"{file} {told}")):
        rules_in(file, ("s",))


def test_a_file_that_cannot_be_read_is_named(file: Path) -> None:
    file.mkdir()
    with pytest.raises(CannotOpen, match=re.escape(f"{file} cannot be read: Is a directory.")):
        rules_in(file, ("s",))


def test_a_file_of_the_rules_of_one_store(file: Path) -> None:
    with pytest.raises(CannotOpen, match="There is no file"):
        rules_file(file)
    file.write_text('environment = "production"', "utf-8")
    assert rules_file(file) == PRODUCTION
    file.write_text('environment = "production"\nmatch = "*"', "utf-8")
    with pytest.raises(CannotOpen, match="unknown key match"):
        rules_file(file)


def test_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "/home/me/conf")
    monkeypatch.setenv("XDG_CONFIG_DIRS", "/etc/conf")
    assert (user_file(), machine_file()) == (
        Path("/home/me/conf/leftfold/stores.toml"),
        Path("/etc/conf/leftfold/stores.toml"),
    )
