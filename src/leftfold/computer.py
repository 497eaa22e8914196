"""What this computer tells of the person at it."""

from __future__ import annotations

import getpass


def computer_user() -> str:
    """The name of this computer's user; empty where the computer does not tell."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
