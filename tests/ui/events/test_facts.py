"""What is known of an event's row at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from leftfold.draft.draft import new_draft, with_append, with_restore, with_soft_delete
from leftfold.draft.overlay import what_if
from leftfold.model.edits import Append, Because
from leftfold.ui.events.facts import Proposal, Titles, facts_of, proposal_for
from leftfold.ui.shown import Shown
from tests.ui.events.made import LISA, TOLD, CountingSource, long_replay


def drafted(shown: Shown) -> Shown:
    """The shown events with the second soft-deleted and one more appended."""
    index = shown.replay.index
    draft = with_soft_delete(new_draft(index, Because("tester", "")), index, 2)
    draft = with_append(draft, Append("placeStudent", {"lesson": 1}, datetime(2025, 3, 4, tzinfo=UTC)))
    return Shown(shown.replay, what_if(draft, index, shown.replay.history, first_version=1))


def test_a_row_is_known_from_the_index_without_a_read() -> None:
    source = CountingSource()
    shown = Shown(long_replay(1_000, source))
    facts = facts_of(shown, Titles(shown), 500, told=TOLD, matches=True)
    assert (facts.ordinal, facts.version, facts.at, facts.at_before) == (500, 500, 500_000_000, 499_000_000)
    assert (facts.type, facts.title) == ("activityCompleted", "Activity completed")
    assert (facts.told, facts.matches, facts.deleted, facts.proposal) == (TOLD, True, False, Proposal.NONE)
    assert facts_of(shown, Titles(shown), 1).at_before == facts_of(shown, Titles(shown), 1).at
    assert source.read_from == []
    assert shown.index.stream == LISA


def test_what_the_draft_proposes_is_known_at_once() -> None:
    shown = drafted(Shown(long_replay(4)))
    assert [proposal_for(shown, ordinal) for ordinal in range(1, 6)] == [
        Proposal.NONE,
        Proposal.DELETE,
        Proposal.NONE,
        Proposal.NONE,
        Proposal.APPEND,
    ]
    assert facts_of(shown, Titles(shown), 2).deleted
    assert facts_of(shown, Titles(shown), 5).title == "Student placed"


def test_a_restored_event_is_proposed_too() -> None:
    replay = long_replay(3)
    replay.index.deleted[1] = True
    draft = with_restore(new_draft(replay.index, Because("tester", "")), replay.index, 2)
    restored = Shown(replay, what_if(draft, replay.index, replay.history, first_version=1))
    assert proposal_for(restored, 2) is Proposal.RESTORE


def test_a_type_that_the_domain_does_not_name_is_called_as_it_is_stored() -> None:
    replay = long_replay(2)
    unnamed = replace(replay, domain=replace(replay.domain, event_types=()))
    titles = Titles(Shown(unnamed))
    assert [titles.of(name) for name in ("activityCompleted", "")] == ["activityCompleted", "Not read yet"]
