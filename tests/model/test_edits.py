"""What an appended event carries besides its payload."""

from __future__ import annotations

from datetime import UTC, datetime

from leftfold.model.edits import Append, Because, correction_metadata
from leftfold.model.json import JsonObject

AT = datetime(2026, 3, 3, tzinfo=UTC)


def test_who_and_why_go_into_the_metadata_of_an_appended_event() -> None:
    append = Append("resetProgress", {"lesson": 6}, AT)
    assert correction_metadata(append, Because("Mira", "A bulk job")) == {
        "leftfold": {"author": "Mira", "reason": "A bulk job"}
    }


def test_a_ticket_is_told_and_the_events_own_metadata_kept() -> None:
    own: JsonObject = {"source": "app", "leftfold": "not ours"}
    append = Append("resetProgress", {"lesson": 6}, AT, own)
    assert correction_metadata(append, Because("Mira", "A bulk job", "SUP-7")) == {
        "source": "app",
        "leftfold": {"author": "Mira", "reason": "A bulk job", "ticket": "SUP-7"},
    }
    assert own["leftfold"] == "not ours"


def test_who_commits_what_another_drafted_is_told_too() -> None:
    append = Append("resetProgress", {"lesson": 6}, AT)
    assert correction_metadata(append, Because("Mira", "A bulk job", committer="Tom")) == {
        "leftfold": {"author": "Mira", "reason": "A bulk job", "committer": "Tom"}
    }
