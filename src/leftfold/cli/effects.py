"""What a correction would do, as it is printed: for people, and for programs as one row."""

from __future__ import annotations

from dataclasses import asdict

from leftfold.cli.printing import change_row, failure_row, tell
from leftfold.cli.text import counted, print_changes
from leftfold.draft.consequences import Consequences, Difference, Effect
from leftfold.draft.preview import Preview
from leftfold.draft.telling import Chapter, chapters
from leftfold.draft.wording import warnings
from leftfold.model.index import StreamIndex
from leftfold.model.json import Json, JsonObject
from leftfold.model.snapshot import maker


def print_effect(effect: Preview, *, whole: bool) -> None:
    """What changes, and what else follows: the `whole` of it, or few sentences."""
    if effect.changes:
        one, many = "value of the last state changes", "values of the last state change"
        tell(f"{counted(len(effect.changes), one, many=many)}:")
        print_changes(effect.changes)
    else:
        tell("The last state stays as it is.")
    for text in (line for chapter in chapters(effect) for line in _whole(chapter)) if whole else warnings(effect):
        tell(text)


def effect_row(effect: Preview, edits: tuple[str, ...], index: StreamIndex) -> JsonObject:
    """A draft and all of its consequences."""
    return {
        "type": index.stream.type,
        "id": index.stream.id,
        "base_version": index.last_version,
        "edits": list(edits),
        "before": effect.before,
        "after": effect.after,
        "changes": [change_row(change) for change in effect.changes],
        "now_failing": [failure_row(failure) for failure in effect.now_failing],
        "now_applied": list(effect.now_applied),
        "broken": list(effect.broken),
        "as_stored_from": effect.as_stored_from,
        **_beyond(effect.beyond),
    }


def _beyond(beyond: Consequences) -> JsonObject:
    return {
        "first_difference": _difference_row(beyond.first_difference),
        "rejected_commands": [asdict(one) for one in beyond.rejected],
        "rejections": beyond.rejections,
        "newly_broken": [asdict(turn) for turn in beyond.broken],
        "mended": [asdict(turn) for turn in beyond.mended],
        "stale_snapshots": [
            {"version": mark.version, "of": maker(is_ours=mark.is_ours)} for mark in beyond.stale_snapshots
        ],
        "stale_projections": list(beyond.stale_projections),
        "links_to_deleted": [asdict(link) for link in beyond.lost_targets],
        "compensations_lost": [asdict(link) for link in beyond.lost_compensations],
    }


def _difference_row(difference: Difference | None) -> Json:
    if difference is None:
        return None
    return {
        "version": difference.version,
        "stored": _one(difference.stored),
        "drafted": _one(difference.drafted),
    }


def _one(effect: Effect) -> JsonObject:
    return {"sentence": effect.sentence, "changes": [change_row(change) for change in effect.changes]}


def _whole(chapter: Chapter) -> tuple[str, ...]:
    return (*chapter.lines, f"{chapter.beyond:,} {chapter.more}.") if chapter.beyond else chapter.lines
