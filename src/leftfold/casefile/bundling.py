"""Making a bundle of some aggregates, as they are or with pseudonyms in place of what names anybody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from leftfold.casefile.bookmarks import Bookmarks, bookmarks_file
from leftfold.casefile.bundle import Noted, reference_of, write_note
from leftfold.casefile.pseudonyms import Pseudonyms
from leftfold.model.edits import Because, ChangeSet, SoftDelete
from leftfold.model.errors import Refused
from leftfold.model.event import Document, Event, Undecodable
from leftfold.model.json import Json, compact
from leftfold.model.personal import Pattern, Personal, hidden_values
from leftfold.model.stream import StreamId
from leftfold.model.times import EPOCH
from leftfold.opened import Replay
from leftfold.replay.masking import marked
from leftfold.replay.narrative import shown
from leftfold.session import Session
from leftfold.store.bulk import NewRow
from leftfold.store.opening import create_store

_WHY: Final = Because("leftfold bundle", "A copy of some aggregates, to be looked at elsewhere")
_LEFT_OUT: Final = "(what was here could not be read, and is left out)"


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a bundle."""

    replays: tuple[Replay, ...]
    """The first is the one to be shown."""
    ordinal: int
    """After how many of its events to stand."""
    pseudonyms: Pseudonyms | None = None
    """None where everything is written as it is."""


def write_bundle(session: Session, contents: Contents, file: Path) -> int:
    """Write the file, which is not there yet; gives how many events it has.

    Raises `Refused` for a projection, and for personal fields that are neither revealed nor to be replaced.
    """
    for replay in contents.replays:
        _check(replay, contents.pseudonyms)
    names = contents.pseudonyms
    if names is not None:
        names.know(_secrets(contents.replays))
    with closing(create_store(str(file))) as store:
        for replay in contents.replays:
            store.append_many(_rows(replay, names), _WHY)
            deleted = tuple(SoftDelete(place) for place, one in enumerate(_deleted(replay), 1) if one)
            if deleted:
                stream = _renamed(replay.stream, names)
                store.commit(ChangeSet(stream, len(replay.index), deleted, _WHY))
    write_note(file, _noted(session, contents))
    return sum(len(replay.index) for replay in contents.replays)


def _check(replay: Replay, names: Pseudonyms | None) -> None:
    if replay.is_projection:
        raise Refused(f"{replay.stream} is a projection over many aggregates; bundle those instead.")
    if replay.domain.personal and names is None:
        raise Refused(
            f"{replay.stream} has personal fields; add --pseudonymise to replace them, or --reveal REASON to keep them."
        )


def _noted(session: Session, contents: Contents) -> Noted:
    names, kept = contents.pseudonyms, Bookmarks(bookmarks_file())
    notes: list[tuple[StreamId, int, str]] = []
    for replay in contents.replays:
        for bookmark in kept.of(session.place, replay.stream):
            ordinal = replay.index.ordinal_of(bookmark.version)
            if ordinal is not None:
                note = bookmark.note if names is None else names.text(bookmark.note)
                notes.append((_renamed(replay.stream, names), ordinal, note))
    first = contents.replays[0].stream
    return Noted(_renamed(first, names), contents.ordinal, *reference_of(session, first), tuple(notes))


def _rows(replay: Replay, names: Pseudonyms | None) -> Iterator[NewRow]:
    personal = marked(replay.domain)
    stream = _renamed(replay.stream, names)
    for event in _events(replay):
        metadata = _text(event.metadata, personal.metadata, names)
        kept = None if event.metadata is None else metadata
        data = _text(event.data, personal.data, names)
        yield NewRow(stream, event.type, data, event.recorded_at or EPOCH, kept)


def _text(document: Document, patterns: tuple[Pattern, ...], names: Pseudonyms | None) -> str:
    if isinstance(document, Undecodable):
        return _LEFT_OUT if names is not None else document.raw.decode("utf-8", "replace")
    return compact(document if names is None else names.document(document, patterns))


def _renamed(stream: StreamId, names: Pseudonyms | None) -> StreamId:
    return stream if names is None else StreamId(stream.type, names.of(stream.id))


def _secrets(replays: tuple[Replay, ...]) -> Iterator[str]:
    """What is to be replaced wherever it stands: the ids, and the texts of all personal fields."""
    for replay in replays:
        yield replay.stream.id
        personal = marked(replay.domain)
        for event in _events(replay):
            for document, patterns in ((event.data, personal.data), (event.metadata, personal.metadata)):
                if not isinstance(document, Undecodable):
                    yield from _texts(document, patterns)
        yield from _of_states(replay, personal)


def _of_states(replay: Replay, personal: Personal) -> Iterator[str]:
    if personal.state:
        for step in replay.history.steps(1, len(replay.index)):
            yield from _texts(shown(replay.domain, step.after), personal.state)


def _texts(document: Json, patterns: tuple[Pattern, ...]) -> Iterator[str]:
    return (value for value in hidden_values(document, patterns) if isinstance(value, str))


def _events(replay: Replay) -> Iterator[Event]:
    return iter(replay.history.source.read(1, len(replay.index)))


def _deleted(replay: Replay) -> list[Any]:
    found: list[Any] = replay.index.deleted.tolist()
    return found
