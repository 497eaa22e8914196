"""The command that lists the snapshots stored beside the events, and shows one beside the replay."""

from __future__ import annotations

import click

from leftfold.cli.options import AGGREGATE, JSON, with_session
from leftfold.cli.printing import change_row, print_json, say, tell
from leftfold.cli.text import Cell, counted, print_changes, print_document, print_table, value_text, when
from leftfold.model.diff import Change
from leftfold.model.errors import NotFound
from leftfold.model.event import Undecodable
from leftfold.model.event_rows import bytes_row
from leftfold.model.json import Json, JsonObject
from leftfold.model.snapshot import Snapshot, maker
from leftfold.model.stream import StreamId
from leftfold.model.times import time_or_none
from leftfold.replay.evidence import differences
from leftfold.replay.masking import masked_changes, masked_snapshot
from leftfold.session import ALL, Session

_NAMED = 5
"""Versions that are named where the one asked for has no snapshot."""


@click.command()
@with_session
@AGGREGATE
@click.option("--at", "version", type=int, metavar="V", help="The whole of the one at this version.")
@JSON
def snapshots(session: Session, *, aggregate: str, version: int | None, as_json: bool) -> None:
    """An aggregate's snapshots, those of the application too.

    The one at a version is compared with the replay, where the domain has the same shape for it. A snapshot is
    evidence of what the state was thought to be; the events are the truth. Long values are cut; --json has them whole.
    """
    stream = session.resolve(aggregate)
    if version is not None:
        _show(session, _at(session, stream, version), as_json=as_json)
        return
    domain = session.domain_for(stream)
    found = () if stream.id == ALL else tuple(masked_snapshot(domain, one) for one in session.store.snapshots(stream))
    if as_json:
        print_json(map(_row, found))
        return
    print_table(map(_cells, found), head=("version", "time", "by", "state"))
    if not found:
        able = session.store.capability("snapshots")
        say(f"{stream} has no snapshots{'.' if able.allowed else f': {able.reason}'}")


def _at(session: Session, stream: StreamId, version: int) -> Snapshot:
    found = None if stream.id == ALL else session.store.snapshot(stream, version)
    if found is not None:
        return found
    marks = () if stream.id == ALL else session.store.snapshot_marks(stream)
    others = [str(mark.version) for mark in marks]
    named = ", ".join(others if len(others) <= _NAMED else [*others[: _NAMED - 1], "…", others[-1]])
    raise NotFound(f"{stream} has no snapshot at version {version}; it has {f'them at {named}' if named else 'none'}.")


def _show(session: Session, snapshot: Snapshot, *, as_json: bool) -> None:
    changes, compared = _beside_replay(session, snapshot)
    snapshot = masked_snapshot(session.domain_for(snapshot.stream), snapshot)
    if as_json:
        told: Json = None if changes is None else [change_row(change) for change in changes]
        print_json([{**_row(snapshot), "differences": told}])
        return
    time = f", made {when(snapshot.recorded_at)}" if snapshot.recorded_at else ""
    tell(f"Snapshot of {snapshot.stream} at version {snapshot.version} by {maker(is_ours=snapshot.is_ours)}{time}:")
    if isinstance(snapshot.state, Undecodable):
        tell(f"  The state {snapshot.state}.")
    else:
        print_document(snapshot.state)
    tell(compared)
    print_changes(changes or ())


def _beside_replay(session: Session, snapshot: Snapshot) -> tuple[tuple[Change, ...] | None, str]:
    """What differs in the replay's state, None where nothing can be said of that; and it in a sentence."""
    replay = session.open_stream(snapshot.stream)
    ordinal = replay.index.ordinal_of(snapshot.version)
    if ordinal is None:
        return None, "The aggregate has no event with this version, so there is no state to compare it with."
    found = differences(replay.domain, snapshot, replay.history.standing(ordinal).state)
    if found is None:
        return None, "It has another shape than the state that the replay shows, so the two are not compared."
    changes = masked_changes(replay.domain, found)
    if not changes:
        return changes, "The replay gives the same."
    differ = counted(len(changes), "value differs", many="values differ")
    return changes, f"The replay gives another state; from the snapshot to it {differ}:"


def _row(snapshot: Snapshot) -> JsonObject:
    state = snapshot.state
    row: JsonObject = {
        "version": snapshot.version,
        "recorded_at": time_or_none(snapshot.recorded_at),
        "by": "leftfold" if snapshot.is_ours else "application",
        "state": None if isinstance(state, Undecodable) else state,
    }
    if isinstance(state, Undecodable):
        row["undecodable"] = bytes_row(state)
    return row


def _cells(snapshot: Snapshot) -> tuple[Cell, ...]:
    state = snapshot.state
    text = str(state) if isinstance(state, Undecodable) else value_text(state)
    return snapshot.version, when(snapshot.recorded_at), maker(is_ours=snapshot.is_ours), text
