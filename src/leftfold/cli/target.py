"""The file that a command writes: not there yet, or to be overwritten by who asks for that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from leftfold.model.errors import BadRequest, Refused
from leftfold.whole_file import whole_file

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to write."""

    path: Path
    force: bool
    """Whether one that is there is overwritten."""

    @contextmanager
    def written(self) -> Iterator[Path]:
        """Where to write; what is written is moved to its place once it is whole. Raises `Refused` or `BadRequest`."""
        with _new_file(self.path, force=self.force) as whole:
            yield whole


def to_file(metavar: str) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """The command with the file that it writes given as `target`, and an option to overwrite one that is there."""

    def decorated(run: Callable[..., T]) -> Callable[..., T]:
        @click.argument("file", metavar=metavar, type=click.Path(dir_okay=False, path_type=Path))
        @click.option("--force", is_flag=True, help="Overwrite the file.")
        @wraps(run)
        def named(*args: Any, file: Path, force: bool, **kwargs: Any) -> T:
            return run(*args, target=NewFile(file, force), **kwargs)

        return named

    return decorated


@contextmanager
def _new_file(path: Path, *, force: bool) -> Iterator[Path]:
    if path.exists() and not path.is_file():
        raise BadRequest(f"{path} is no file that could be overwritten; name another.")
    if path.exists() and not force:
        raise Refused(f"{path} exists already; name another file, or add --force to overwrite it.")
    # A link stays a link, and what it leads to is written.
    with whole_file(path.resolve()) as whole:
        try:
            yield whole
        except OSError as error:
            raise BadRequest(f"{path} cannot be written: {error.strerror}.") from error
