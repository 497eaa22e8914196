"""Drafts kept while they are worked on, in the user's data folder: a file each window, found again by its store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from platformdirs import user_data_path

from leftfold.deferred import Deferred
from leftfold.draft.draft_file import SUFFIX, Saved, draft_text
from leftfold.model.errors import CannotOpen
from leftfold.whole_file import whole_file

if TYPE_CHECKING:
    from leftfold.draft import draft_reading
else:
    # Needed only where a draft was left.
    draft_reading = Deferred("leftfold.draft.draft_reading")

LOCK: Final = ".lock"
"""What the name of the file beside a draft ends with that says that its window is open."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft that was found, and the file that it is in."""

    path: Path
    saved: Saved


def drafts_folder() -> Path:
    """Where the current user's drafts are kept."""
    return user_data_path("leftfold", appauthor=False) / "drafts"


def new_place(store: str) -> Path:
    """A file that no other window has, for a draft of the store at this place; makes its folder.

    Raises `CannotOpen` where that cannot be.
    """
    folder = drafts_folder()
    try:
        # What is corrected may be nobody else's business.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotOpen(f"{folder} cannot be made: {error.strerror}.") from error
    return folder / f"{_name(store)}-{uuid4().hex}{SUFFIX}"


def keep(path: Path, saved: Saved) -> None:
    """Keep a draft in a file, or leave what was in it. Raises `CannotOpen` or `Refused`."""
    text = draft_text(saved, {})
    with whole_file(path) as file:
        try:
            file.touch(mode=0o600)
            file.write_bytes(text)
        except OSError as error:
            raise CannotOpen(f"{path} cannot be written: {error.strerror}.") from error


def forget(path: Path) -> None:
    """Keep a draft no longer."""
    # Where it cannot be taken away it is offered once more, and nothing is lost.
    with suppress(OSError):
        path.unlink(missing_ok=True)


def kept_for(store: str, layout: str) -> Iterator[Kept]:
    """The drafts that are kept for the store at a place, opened by a layout, the newest first."""
    found: list[Kept] = []
    for path in drafts_folder().glob(f"{_name(store)}-*{SUFFIX}"):
        # What cannot be read stays where it is.
        with suppress(CannotOpen):
            found.append(Kept(path, draft_reading.read_draft(path)))
    ours = (one for one in found if one.saved.place == store and one.saved.layout == layout)
    yield from sorted(ours, key=lambda one: one.saved.saved_at, reverse=True)


def _name(store: str) -> str:
    return sha256(store.encode(errors="surrogateescape")).hexdigest()[:32]
