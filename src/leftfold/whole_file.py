"""Files that are written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from leftfold.model.errors import CannotOpen


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Where to write a file that is moved to `path` once it is whole; where anything is raised, `path` is as it was.

    Raises `CannotOpen` where nothing can be written there.
    """
    # Beside its place and not in the system's folder for such files, so that the move is one within a file system.
    try:
        aside = TemporaryDirectory(dir=path.parent, prefix="leftfold-unfinished-", ignore_cleanup_errors=True)
    except OSError as error:
        raise CannotOpen(f"{path} cannot be written: {error.strerror}.") from error
    with aside as folder:
        made = Path(folder) / path.name
        yield made
        try:
            made.replace(path)
        except OSError as error:
            raise CannotOpen(f"{path} cannot be written: {error.strerror}.") from error
