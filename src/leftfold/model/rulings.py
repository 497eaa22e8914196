"""All the rules that hold for one store, whoever made them: each of them must be kept, so that the strictest wins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from leftfold.model.rules import (
    ANYBODY,
    Color,
    Rules,
    Write,
    against,
    against_confirmation,
    against_writer,
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Rules, and who made them."""

    origin: str
    """As one who says something: `the store itself`, or a file."""
    rules: Rules


@dataclass(frozen=True, slots=True)
class Rulings:
    """The rules for writing to one store, and why some of them are not known."""

    store: str
    """What the store is called, as it must be typed where that is demanded."""
    held: tuple[Ruling, ...]
    """At least one."""
    faults: tuple[str, ...] = ()
    """What keeps rules from being read, a sentence each; as long as there is one, nothing is written."""

    @property
    def chief(self) -> Ruling:
        """The one whose environment the store is shown in: the one that is guarded best."""
        return max(self.held, key=lambda one: _rank(one.rules))

    @property
    def environment(self) -> str:
        """The store's environment."""
        return self.chief.rules.environment

    @property
    def color(self) -> Color:
        """The colour of the store's environment."""
        return self.chief.rules.color

    @property
    def typed_confirmation(self) -> bool:
        """Whether the store's name must be typed."""
        return any(one.rules.typed_confirmation for one in self.held)

    @property
    def second_person(self) -> bool:
        """Whether another than the one who drafted must commit."""
        return any(one.rules.second_person for one in self.held)

    @property
    def reason(self) -> int:
        """Least characters of a reason."""
        return max(one.rules.reason for one in self.held)

    @property
    def ticket(self) -> bool:
        """Whether a ticket must be named."""
        return any(one.rules.ticket for one in self.held)

    @property
    def ticket_patterns(self) -> tuple[str, ...]:
        """What a ticket must look like: each of these."""
        patterns = (one.rules.ticket_pattern for one in self.held)
        return tuple(dict.fromkeys(pattern for pattern in patterns if pattern != ANYBODY))

    def against(self, write: Write, confirmed: str) -> tuple[str, ...]:
        """What stands against a write, a sentence each; nothing where it may be made.

        `confirmed` is what was typed as the store's name.
        """
        told = (against(one.rules, write) for one in self.held)
        return self._each(self.against_unlocking(write.user, confirmed), *told)

    def against_user(self, user: str) -> tuple[str, ...]:
        """Why a user may not write, whatever it is."""
        return self._each(*((against_writer(one.rules, user),) for one in self.held))

    def against_unlocking(self, user: str, confirmed: str) -> tuple[str, ...]:
        """What stands against opening the store for writing."""
        typed = (against_confirmation(one.rules, self.store, confirmed) for one in self.held)
        return self.against_user(user) or self._each(tuple(typed))

    def _each(self, *told: tuple[str, ...]) -> tuple[str, ...]:
        """All these sentences once, after what keeps rules from being read."""
        return tuple(dict.fromkeys((*self.faults, *(sentence for one in told for sentence in one if sentence))))


_RANKS: Final = {"local": 0, "staging": 1, "production": 3}
_OWN: Final = 2
"""How well an environment of a name of one's own is guarded beside others: nearly as well as production."""


def _rank(rules: Rules) -> int:
    return _RANKS.get(rules.environment, _OWN)
