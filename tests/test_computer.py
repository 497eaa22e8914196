"""What this computer tells of its user."""

from __future__ import annotations

import getpass

import pytest

from leftfold.computer import computer_user


@pytest.mark.parametrize("error", [KeyError("getpwuid(): uid not found: 12345"), OSError("No username set")])
def test_a_computer_that_does_not_tell_its_user(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def nobody() -> str:
        raise error

    assert computer_user() == getpass.getuser()
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert computer_user() == ""
