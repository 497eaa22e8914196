"""What a domain's code raises, in one line."""

from __future__ import annotations

import pytest

from leftfold.domain.border import error_text


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ValueError("no\n  such\tlesson"), "ValueError: no such lesson"),
        (KeyError("lesson"), "KeyError: 'lesson'"),
        (IndexError("out of range"), "IndexError: out of range"),
        (LookupError("unknown event type 'x'"), "unknown event type 'x'"),
        (RuntimeError(), "RuntimeError"),
    ],
)
def test_an_error_is_told_in_one_line(error: Exception, text: str) -> None:
    assert error_text(error) == text
