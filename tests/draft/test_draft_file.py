"""A draft's file: what it says to a reader, and that it is written whole."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft
from leftfold.draft.draft_file import Saved, draft_text, saved_now, write_draft
from leftfold.model.edits import Append, Because, Restore, SoftDelete
from leftfold.model.errors import CannotOpen, Refused
from leftfold.model.stream import StreamId

ONE, TWO = StreamId("student", "3202"), StreamId("", "x")
WHY = Because("Mira", "a bulk job", "SUP-1")
AT = datetime(2026, 3, 3, 10, 0, 0, 123456, tzinfo=UTC)
EDITS = (SoftDelete(9), Restore(3), Append("reset", {"lesson": 6}, AT, {"own": 1}, compensates=(3, 9)))
SAVED = Saved(
    Correction(
        "Resets",
        WHY,
        (Draft(ONE, 9, frozenset({3}), WHY, EDITS), Draft(TWO, None, frozenset(), Because("Ann", "own"), EDITS[2:])),
    ),
    "/data/school.sqlite",
    "native",
    AT,
)


def test_it_is_json_with_each_edit_in_words() -> None:
    document = json.loads(draft_text(SAVED, {ONE: ("Deletes a reset", "Restores one", "Resets")}))
    assert (document["leftfold"], document["format"], document["name"]) == ("draft", 1, "Resets")
    assert document["store"] == {"place": "/data/school.sqlite", "layout": "native"}
    assert document["saved_at"] == "2026-03-03T10:00:00.123456Z"
    assert document["because"] == {"author": "Mira", "reason": "a bulk job", "ticket": "SUP-1"}
    first, second = document["streams"]
    assert (first["type"], first["id"], first["version"], first["deletions"]) == ("student", "3202", 9, [3])
    assert "because" not in first
    assert [edit["says"] for edit in first["edits"]] == ["Deletes a reset", "Restores one", "Resets"]
    assert first["edits"][2] == {
        "edit": "append",
        "type": "reset",
        "data": {"lesson": 6},
        "recorded_at": "2026-03-03T10:00:00.123456Z",
        "metadata": {"own": 1},
        "compensates": [3, 9],
        "says": "Resets",
    }
    assert second["because"] == {"author": "Ann", "reason": "own", "ticket": ""}
    assert second["version"] is None
    assert second["edits"][0]["says"] == 'Append reset {"lesson":6}'


def test_who_commits_is_kept_where_another_drafted() -> None:
    saved = replace(SAVED, correction=replace(SAVED.correction, because=replace(WHY, committer="Tom")))
    assert json.loads(draft_text(saved, {}))["because"]["committer"] == "Tom"


def test_a_draft_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "x.leftfold-draft.json"
    write_draft(path, SAVED, {})
    before = path.read_bytes()
    wrong = Append("reset", {"n": 2**70}, AT)
    broken = replace(SAVED, correction=Correction("", WHY, (Draft(ONE, 1, frozenset(), WHY, (wrong,)),)))
    with pytest.raises(Refused, match="cannot be saved as JSON"):
        write_draft(path, broken, {})
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(CannotOpen, match="cannot be written"):
        write_draft(tmp_path / "absent" / "x.json", SAVED, {})


def test_it_is_saved_now() -> None:
    before = datetime.now(UTC)
    saved = saved_now(SAVED.correction, "there", "native")
    assert before <= saved.saved_at <= datetime.now(UTC)
    assert replace(saved, saved_at=AT) == replace(SAVED, place="there")
