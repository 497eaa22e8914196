"""Commands that would not have been accepted, looked for while a draft is followed beside what is stored."""

from __future__ import annotations

from typing import Any, Final, Generic, TypeVar

from leftfold.domain.border import equal, error_text
from leftfold.domain.decide import find_command
from leftfold.domain.definition import Arguments, Command, Domain, Rejection
from leftfold.draft.consequences import Pair, RejectedCommand
from leftfold.model.event import Event

S = TypeVar("S")

MOST: Final = 200
"""Commands that are told; the others are counted. Nobody reads more of them."""


class Rejecting(Generic[S]):
    """Has the command of each event decided on the state that the draft has there."""

    def __init__(self, domain: Domain[S]) -> None:
        self._asked = domain.asked
        self._domain = domain
        self._commands: dict[str, Command[S] | None] = {}
        self.found: list[RejectedCommand] = []
        self.count = 0

    def look(self, pair: Pair[S]) -> None:
        """Look at one event; one that the draft edits, or that does not count, was asked for by nobody."""
        event, stored, drafted = pair.event, pair.stored.before, pair.drafted.before
        if self._asked is None or event.deleted or pair.is_flipped or stored is drafted or equal(stored, drafted):
            return
        asked = _asked(self._asked, event)
        command = asked and self._command(asked[0])
        if not asked or command is None:
            return
        reason = _rejected(command, drafted, asked[1])
        if reason is not None and _rejected(command, stored, asked[1]) is None:
            self.count += 1
            if len(self.found) < MOST:
                self.found.append(RejectedCommand(event.version, command.title, reason))

    def _command(self, name: str) -> Command[S] | None:
        if name not in self._commands:
            self._commands[name] = find_command(self._domain, name)
        return self._commands[name]


def _asked(asked: Any, event: Event) -> tuple[str, Arguments] | None:
    try:
        found: tuple[str, Arguments] | None = asked(event)
    except Exception:  # noqa: BLE001 - the border to the domain's code; an event of which nothing is known came of none
        return None
    return found


def _rejected(command: Command[S], state: S, arguments: Arguments) -> str | None:
    """Why a command is rejected in a state; None where it is accepted.

    Its arguments were stored: they are checked no more, which would take longer than to decide.
    """
    try:
        decision = command.decide(state, arguments)
    except Exception as error:  # noqa: BLE001 - the border to the domain's code
        return f"{command.title} could not be decided: {error_text(error)}."
    return decision.reason if isinstance(decision, Rejection) else None
