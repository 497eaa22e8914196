"""A draft as a file: JSON that another person can read, and that is opened again on the store it was made on.

The file is one object:

    {"leftfold": "draft", "format": 1, "name": "…", "saved_at": "2026-11-24T16:00:00.000000Z", "tool": "leftfold 0.1.0",
     "store": {"place": "/…/school.sqlite", "layout": "native"},
     "because": {"author": "…", "reason": "…", "ticket": "…"},
     "streams": [{"type": "student", "id": "3202", "version": 94, "deletions": [3], "because": {…},
                  "edits": [{"edit": "soft delete", "version": 94, "says": "…"},
                            {"edit": "restore", "version": 3, "says": "…"},
                            {"edit": "append", "type": "…", "data": {…}, "recorded_at": "…", "metadata": {…},
                             "says": "…"}]}]}

`place` has no password. `version` is that of the stream's last event when the draft was made, and `deletions` are the
versions that were soft-deleted then; a commit checks both. What an edit `says` is for the reader and is not read again.
A stream has a `because` of its own only where it differs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import orjson

from leftfold import __version__
from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft
from leftfold.draft.wording import edit_text
from leftfold.model.edits import Append, Because, Edit, Restore
from leftfold.model.errors import Refused
from leftfold.model.json import Json, JsonObject
from leftfold.model.stream import StreamId
from leftfold.model.times import time_text
from leftfold.whole_file import whole_file

SUFFIX: Final = ".leftfold-draft.json"
"""With what the name of such a file ends."""
FORMAT: Final = 1
"""The number of the form that is written; one of a later Leftfold that is not known here is refused."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A correction with what a file tells besides."""

    correction: Correction
    place: str
    """Where the store is that it was made on: a path, or a URL without its password."""
    layout: str
    """The key of the store's layout."""
    saved_at: datetime


def saved_now(correction: Correction, place: str, layout: str) -> Saved:
    """A correction of a store, to be saved at this moment."""
    return Saved(correction, place, layout, datetime.now(UTC))


def write_draft(path: Path, saved: Saved, told: Mapping[StreamId, Sequence[str]]) -> None:
    """Write a draft to a file, or leave that as it was; `told` has the sentences of edits, where they are known.

    Raises `CannotOpen` where the file cannot be written, and `Refused` where an event is nothing that JSON can hold.
    """
    text = draft_text(saved, told)
    with whole_file(path) as file:
        file.write_bytes(text)


def draft_text(saved: Saved, told: Mapping[StreamId, Sequence[str]]) -> bytes:
    """A draft as the file has it. Raises `Refused` where an event is nothing that JSON can hold."""
    try:
        return orjson.dumps(_document(saved, told), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError as error:
        raise Refused(f"The draft cannot be saved as JSON: {error}.") from error


def _document(saved: Saved, told: Mapping[StreamId, Sequence[str]]) -> JsonObject:
    common = saved.correction.because
    return {
        "leftfold": "draft",
        "format": FORMAT,
        "name": saved.correction.name,
        "saved_at": time_text(saved.saved_at),
        "tool": f"leftfold {__version__}",
        "store": {"place": saved.place, "layout": saved.layout},
        "because": _because(common),
        "streams": [_stream(draft, common, told.get(draft.stream, ())) for draft in saved.correction.drafts],
    }


def _stream(draft: Draft, common: Because, told: Sequence[str]) -> JsonObject:
    stream: JsonObject = {
        "type": draft.stream.type,
        "id": draft.stream.id,
        "version": draft.base_version,
        "deletions": [*sorted(draft.base_deletions)],
    }
    if draft.because != common:
        stream["because"] = _because(draft.because)
    texts = told if len(told) == len(draft.edits) else [edit_text(edit) for edit in draft.edits]
    stream["edits"] = [{**_edit(edit), "says": text} for edit, text in zip(draft.edits, texts, strict=True)]
    return stream


def _because(because: Because) -> Json:
    told = {"author": because.author, "reason": because.reason, "ticket": because.ticket}
    return {**told, "committer": because.committer} if because.committer else {**told}


def _edit(edit: Edit) -> JsonObject:
    if isinstance(edit, Append):
        own: JsonObject = {} if edit.metadata is None else {"metadata": edit.metadata}
        if edit.compensates:
            own["compensates"] = list(edit.compensates)
        return {
            "edit": "append",
            "type": edit.type,
            "data": edit.data,
            "recorded_at": time_text(edit.recorded_at),
            **own,
        }
    return {"edit": "restore" if isinstance(edit, Restore) else "soft delete", "version": edit.version}
