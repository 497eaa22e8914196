"""Who sits at the computer."""

from __future__ import annotations

import getpass
import os
import pwd
from collections.abc import Iterator

import pytest

from leftfold import computer
from leftfold.computer import computer_user


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    computer._account.cache_clear()
    yield
    computer._account.cache_clear()


def test_it_is_the_account_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "somebody-else")
    monkeypatch.setenv("USER", "somebody-else")
    assert computer_user() == pwd.getpwuid(os.getuid()).pw_name


@pytest.mark.parametrize("error", [KeyError("getpwuid(): uid not found: 12345"), OSError("No username set")])
def test_a_computer_that_does_not_tell_its_user(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def nobody(_number: int = 0) -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", lambda: "by the environment")
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    assert computer_user() == ("by the environment" if isinstance(error, KeyError) else "")
    monkeypatch.setattr(getpass, "getuser", nobody)
    computer._account.cache_clear()
    assert computer_user() == ""
