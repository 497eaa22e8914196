"""Passwords are kept by the system's keyring or by nobody."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from leftfold import passwords
from leftfold.model.errors import CannotOpen, LeftfoldError, PasswordNeeded

URL = "postgresql://ann@host/shop"


class KeyringError(Exception):
    """As much of the package's own as is needed."""


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """What a keyring keeps that is there for this test."""
    found: dict[tuple[str, str], str] = {}
    keyring = ModuleType("keyring")
    errors = ModuleType("keyring.errors")
    vars(errors)["KeyringError"] = KeyringError

    def put(service: str, name: str, password: str) -> None:
        found[service, name] = password

    vars(keyring).update(errors=errors, get_password=lambda *named: found.get(named), set_password=put)
    keyring.__spec__ = ModuleSpec("keyring", None)
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    return found


def guarded(target: str) -> str:
    """Opens with one password alone."""
    if ":right@" not in target:
        raise PasswordNeeded(f"{URL} wants a password.")
    return target


def test_where_no_password_is_wanted_none_is_looked_for(kept: dict[tuple[str, str], str]) -> None:
    kept["leftfold", URL] = "right"
    assert passwords.with_kept(lambda target: target, URL) == URL


def test_a_kept_password_opens(kept: dict[tuple[str, str], str]) -> None:
    passwords.keep("postgresql://ann:right@host/shop", "right")
    assert kept == {("leftfold", URL): "right"}
    assert passwords.with_kept(guarded, URL) == "postgresql://ann:right@host/shop"


def test_a_password_that_is_not_kept_or_not_right_is_wanted_still(kept: dict[tuple[str, str], str]) -> None:
    with pytest.raises(PasswordNeeded):
        passwords.with_kept(guarded, URL)
    kept["leftfold", URL] = "old"
    with pytest.raises(PasswordNeeded):
        passwords.with_kept(guarded, URL)


def test_other_reasons_are_passed_on(kept: dict[tuple[str, str], str]) -> None:
    def open_(_target: str) -> str:
        raise CannotOpen("no")

    kept["leftfold", URL] = "right"
    with pytest.raises(CannotOpen, match="no"):
        passwords.with_kept(open_, URL)


def test_a_keyring_that_fails_keeps_nothing(kept: dict[tuple[str, str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_asked: str) -> str:
        raise KeyringError("it is locked")

    kept["leftfold", URL] = "right"
    monkeypatch.setattr("keyring.get_password", fail)
    monkeypatch.setattr("keyring.set_password", fail)
    with pytest.raises(PasswordNeeded):
        passwords.with_kept(guarded, URL)
    with pytest.raises(LeftfoldError, match="is not kept: the keyring of this system says it is locked"):
        passwords.keep(URL, "right")


def test_without_a_keyring_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "find_spec", lambda _name: None)
    assert not passwords.can_keep()
    with pytest.raises(PasswordNeeded):
        passwords.with_kept(guarded, URL)
