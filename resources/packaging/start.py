"""Where a standalone Leftfold starts."""

from __future__ import annotations

from multiprocessing import freeze_support

from leftfold.__main__ import main

if __name__ == "__main__":
    # A worker process of a standalone program begins here, too.
    freeze_support()
    main()
