"""The passwords of servers: kept by the system's keyring where a person asks for that, and never by Leftfold."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, TypeVar

from leftfold.model.errors import LeftfoldError, PasswordNeeded
from leftfold.store.target import with_password, without_password

T = TypeVar("T")

_SERVICE: Final = "leftfold"
"""Under what the keyring lists them, each with the URL it is for."""


def can_keep() -> bool:
    """Whether there is a keyring: the package of that name is installed."""
    return find_spec("keyring") is not None


def keep(target: str, password: str) -> None:
    """Have the keyring keep the password for a URL. Raises `LeftfoldError` where it does not."""
    keyring = _keyring()
    try:
        keyring.set_password(_SERVICE, without_password(target), password)
    except keyring.errors.KeyringError as error:
        raise LeftfoldError(f"The password is not kept: the keyring of this system says {error}.") from error


def with_kept(open_: Callable[[str], T], target: str) -> T:
    """What opens at a URL; where the server wants a password, with the one that the keyring keeps.

    Raises `PasswordNeeded` where there is none, or where it is not the right one.
    """
    try:
        return open_(target)
    except PasswordNeeded:
        password = _kept(target)
        if password is None:
            raise
    return open_(with_password(target, password))


def _kept(target: str) -> str | None:
    if not can_keep():
        return None
    keyring = _keyring()
    try:
        found: str | None = keyring.get_password(_SERVICE, without_password(target))
    except keyring.errors.KeyringError:
        # One that is locked or absent keeps nothing for us; the person is asked.
        return None
    return found


def _keyring() -> Any:
    import_module("keyring.errors")
    return import_module("keyring")
