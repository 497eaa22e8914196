"""The ids of aggregates: as they are stored, as they are shown, and as they are bound in statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha1
from itertools import combinations, pairwise, product
from typing import Final
from uuid import UUID

from leftfold.store.codec import SEPARATOR, Stored, as_given, read_text, stored_texts
from leftfold.store.forms import IdForm
from leftfold.store.layout import TextPart
from leftfold.store.tables import Kind

_HEX: Final = re.compile(r"[0-9a-f]{32}\Z")
_WHOLE: Final = re.compile(r"-?\d{1,18}\Z")
UUID_BYTES: Final = 16
"""Bytes of a UUID that is not stored as a text."""


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of one store."""

    form: IdForm = IdForm.TEXT
    kind: Kind = Kind.ANY
    """What their column holds."""
    kinds: tuple[Kind, ...] = ()
    """What each of their columns holds, where there are several."""
    sign: str = ""
    """What stands between the texts of these."""
    unsaid: str = ""
    """The text of one of these that is not shown."""

    @property
    def are_texts(self) -> bool:
        """Whether any text may be compared with them."""
        return not self.kinds and self.kind not in (Kind.UUID, Kind.BYTES, Kind.NUMBER)

    def read(self, raw: Stored) -> str:
        """An id as it is shown."""
        if self.form is IdForm.SHA1:
            return read_text(raw).rpartition(SEPARATOR)[2]
        if self.kinds:
            parts = read_text(raw).split(SEPARATOR)
            said = [part for part in parts if part != self.unsaid] if self.unsaid else parts
            return self.sign.join(said or parts[-1:])
        if self.form is IdForm.UUID and raw is not None and len(raw) == UUID_BYTES:
            return str(UUID(bytes=bytes(raw)))
        text = read_text(raw)
        return str(UUID(text)) if self.form is not IdForm.TEXT and _HEX.match(text) else text

    def stored(self, shown: str) -> tuple[str | bytes, ...]:
        """What an id that a person gives may be stored as, the likeliest first; nothing where it can be none."""
        if self.form is IdForm.SHA1:
            return (f"{sha1(shown.encode(), usedforsecurity=False).hexdigest().upper()}{SEPARATOR}{shown}",)
        if self.kinds:
            return tuple(dict.fromkeys(self._joined(shown)))
        bare = shown.replace("-", "").lower()
        is_uuid = _HEX.match(bare) is not None
        match self.kind:
            case Kind.UUID:
                return (str(UUID(bare)),) if is_uuid else ()
            case Kind.NUMBER:
                return (shown,) if _WHOLE.match(shown) else ()
            case Kind.BYTES:
                return (UUID(bare).bytes, shown.encode()) if is_uuid else (shown.encode(),)
        return self._as_text(shown, bare if is_uuid else "")

    def _as_text(self, shown: str, bare: str) -> tuple[str | bytes, ...]:
        if bare and self.form is IdForm.UUID_HEX:
            return tuple(dict.fromkeys((bare, shown)))
        if bare and self.form is IdForm.UUID:
            return tuple(dict.fromkeys((shown, str(UUID(bare)), bare)))
        return stored_texts(shown)

    def spellings(self, part: str) -> tuple[str, ...]:
        """How a part of an id may be stored."""
        if self.form is IdForm.SHA1:
            return (part,)
        bare = part.replace("-", "") if self.form is not IdForm.TEXT else part
        if self.kinds:
            bare = part.replace(self.sign, SEPARATOR)
        return tuple(dict.fromkeys((part, bare))) if bare else (part,)

    def given(self, raw: Stored) -> str | bytes:
        """A stored id as it is bound."""
        return bound_as(raw, self.kind)

    def _joined(self, shown: str) -> Iterator[str]:
        """What it may be of several columns: with the sign at some places between two, and texts that go unsaid."""
        texts, columns = shown.split(self.sign), len(self.kinds)
        for said in range(1 if self.unsaid else columns, columns + 1):
            for cuts in combinations(range(1, len(texts)), said - 1):
                parts = [self.sign.join(texts[begin:end]) for begin, end in pairwise((0, *cuts, len(texts)))]
                for places in combinations(range(columns), said):
                    row = dict(zip(places, parts, strict=True))
                    choices = [self._stored_part(at, row.get(at, self.unsaid)) for at in range(columns)]
                    yield from map(SEPARATOR.join, product(*choices))

    def _stored_part(self, at: int, part: str) -> tuple[str, ...]:
        return tuple(one for one in Ids(kind=self.kinds[at]).stored(part) if isinstance(one, str))


def bound_as(raw: Stored, kind: Kind) -> str | bytes:
    """A stored type or id, of a column that holds this, as it is bound."""
    return raw or b"" if kind is Kind.BYTES else as_given(raw)


def kind_of(part: TextPart, kinds: Mapping[str, Kind]) -> Kind:
    """What a part of a layout is compared as; `kinds` tells what its columns hold."""
    return kinds.get(part.column, Kind.ANY) if part.whole else Kind.TEXT


def ids_of(part: TextPart, kinds: Mapping[str, Kind], *, form: IdForm = IdForm.TEXT) -> Ids:
    """The ids, or the types, that a layout has in a part; `kinds` tells what its columns hold."""
    if not part.further:
        return Ids(form, kind_of(part, kinds))
    several = tuple(kinds[name] for name in part.columns)
    return Ids(form, Kind.TEXT, several, part.sign, part.unsaid)
