"""Becomes a program that may not hold more data than it is told; run by its path, in an interpreter of its own.

`python -I -S launch.py BYTES PROGRAM ARGUMENT…`. Bounds are set here, in the process that they are for: what a
process with threads does between forking and the program's start may end in a deadlock.
"""

from __future__ import annotations

import os
import resource
import sys


def main(arguments: list[str]) -> None:
    """Set the bounds and become the program."""
    most = int(arguments[0])
    for kind, bound in ((resource.RLIMIT_DATA, most), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        soft = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(kind, (soft, soft))
    os.execvp(arguments[1], arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
