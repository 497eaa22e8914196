"""What a domain's code raises, in one line."""

from __future__ import annotations

import pytest
from typing_extensions import override

from leftfold.domain.border import equal, error_text


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


class Odd:
    """What cannot be compared."""

    @override
    def __eq__(self, _other: object) -> bool:
        raise ValueError("cannot be compared")

    __hash__ = None  # type: ignore[assignment]


def test_states_are_equal_as_their_own_kind_has_it() -> None:
    assert equal({"n": 1}, {"n": True})
    assert not equal({"n": 1}, {"n": 2})
    assert not equal(Odd(), Odd())
