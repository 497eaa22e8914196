"""The ids of aggregates: as they are stored, as they are shown, and as they are bound in statements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from leftfold.store.codec import Stored, as_given, read_text, stored_texts
from leftfold.store.forms import IdForm
from leftfold.store.tables import Kind

_HEX: Final = re.compile(r"[0-9a-f]{32}\Z")
_WHOLE: Final = re.compile(r"-?\d{1,18}\Z")
_UUID_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of one store."""

    form: IdForm = IdForm.TEXT
    kind: Kind = Kind.ANY
    """What their column holds."""

    @property
    def are_texts(self) -> bool:
        """Whether any text may be compared with them."""
        return self.kind not in (Kind.UUID, Kind.BYTES, Kind.NUMBER)

    def read(self, raw: Stored) -> str:
        """An id as it is shown."""
        if self.form is IdForm.UUID and raw is not None and len(raw) == _UUID_BYTES:
            return str(UUID(bytes=bytes(raw)))
        text = read_text(raw)
        return str(UUID(text)) if self.form is not IdForm.TEXT and _HEX.match(text) else text

    def stored(self, shown: str) -> tuple[str | bytes, ...]:
        """What an id that a person gives may be stored as, the likeliest first; nothing where it can be none."""
        bare = shown.replace("-", "").lower()
        is_uuid = _HEX.match(bare) is not None
        match self.kind:
            case Kind.UUID:
                return (str(UUID(bare)),) if is_uuid else ()
            case Kind.NUMBER:
                return (shown,) if _WHOLE.match(shown) else ()
            case Kind.BYTES:
                return (UUID(bare).bytes, shown.encode()) if is_uuid else (shown.encode(),)
        if is_uuid and self.form is IdForm.UUID_HEX:
            return tuple(dict.fromkeys((bare, shown)))
        if is_uuid and self.form is IdForm.UUID:
            return tuple(dict.fromkeys((shown, str(UUID(bare)), bare)))
        return stored_texts(shown)

    def spellings(self, part: str) -> tuple[str, ...]:
        """How a part of an id may be stored."""
        bare = part.replace("-", "") if self.form is not IdForm.TEXT else part
        return tuple(dict.fromkeys((part, bare))) if bare else (part,)

    def given(self, raw: Stored) -> str | bytes:
        """A stored id as it is bound."""
        return raw or b"" if self.kind is Kind.BYTES else as_given(raw)
