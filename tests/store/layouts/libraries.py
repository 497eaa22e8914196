"""The libraries whose stores the tests make."""

from __future__ import annotations

from typing import Final

from tests.store.layouts.emmett import EMMETT_POSTGRESQL, EMMETT_SQLITE

LIBRARIES: Final = (EMMETT_POSTGRESQL, EMMETT_SQLITE)
