"""The world's faults: what can go wrong outside Leftfold, each with one sentence for a person."""

from __future__ import annotations

from leftfold.model.stream import StreamId


class LeftfoldError(Exception):
    """Something outside Leftfold is wrong; the text says what, where, and what to do."""

    exit_code = 2
    """What the command line exits with: 2 for what cannot be used, 1 where the answer is no."""


class CannotOpen(LeftfoldError):
    """A store, layout, map or domain that cannot be opened as asked."""


class FitsNoLayout(CannotOpen):
    """A database in which nothing is laid out as Leftfold knows it; its columns can be mapped by hand."""


class PasswordNeeded(CannotOpen):
    """A server that lets nobody in without a password, or not with the one that was given."""


class BadRequest(LeftfoldError):
    """An argument that means nothing here, such as a malformed condition."""


class StoreFailed(LeftfoldError):
    """The database refused or went away while it was in use: locked, full, read-only, disconnected."""


class NotFound(LeftfoldError):
    """An aggregate or version that the store does not hold."""

    exit_code = 1


class Refused(LeftfoldError):
    """A write that is not made: unlocked was not asked for, no reason was given, or the layout allows none."""

    exit_code = 1


class Conflict(LeftfoldError):
    """The stream changed since the draft was made; nothing was written."""

    exit_code = 1

    def __init__(self, sentence: str, stream: StreamId | None = None) -> None:
        super().__init__(sentence)
        self.stream = stream
        """The stream that changed, where that is known."""


class Cancelled(Exception):
    """Long work was cancelled by the one who asked for it; no fault, and nothing to show."""
