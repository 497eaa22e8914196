"""What this computer tells of the person at it."""

from __future__ import annotations

import getpass

import pytest

from leftfold.computer import computer_user


def test_the_user_of_this_computer_is_told_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    assert computer_user() == getpass.getuser()
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert computer_user() == ""
