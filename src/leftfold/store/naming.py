"""Finds an aggregate by its name: as a locator has it, as a person types it, or nearly so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import product
from typing import Any, Final

from sqlalchemy import Select, select

from leftfold.model.errors import NotFound
from leftfold.model.stream import StreamId
from leftfold.store import walk
from leftfold.store.codec import as_given
from leftfold.store.database import Database
from leftfold.store.forms import IdForm
from leftfold.store.ids import Ids
from leftfold.store.rows import RowReader
from leftfold.store.statements import Key, Statements

_NEAR: Final = 200
"""How many ids that begin alike are looked through for one that was misspelt."""

_WALKED: Final = 20_000
"""Streams asked for their type at once: half a second, so that a server never takes it for too long a statement."""


class Naming:
    """The names of one store's aggregates."""

    def __init__(self, database: Database, statements: Statements, rows: RowReader, ids: Ids) -> None:
        self._database = database
        self._statements = statements
        self._rows = rows
        self.ids = ids
        """How ids are stored, shown and bound."""

    def types(self) -> tuple[str, ...]:
        """The aggregate types, sorted."""
        return tuple(map(self._rows.types.read, self.stored_types()))

    def stored_types(self) -> list[bytes]:
        """The aggregate types as they are stored, sorted."""
        here = self._statements
        if here.type_in_key or here.fixed_type is not None or here.streams.is_own:
            return sorted(type_ or b"" for (type_,) in self._database.rows(walk.types(here)))
        return sorted(set(self._derived_types()))

    def _derived_types(self) -> Iterator[bytes]:
        """The type of each stream, where its first event tells it."""
        here, start = self._statements, None
        while True:
            page = walk.derived_streams(here, start, most=_WALKED).limit(_WALKED).subquery()
            rows = self._database.rows(select(here.stored_type(page.c.type), here.stored_id(page.c.id)))
            yield from (type_ or b"" for type_, _id in rows)
            if len(rows) < _WALKED:
                return
            start = walk.after(here.of_id(self.ids.given(rows[-1][1])))

    def key(self, stream: StreamId) -> Key:
        """What the stream is bound as in statements. Raises `NotFound` where it has no events."""
        for _found, key in self._stored(stream.type, stream.id):
            return key
        raise self._missing(stream)

    def place(self, stream: StreamId) -> Key:
        """What the stream is bound as; where it has no events, what it would be. Raises `NotFound` for no id."""
        types, ids = self._rows.types.stored(stream.type), self.ids.stored(stream.id)
        if not types or not ids:
            raise self._missing(stream)
        likeliest: Key = {"type": types[0], "id": ids[0]}
        return next((key for _found, key in self._stored(stream.type, stream.id)), likeliest)

    def spellings(self, part: str) -> tuple[str, ...]:
        """How a part of an id may be stored."""
        return self.ids.spellings(part)

    @property
    def hashed(self) -> bool:
        """Whether ids stand behind their own hash where they are stored."""
        return self.ids.form is IdForm.SHA1

    def resolve(self, text: str) -> StreamId:
        """The stream that a person's `ID` or `TYPE/ID` names. Raises `NotFound`."""
        found = tuple(dict.fromkeys(self._named(text)))
        if len(found) == 1:
            return found[0]
        name = self._database.name
        if found:
            meant = ", ".join(map(str, found[:5]))
            raise NotFound(f'"{text}" names {len(found)} aggregates in {name}: {meant}; give one with its type.')
        near = self._near(text)
        hint = f"did you mean {' or '.join(near)}?" if near else "list its aggregates to see what it has."
        raise NotFound(f'{name} has no aggregate "{text}"; {hint}')

    def _named(self, text: str) -> Iterator[StreamId]:
        slashes = [place for place, sign in enumerate(text) if sign == "/"]
        for type_, id_ in [(None, text), *((text[:place], text[place + 1 :]) for place in slashes)]:
            yield from (stream for stream, _key in self._stored(type_, id_))

    def _near(self, text: str) -> list[str]:
        alike = dict.fromkeys(stream for begin in self._beginnings(text) for stream in self._from(begin))
        names = {stream: (str(stream) if "/" in text else stream.id).casefold() for stream in alike}
        close = get_close_matches(text.casefold(), dict.fromkeys(names.values()), n=2)
        return [str(stream) for name in close for stream in alike if names[stream] == name][:3]

    def _beginnings(self, text: str) -> Iterator[str | bytes | None]:
        """What an id that was misspelt may begin with; None for anything, since a small store is looked through."""
        if self.ids.are_texts:
            id_ = self.ids.stored(text.rpartition("/")[2])[0]
            # The slip is likeliest at the end, next in the latter half.
            yield from (id_[:-1], id_[: len(id_) // 2])
        yield None

    def _from(self, begin: str | bytes | None) -> Iterator[StreamId]:
        here = self._statements
        for streams in self._streams_from(begin):
            page = streams.limit(_NEAR).subquery()
            rows = select(here.stored_type(page.c.type), here.stored_id(page.c.id))
            for type_, id_ in self._database.rows(rows):
                yield self._rows.stream(type_, id_)

    def _streams_from(self, begin: str | bytes | None) -> Iterator[Select[Any]]:
        here = self._statements
        start = None if begin is None else walk.beginning_with(here.of_id(begin))
        if not here.type_in_key:
            yield walk.derived_streams(here, start, most=_NEAR)
            return
        for type_ in self.stored_types():
            yield walk.typed_streams(here, type_, start, most=_NEAR)

    def _stored(self, type_: str | None, id_: str) -> Iterator[tuple[StreamId, Key]]:
        """The streams with an id, of a type where one is given, each with what it is bound as."""
        types: Sequence[str | bytes] = ("",)
        if self._statements.type_in_key:
            types = self.stored_types() if type_ is None else self._rows.types.stored(type_)
        for stored in product(map(as_given, types), self.ids.stored(id_)):
            for raw in self._database.rows(self._statements.first, dict(zip(("type", "id"), stored, strict=True))):
                stream = self._rows.stream(*raw)
                if type_ in (None, stream.type):
                    yield stream, {"type": as_given(raw[0]), "id": self.ids.given(raw[1])}

    def _missing(self, stream: StreamId) -> NotFound:
        return NotFound(f"{self._database.name} has no aggregate {stream}; list its aggregates to see what it has.")
