"""How far long work is."""

from __future__ import annotations

import pytest

from leftfold.cli.progress import TOLD, end_progress, show_progress


def test_a_terminal_is_told_on_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    for done in (1, 2):
        show_progress(f"{done} of 2", done)
    end_progress()
    out, err = capsys.readouterr()
    assert out == ""
    # Where the terminal's signs are taken away, what they do is not wanted either.
    assert err.replace("\x1b[K", "") == "\r1 of 2\r2 of 2\r"


def test_where_messages_are_kept_there_are_few(capsys: pytest.CaptureFixture[str]) -> None:
    for done in range(1_000, 2 * TOLD + 1, 1_000):
        show_progress(f"{done:,} events", done)
    end_progress()
    assert capsys.readouterr() == ("", f"{TOLD:,} events\n{2 * TOLD:,} events\n")
