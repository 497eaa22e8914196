"""Which fields of a store are personal, and who revealed them, of what, and why."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from leftfold.computer import computer_user
from leftfold.domain.definition import Domain
from leftfold.model.errors import BadRequest, CannotOpen, Refused
from leftfold.model.personal import Personal, mask, personal_fields
from leftfold.model.stream import StreamId
from leftfold.model.times import time_text
from leftfold.person import add_line, user_folder

S = TypeVar("S")

EVERYTHING: Final = "*"
"""In place of an aggregate, where all of a store is revealed; of an aggregate's type, where a field is any type's."""


def revealed_file() -> Path:
    """The record of what the current user revealed: lines of JSON, only ever added."""
    return user_folder() / "revealed.jsonl"


def personal_file() -> Path:
    """The user's own list of personal fields: a TOML table `personal` with paths by aggregate type, `*` for any."""
    return user_folder() / "personal.toml"


class Privacy:
    """What is covered of one store's aggregates."""

    def __init__(self, place: str, layout: tuple[str, ...], changed: Callable[[], None]) -> None:
        """`layout` has the paths that the store's layout adds; `changed` is called once more or less is covered."""
        self._place = place
        self._layout = layout
        self._changed = changed
        self._own = _own_list(personal_file())
        self._revealed: set[str] = set()

    def covering(self, stream: StreamId, domain: Domain[S]) -> Domain[S]:
        """The domain with all that is personal of a stream marked; with nothing marked where it is revealed."""
        if self.is_revealed(stream):
            return replace(domain, personal=()) if domain.personal else domain
        of_type = (*self._own.get(EVERYTHING, ()), *self._own.get(stream.type, ()))
        paths = (*domain.personal, *self._layout, *of_type)
        if not paths:
            return domain
        return _covered(domain, tuple(dict.fromkeys(paths)))

    def is_revealed(self, stream: StreamId) -> bool:
        """Whether what is personal of a stream is shown."""
        return bool(self._revealed) and not self._revealed.isdisjoint((EVERYTHING, str(stream)))

    def reveal(self, stream: str, reason: str) -> None:
        """Show what is personal of a stream from now on, once it is recorded who does and why.

        Raises `BadRequest` without a reason, and `Refused` where it cannot be recorded; then nothing is revealed.
        """
        if not reason.strip():
            raise BadRequest("The reason is empty; say why personal fields are to be revealed.")
        line = {"at": time_text(datetime.now(UTC)), "who": computer_user(), "store": self._place}
        file = revealed_file()
        try:
            add_line(file, {**line, "stream": stream, "why": reason.strip()})
        except OSError as error:
            raise Refused(f"{file} cannot be written ({error.strerror}), so nothing was revealed.") from error
        self._revealed.add(stream)
        self._changed()

    def cover(self) -> None:
        """Cover again all that was revealed."""
        self._revealed.clear()
        self._changed()


def _covered(domain: Domain[S], paths: tuple[str, ...]) -> Domain[S]:
    if domain.name == "generic":
        # Its state is the payloads, merged: what is personal in them is so in it.
        paths = (*paths, *(f"state{path.removeprefix('data')}" for path in paths if path.startswith("data")))
    try:
        personal = personal_fields(paths)
    except ValueError as error:
        raise CannotOpen(f"The domain {domain.name} of {domain.origin} marks a field wrongly: {error}.") from error
    tracks = tuple(track for track in domain.tracks if not _is_covered(track.name, personal))
    return replace(domain, personal=paths, tracks=tracks if domain.name == "generic" else domain.tracks)


def _is_covered(name: str, personal: Personal) -> bool:
    return mask({name: 0}, personal.state) != {name: 0}


def _own_list(file: Path) -> dict[str, tuple[str, ...]]:
    try:
        content = file.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise CannotOpen(f"{file}, your list of personal fields, cannot be read: {error}.") from error
    try:
        return {type_: _paths(paths) for type_, paths in tomllib.loads(content).get("personal", {}).items()}
    except (tomllib.TOMLDecodeError, ValueError, AttributeError) as error:
        raise CannotOpen(f"{file}, your list of personal fields, is wrong: {error}.") from error


def _paths(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(path, str) for path in found):
        raise ValueError("each aggregate type has a list of paths, as data.email is one")
    personal_fields(tuple(found))
    return tuple(found)
