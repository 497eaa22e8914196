"""What the command line exits with for each fault of the world."""

from __future__ import annotations

import pytest

from leftfold.model.errors import (
    BadRequest,
    Cancelled,
    CannotOpen,
    Conflict,
    LeftfoldError,
    NotFound,
    Refused,
    StoreFailed,
)


@pytest.mark.parametrize(
    ("kind", "code"), [(CannotOpen, 2), (BadRequest, 2), (StoreFailed, 2), (NotFound, 1), (Refused, 1), (Conflict, 1)]
)
def test_no_is_1_and_unusable_is_2(kind: type[LeftfoldError], code: int) -> None:
    assert kind("Because.").exit_code == code


def test_being_cancelled_is_no_fault() -> None:
    assert not issubclass(Cancelled, LeftfoldError)
