"""Opens stores for commands; asks on the terminal for the password of a server that wants one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final, TypeVar

import click

from leftfold.cli.printing import say
from leftfold.model.errors import PasswordNeeded
from leftfold.passwords import with_kept
from leftfold.store.target import with_password, without_password

T = TypeVar("T")

_TIMES: Final = 3
"""How often a person is asked, as logins do."""


def opened(open_: Callable[[str], T], target: str) -> T:
    """What opens at a path or URL; with a password that the person types, where the server wants one.

    Raises `PasswordNeeded` where nobody is there to be asked, or does not know it.
    """
    try:
        return with_kept(open_, target)
    except PasswordNeeded:
        if sys.stdin is None or not sys.stdin.isatty():
            raise
    for _time in range(_TIMES - 1):
        try:
            return open_(_asked(target))
        except PasswordNeeded as error:
            say(f"leftfold: {error}")
    return open_(_asked(target))


def _asked(target: str) -> str:
    password: str = click.prompt(f"Password for {without_password(target)}", hide_input=True, err=True)
    return with_password(target, password)
