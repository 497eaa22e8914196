"""A draft read again is the draft that was saved; what is wrong with a file is told with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.draft import draft_reading
from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft
from leftfold.draft.draft_file import Saved, draft_text, write_draft
from leftfold.draft.draft_reading import draft_of, read_draft
from leftfold.model.edits import Append, Because, Restore, SoftDelete
from leftfold.model.errors import CannotOpen
from leftfold.model.event import Event
from leftfold.model.stream import StreamId
from tests.draft.piling import STORED, drafts
from tests.model.documents import DOCUMENTS

AT = datetime(2026, 3, 3, 10, 0, 0, 123456, tzinfo=UTC)
WHY = Because("Mira", "why", committer="Tom")
EDITS = (SoftDelete(9), Restore(3), Append("reset", {"lesson": 6}, AT))
SAVED = Saved(
    Correction("n", WHY, (Draft(StreamId("student", "1"), 9, frozenset({3}), WHY, EDITS),)), "/p.sqlite", "native", AT
)


@given(STORED, st.data(), st.text(), st.dictionaries(st.text(), DOCUMENTS, max_size=3))
def test_what_is_read_is_what_was_saved(
    events: list[Event], data: st.DataObject, text: str, payload: dict[str, Any]
) -> None:
    text = text.encode(errors="replace").decode()
    one = data.draw(drafts(events))
    other = Draft(StreamId(text, "2"), None, frozenset(), Because(text, ""), (Append(text, payload, AT, payload),))
    kept = tuple(draft for draft in (one, other) if draft)
    saved = Saved(Correction(text, Because("a", text, text), kept), text, "native", AT)
    assert draft_of(draft_text(saved, {}), "x") == saved


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.leftfold-draft.json"
    write_draft(path, SAVED, {})
    assert read_draft(path) == SAVED
    with pytest.raises(CannotOpen, match=r"absent\.json cannot be read: No such file"):
        read_draft(tmp_path / "absent.json")


def test_what_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_reading, "LONGEST", 10)
    with pytest.raises(CannotOpen, match="x is larger than a draft may be"):
        draft_of(draft_text(SAVED, {}), "x")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "x is no draft: it is not JSON"),
        (b"[1]", "x is no draft of Leftfold"),
        (b'{"leftfold": "layout"}', "x is no draft of Leftfold"),
        (b'{"leftfold": "draft", "format": 2}', "x is a draft of format 2, and this Leftfold reads format 1"),
        (b"[" * 300 + b"]" * 300, "x is no draft: it nests deeper than 250 levels"),
    ],
)
def test_what_is_no_draft_is_told(text: bytes, said: str) -> None:
    with pytest.raises(CannotOpen, match=said):
        draft_of(text, "x")


def _set(path: str, value: object) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        *way, last = (int(key) if key.isdecimal() else key for key in path.split("."))
        for key in way:
            document = document[key]
        document[last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("name", 1, "name must be a text"),
        ("saved_at", "yesterday", "saved_at must be a time in ISO 8601"),
        ("store", None, "store must be an object"),
        ("store.place", None, "store.place must be a text"),
        ("because.author", None, "because.author must be a text"),
        ("streams", {}, "streams must be a list"),
        ("streams", [], "proposes nothing"),
        ("streams.0", 1, r"streams\[0\] must be an object"),
        ("streams.0.id", 7, r"streams\[0\].id must be a text"),
        ("streams.0.version", "9", r"streams\[0\].version must be a version"),
        ("streams.0.version", True, r"streams\[0\].version must be a version"),
        ("streams.0.version", 2**63, r"streams\[0\].version must be a version"),
        ("streams.0.version", 8, r"streams\[0\].edits must be of events up to .* event 9 is beyond it"),
        ("streams.0.version", None, "event 9 is beyond it"),
        ("streams.0.deletions", 3, r"streams\[0\].deletions must be a list"),
        ("streams.0.deletions", ["3"], r"streams\[0\].deletions must be a version"),
        ("streams.0.deletions", [], "event 3 is not soft-deleted"),
        ("streams.0.deletions", [3, 9], "event 9 is soft-deleted already"),
        ("streams.0.edits", [], r"streams\[0\].edits must be a list with an edit"),
        ("streams.0.edits.0.version", 3, "event 3 is soft-deleted already"),
        ("streams.0.edits.1", {"edit": "soft delete", "version": 9}, "event 9 has two"),
        ("streams.0.edits.0.edit", "erase", r"streams\[0\].edits\[0\].edit must be \"append\""),
        ("streams.0.edits.2.data", [], r"streams\[0\].edits\[2\].data must be an object"),
        ("streams.0.edits.2.metadata", 1, r"edits\[2\].metadata must be an object"),
        ("streams.0.edits.2.recorded_at", "0", r"edits\[2\].recorded_at must be a time"),
    ],
)
def test_what_is_broken_is_told_with_its_place(path: str, value: object, said: str) -> None:
    document = json.loads(draft_text(SAVED, {}))
    _set(path, value)(document)
    with pytest.raises(CannotOpen, match=said) as caught:
        draft_of(json.dumps(document).encode(), "x")
    assert str(caught.value).startswith("x ")
    assert str(caught.value).endswith(".")


def test_a_stream_is_corrected_once() -> None:
    document = json.loads(draft_text(SAVED, {}))
    document["streams"] *= 2
    with pytest.raises(CannotOpen, match="it has student/1 twice"):
        draft_of(json.dumps(document).encode(), "x")
