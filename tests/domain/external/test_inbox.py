"""Lines between a pipe and whoever waits for them."""

from __future__ import annotations

from threading import Thread

import pytest

from leftfold.domain.external import inbox
from leftfold.domain.external.inbox import Inbox


def test_lines_come_whole_however_they_were_printed() -> None:
    lines = Inbox(100)
    for piece in (b"on", b"e\ntw", b"o\n\nthr"):
        assert lines.put(piece)
    assert [lines.take(0), lines.take(0), lines.take(0), lines.take(0)] == [b"one", b"two", b"", None]


def test_the_end_comes_after_the_last_line() -> None:
    lines = Inbox(100)
    lines.put(b"one\nrest")
    lines.end()
    assert lines.take(0) == b"one"
    with pytest.raises(EOFError):
        lines.take(10)
    assert not lines.put(b"two\n")


@pytest.mark.parametrize("printed", [b"x" * 11, b"x" * 11 + b"\n"])
def test_nothing_is_taken_in_after_a_line_that_is_too_long(printed: bytes) -> None:
    lines = Inbox(10)
    assert not lines.put(b"one\n" + printed)
    assert lines.too_long
    # What came before it may not have been read yet, and counts.
    assert lines.take(10) == b"one"
    with pytest.raises(EOFError):
        lines.take(10)


def test_what_prints_unasked_waits_until_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "_MOST", 3)
    lines = Inbox(100)
    lines.put(b"four\n")
    printer = Thread(target=lines.put, args=(b"five\n",))
    printer.start()
    assert lines.take(10) == b"four"
    assert lines.take(10) == b"five"
    printer.join()


def test_who_waits_for_room_hears_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "_MOST", 3)
    lines = Inbox(100)
    lines.put(b"four\n")
    printer = Thread(target=lines.put, args=(b"five\n",))
    printer.start()
    lines.end()
    printer.join()
    assert lines.take(0) == b"four"
