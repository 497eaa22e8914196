"""The door: starts the command line."""

from __future__ import annotations

import sys

from leftfold.cli.main import run


def main() -> None:
    """Run Leftfold with the process's arguments."""
    sys.exit(run())


if __name__ == "__main__":
    main()
