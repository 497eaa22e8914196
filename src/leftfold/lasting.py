"""What a start loads and makes: it stays to the end, and starts no threads that nobody needs."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_BLAS: Final = "OPENBLAS_NUM_THREADS"


@contextmanager
def lasting() -> Iterator[None]:
    """Load or make what stays to the process's end.

    The collector looks at it neither now nor later. While the window starts, it would look again and again through what
    was loaded before, 100 ms in all. Left in, that also makes each later full collection, which holds up the window,
    take 50 ms, and left out, 4 ms.

    Where numpy is loaded, it comes without a thread for each core: no matrices are multiplied here, and on two cores
    the threads take 25 ms. Programs that are started later find the variable that says so as it was.
    """
    is_chosen = _BLAS in os.environ
    os.environ.setdefault(_BLAS, "1")
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        if not is_chosen:
            os.environ.pop(_BLAS, None)
