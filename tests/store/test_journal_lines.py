"""The lines of a journal chain, and those of one store are its audit."""

from __future__ import annotations

import io
from collections.abc import Sequence

from leftfold.model.audit import AuditEntry
from leftfold.model.chain import check
from leftfold.model.edits import Because, States
from leftfold.model.json import Json, JsonObject
from leftfold.model.stream import StreamId
from leftfold.store.journal_lines import entries, links, next_line

CART = StreamId("Cart", "1")


def begun(id_: str, **more: Json) -> JsonObject:
    told: JsonObject = {
        "id": id_,
        "outcome": "begun",
        "at": "2024-06-01T00:00:00Z",
        "store": "/s.db",
        "stream": {"type": "Cart", "id": "1"},
        "author": "Ann",
        "reason": "why",
        "ticket": "T-1",
        "tool": "leftfold 1",
        "base_version": 4,
        "edits": [{"edit": "append", "type": "Opened", "data": {"by": 1}}],
        "states": {"domain": "cart", "before": "b", "after": "a"},
    }
    return {**told, **more}


def ended(id_: str, outcome: str = "done", version: int | None = 5) -> JsonObject:
    return {"id": id_, "outcome": outcome, "at": "2024-06-01T00:00:01Z", "version": version}


def journal(*contents: JsonObject, start: bytes = b"") -> list[bytes]:
    file = io.BytesIO(start)
    for content in contents:
        line = next_line(file, content)
        file.seek(0, 2)
        file.write(line)
    return file.getvalue().splitlines(keepends=True)


def told(lines: Sequence[bytes], stream: StreamId | None = None) -> tuple[AuditEntry, ...]:
    return entries(lines, "/s.db", stream)


def test_an_entry_tells_what_was_written_with_its_versions() -> None:
    lines = journal(begun("a"), ended("a"))
    (entry,) = told(lines)
    assert (entry.number, entry.because, entry.stream) == (1, Because("Ann", "why", "T-1"), CART)
    assert (entry.base_version, entry.version, entry.sure) == (4, 5, True)
    assert entry.states == States("cart", "b", "a")
    assert entry.edits == [{"edit": "append", "type": "Opened", "data": {"by": 1}, "version": 5}]
    assert entry.hash == next(links(lines)).hash


def test_only_what_was_written_to_the_store_and_the_stream_is_told() -> None:
    other: JsonObject = {"type": "Cart", "id": "2"}
    lines = journal(begun("a", store="/t.db"), begun("b"), ended("b", "failed", None), begun("c", stream=other))
    assert [entry.stream for entry in told(lines)] == [StreamId("Cart", "2")]
    assert told(lines, CART) == ()


def test_what_nothing_tells_the_outcome_of_is_not_sure() -> None:
    (entry,) = told(journal(begun("a")))
    assert (entry.sure, entry.version) == (False, None)
    assert entry.written == ({"edit": "append", "type": "Opened", "data": {"by": 1}},)


def test_lines_of_an_older_leftfold_are_read_and_sealed() -> None:
    old = b'{"id":"o","outcome":"begun","store":"/s.db","at":"2024-06-01T00:00:00Z","appended":["Opened"]}\n'
    lines = journal(begun("a"), ended("a"), start=old)
    assert told(lines)[0].written == ({"edit": "append", "type": "Opened"},)
    found = check(links(lines))
    assert (found.whole, found.before, found.entries) == (True, 1, 3)
    assert not check(links([old.replace(b"Opened", b"Closed"), *lines[1:]])).whole


def test_a_torn_line_is_told_and_the_next_one_begins_anew() -> None:
    whole = b"".join(journal(begun("a"), ended("a")))
    lines = journal(begun("b"), ended("b"), start=whole + b'{"id":"x","outc')
    assert [line[:9] for line in lines][2] == b'{"id":"x"'
    found = check(links(lines))
    assert (found.findings, len(found.notes), found.entries) == ((), 1, 5)
    assert found.notes[0].startswith("Entry 3 is torn")
    assert len(told(lines)) == 2


def test_a_line_that_is_taken_out_changed_or_moved_shows() -> None:
    lines = journal(begun("a"), ended("a"), begun("b"), ended("b"))
    one, two, three, four = lines
    for tampered in ([one, three, four], [one, two.replace(b"done", b"gone"), three, four], [one, three, two, four]):
        assert not check(links(tampered)).whole
    assert check(links(lines)).whole


def test_the_end_of_a_long_line_is_found() -> None:
    long = begun("a", reason="x" * 200_000)
    assert check(links(journal(long, ended("a"), long, long))).whole
