"""Events mapped back to the commands that they came of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from leftfold.domain.definition import Arguments, Command
from leftfold.model.event import Event


def asked_by(commands: Mapping[str, Command[Any]]) -> Callable[[Event], tuple[str, Arguments] | None]:
    """What a domain's `asked` may be, where the payload of an event is the arguments of its command.

    `commands` are by the type of the event that follows from them.
    """
    known = {event: (command.name, [field.name for field in command.fields]) for event, command in commands.items()}

    def asked(event: Event) -> tuple[str, Arguments] | None:
        found, data = known.get(event.type), event.data
        if found is None or not isinstance(data, dict):
            return None
        return found[0], {name: data[name] for name in found[1] if name in data}

    return asked
