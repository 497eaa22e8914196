"""The computer that Leftfold runs on, and who sits at it."""

from __future__ import annotations

import getpass
import os
import sys
from functools import cache


def computer_user() -> str:
    """The name of this computer's user; empty where the computer does not tell.

    It is that of the account: what is said in `LOGNAME` or `USER` could be anybody's.
    """
    try:
        if sys.platform == "win32":
            return getpass.getuser()
        return _account(os.getuid())
    except (KeyError, OSError):
        return ""


if sys.platform != "win32":
    import pwd

    @cache
    def _account(number: int) -> str:
        try:
            return pwd.getpwuid(number).pw_name
        except KeyError:
            # In containers an account may have a number and no name.
            return getpass.getuser()
