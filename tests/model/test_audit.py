"""Which entries of the audit are wanted, and what is told of one to programs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from leftfold.model.audit import AuditEntry, AuditFilter, appended, audit_row
from leftfold.model.edits import Append, Because, States
from leftfold.model.event import Undecodable
from leftfold.model.stream import StreamId

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
ENTRY = AuditEntry(
    at=AT,
    because=Because("Mira Castell", "The wrong lesson", "SUP-118"),
    tool="leftfold 1",
    stream=StreamId("student", "3202"),
    base_version=4,
    version=5,
    edits=[{"edit": "append", "type": "resetProgress", "data": {"lesson": 6}}, "odd"],
    number=7,
    states=States("progress", "b", "a"),
    previous="p",
    hash="h",
)


@pytest.mark.parametrize(
    "wanted",
    [
        AuditFilter(),
        AuditFilter(stream=StreamId("student", "3202")),
        AuditFilter(aggregate="Student/32"),
        AuditFilter(author="castell"),
        AuditFilter(ticket="sup"),
        AuditFilter(since=AT, until=AT),
        AuditFilter(find="RESETprogress"),
        AuditFilter(find="wrong lesson"),
    ],
)
def test_an_entry_that_is_so_is_taken(wanted: AuditFilter) -> None:
    assert wanted.takes(ENTRY)


@pytest.mark.parametrize(
    "wanted",
    [
        AuditFilter(stream=StreamId("student", "1")),
        AuditFilter(aggregate="cart"),
        AuditFilter(author="ann"),
        AuditFilter(ticket="OPS"),
        AuditFilter(since=AT.replace(hour=13)),
        AuditFilter(until=AT.replace(hour=11)),
        AuditFilter(find="quiz"),
        AuditFilter(author="mira", ticket="OPS"),
    ],
)
def test_an_entry_that_is_not_is_left_out(wanted: AuditFilter) -> None:
    assert not wanted.takes(ENTRY)


def test_an_entry_without_a_time_is_taken_where_the_time_does_not_matter() -> None:
    timeless = replace(ENTRY, at=None)
    assert AuditFilter().takes(timeless)
    assert not AuditFilter(until=AT).takes(timeless)


def test_an_entry_is_told_whole() -> None:
    assert audit_row(ENTRY) == {
        "entry": 7,
        "at": "2026-03-01T12:00:00.000000Z",
        "author": "Mira Castell",
        "reason": "The wrong lesson",
        "ticket": "SUP-118",
        "tool": "leftfold 1",
        "aggregate_type": "student",
        "aggregate_id": "3202",
        "base_version": 4,
        "version": 5,
        "edits": ENTRY.edits,
        "domain": "progress",
        "state_before": "b",
        "state_after": "a",
        "previous": "p",
        "hash": "h",
        "sure": True,
    }


def test_edits_that_cannot_be_read_spoil_nothing() -> None:
    odd = replace(ENTRY, edits=Undecodable(b"{", "is not JSON"), stream=None, states=None)
    assert odd.written == ()
    assert AuditFilter(find="mira").takes(odd)
    row = audit_row(odd)
    assert (row["edits"], row["aggregate_id"], row["domain"]) == ({"unreadable": "is not JSON"}, None, None)
    assert len(ENTRY.written) == 1


def test_an_appended_event_is_told_in_full() -> None:
    event = Append("itemAdded", {"n": 1}, AT)
    assert appended(event) == {"edit": "append", "type": "itemAdded", "data": {"n": 1}}
    assert appended(replace(event, metadata={"of": 3}))["metadata"] == {"of": 3}
