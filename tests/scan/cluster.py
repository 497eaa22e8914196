"""A Dask cluster of two workers on this computer, for as long as its standard input is open; tells its address."""

from __future__ import annotations

import sys
from importlib import import_module


def main() -> None:
    """Start the cluster, and end it when nobody needs it any more."""
    started = import_module("distributed").LocalCluster
    with started(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        sys.stdout.write(f"{cluster.scheduler_address}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
