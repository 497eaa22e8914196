"""How much memory a process has, where the system tells."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_STATUS: Final = Path("/proc/self/status")
_KILOBYTE: Final = 1024


def resident() -> float | None:
    """Megabytes of memory that this process has now; None where the system does not tell."""
    return _told("VmRSS:")


def peak() -> float | None:
    """The most megabytes of memory that this process ever had; None where the system does not tell."""
    return _told("VmHWM:")


def _told(name: str) -> float | None:
    if not _STATUS.exists():
        return None
    for line in _STATUS.read_text("ascii", "replace").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * _KILOBYTE / 1e6
    return None
