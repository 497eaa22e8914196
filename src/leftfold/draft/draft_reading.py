"""Reading a draft from its file: each fault is told with the place in the file where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

import orjson

from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft
from leftfold.draft.draft_file import FORMAT, Saved
from leftfold.model.edits import Append, Because, Edit, Restore, SoftDelete
from leftfold.model.errors import CannotOpen
from leftfold.model.json import MAX_DEPTH, Json, JsonObject, depth_of
from leftfold.model.stream import StreamId
from leftfold.model.times import parse_time

LONGEST: Final = 64 * 2**20
"""Bytes a draft may have: far more than people propose, and a wrong file does not fill the memory."""
_HIGHEST: Final = 2**63 - 1
"""The highest version a database can have."""


def read_draft(path: Path) -> Saved:
    """The draft in a file. Raises `CannotOpen`."""
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST + 1)
    except OSError as error:
        raise CannotOpen(f"The draft {path} cannot be read: {error.strerror}.") from error
    return draft_of(text, path.name)


def draft_of(text: bytes, name: str) -> Saved:
    """The draft in the text of a file of this name. Raises `CannotOpen`."""
    if len(text) > LONGEST:
        raise CannotOpen(f"{name} is larger than a draft may be ({LONGEST // 2**20} MB).")
    if depth_of(text) > MAX_DEPTH:
        raise CannotOpen(f"{name} is no draft: it nests deeper than {MAX_DEPTH} levels.")
    try:
        document: Json = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise CannotOpen(f"{name} is no draft: it is not JSON ({error}).") from error
    return _saved(_Part(name, "", _object_of(document, name)))


def _object_of(document: Json, name: str) -> JsonObject:
    if not isinstance(document, dict) or document.get("leftfold") != "draft":
        raise CannotOpen(f'{name} is no draft of Leftfold; such a file begins with "leftfold": "draft".')
    if document.get("format") != FORMAT:
        raise CannotOpen(
            f"{name} is a draft of format {document.get('format')!r}, and this Leftfold reads format {FORMAT}; "
            "open it with the Leftfold that saved it, or a newer one."
        )
    return document


@dataclass(frozen=True, slots=True)
class _Part:
    """An object somewhere in the file, asked for what it must have."""

    file: str
    where: str
    has: JsonObject

    def text(self, key: str, *, default: str | None = None) -> str:
        found = self.has.get(key, default)
        return found if isinstance(found, str) else self.wrong(key, "a text")

    def object(self, key: str) -> JsonObject:
        found = self.has.get(key)
        return found if isinstance(found, dict) else self.wrong(key, "an object")

    def part(self, key: str) -> _Part:
        return _Part(self.file, self._at(key), self.object(key))

    def parts(self, key: str) -> Iterator[_Part]:
        found = self.has.get(key)
        if not isinstance(found, list):
            self.wrong(key, "a list")
        for place, item in enumerate(found):
            at = f"{self._at(key)}[{place}]"
            if not isinstance(item, dict):
                raise CannotOpen(f"{self.file} is a broken draft: {at} must be an object.")
            yield _Part(self.file, at, item)

    def version(self, key: str) -> int:
        found = self.has.get(key)
        # True is an int in Python, and no version.
        if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= _HIGHEST:
            return found
        return self.wrong(key, "a version, a whole number from 0 on")

    def versions(self, key: str) -> tuple[int, ...]:
        found = self.has.get(key)
        if not isinstance(found, list):
            self.wrong(key, "a list of versions")
        return tuple(_Part(self.file, self.where, {key: version}).version(key) for version in found)

    def wrong(self, key: str, wanted: str) -> NoReturn:
        raise CannotOpen(f"{self.file} is a broken draft: {self._at(key)} must be {wanted}.")

    def _at(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key


def _saved(part: _Part) -> Saved:
    store, common = part.part("store"), _because(part.part("because"))
    drafts: dict[StreamId, Draft] = {}
    for each in part.parts("streams"):
        draft = _draft(each, common)
        if draft.stream in drafts:
            raise CannotOpen(f"{part.file} is a broken draft: it has {draft.stream} twice.")
        drafts[draft.stream] = draft
    if not drafts:
        raise CannotOpen(f"{part.file} proposes nothing: it has no stream with an edit.")
    correction = Correction(part.text("name", default=""), common, tuple(drafts.values()))
    try:
        saved_at = parse_time(part.text("saved_at"))
    except ValueError:
        part.wrong("saved_at", "a time in ISO 8601")
    return Saved(correction, store.text("place"), store.text("layout"), saved_at)


def _because(part: _Part) -> Because:
    ticket, committer = part.text("ticket", default=""), part.text("committer", default="")
    return Because(part.text("author"), part.text("reason"), ticket, committer)


def _draft(part: _Part, common: Because) -> Draft:
    stream = StreamId(part.text("type"), part.text("id"))
    base = None if part.has.get("version") is None else part.version("version")
    deleted = frozenset(part.versions("deletions"))
    because = _because(part.part("because")) if "because" in part.has else common
    edits = tuple(map(_edit, part.parts("edits")))
    if not edits:
        part.wrong("edits", "a list with an edit")
    draft = Draft(stream, base, deleted, because, edits)
    _check_flips(draft, part)
    return draft


def _edit(part: _Part) -> Edit:
    kind = part.text("edit")
    if kind == "append":
        return _append(part)
    if kind not in ("soft delete", "restore"):
        part.wrong("edit", '"append", "soft delete" or "restore"')
    return (SoftDelete if kind == "soft delete" else Restore)(part.version("version"))


def _append(part: _Part) -> Append:
    metadata = None if part.has.get("metadata") is None else part.object("metadata")
    try:
        recorded_at = parse_time(part.text("recorded_at"))
    except ValueError:
        part.wrong("recorded_at", "a time in ISO 8601")
    compensates = part.versions("compensates") if "compensates" in part.has else ()
    return Append(part.text("type"), part.object("data"), recorded_at, metadata, compensates=compensates)


def _check_flips(draft: Draft, part: _Part) -> None:
    """Raise `CannotOpen` where an event is deleted or restored that could not be when the draft was made."""
    seen: set[int] = set()
    for edit in draft.edits:
        if isinstance(edit, Append):
            continue
        if draft.base_version is None or edit.version > draft.base_version:
            part.wrong("edits", f"of events up to the stream's version; event {edit.version} is beyond it")
        if edit.version in seen:
            part.wrong("edits", f"one for each event at most; event {edit.version} has two")
        seen.add(edit.version)
        if (edit.version in draft.base_deletions) is isinstance(edit, SoftDelete):
            already = "is soft-deleted already" if isinstance(edit, SoftDelete) else "is not soft-deleted"
            part.wrong("edits", f"possible; event {edit.version} {already}")
