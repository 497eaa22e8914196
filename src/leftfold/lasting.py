"""What a start loads and makes stays to the end, and is nothing for the garbage collector to look through."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """Make what stays to the process's end: the collector looks at it neither now nor later.

    While the window starts, it would look again and again through what was loaded before, 120 ms in all. Left in, that
    also makes each later full collection, which holds up the window, take 50 ms, and left out, 4 ms.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
