"""What keeps a spreadsheet from working out what a stranger wrote."""

from __future__ import annotations

import re
from typing import Final

_FORMULA: Final = re.compile(r" *[=+\-@\t\r\n]")
"""With what a spreadsheet takes a text for a formula."""


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it, and never runs it."""
    return f"'{text}" if _FORMULA.match(text) else text
