"""What each write to a store has to pass: the rules of the store itself, of the computer and of its user."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from leftfold.computer import computer_user
from leftfold.model.edits import Because, ChangeSet
from leftfold.model.errors import CannotOpen, Refused, StoreFailed
from leftfold.model.rules import LOCAL, PRODUCTION, Rules, Write, weakens
from leftfold.model.rulings import Ruling, Rulings
from leftfold.store.database import Database
from leftfold.store.rule_files import machine_file, rules_in, user_file
from leftfold.store.stored_rules import StoredRules, latest_rules, set_rules
from leftfold.store.whereabouts import Whereabouts

STORE_ITSELF: Final = "the store itself"
_UNKNOWN: Final = "Nothing is written to it as long as that is not mended."


@dataclass(frozen=True, slots=True)
class Guard:
    """The rules for one store, read anew each time: they may be others by now."""

    database: Database
    keeps_rules: bool
    """Whether the store is of the layout that has rules of its own."""
    schema: str = ""
    confirmed: str = ""
    """What a person typed as the store's name."""
    fresh: bool = False
    """Whether the store was only made just now, so that there is nothing in it to guard."""

    def rulings(self) -> Rulings:
        """All rules that hold for the store."""
        where, held, faults = self.database.whereabouts, list[Ruling](), list[str]()
        for origin, read in self._sources(where):
            try:
                rules = read()
            except (CannotOpen, StoreFailed) as error:
                faults.append(f"{error} {_UNKNOWN}")
            else:
                held.extend([Ruling(origin, rules)] if rules else [])
        return Rulings(where.called, tuple(held) or (_usual(where, known=not faults),), tuple(faults))

    def stored(self) -> StoredRules | None:
        """The rules that the store has itself. Raises `CannotOpen` for what is not understood, or `StoreFailed`."""
        if not self.keeps_rules:
            return None
        with self.database.connect() as connection:
            return latest_rules(connection, self.schema)

    def permit(self, write: Write) -> None:
        """Raise `Refused` with all that stands against a write."""
        if not self.fresh:
            refuse(self.rulings().against(write, self.confirmed))

    def set_rules(self, rules: Rules, because: Because) -> None:
        """Have the store demand these rules from now on. Raises `Refused` or `StoreFailed`, and then wrote nothing."""
        self.permit(self.setting(rules, because))
        set_rules(self.database, self.schema, rules, because)

    def setting(self, rules: Rules, because: Because) -> Write:
        """The setting of rules as a write, which has to keep the present ones.

        To weaken those that want a second person, one is needed: another than who set them. Raises `Refused` where the
        store can keep none.
        """
        if not self.keeps_rules:
            raise Refused(f"Only a store of Leftfold's own layout keeps rules; give those of others in {user_file()}.")
        if not rules.writers:
            raise Refused("With these rules nobody could ever write, nor set others; name a writer first.")
        before = self.stored()
        second = (before.author,) if before is not None and weakens(before.rules, rules) else ()
        return write_of(because, drafted_by=second)

    def _sources(self, where: Whereabouts) -> Iterator[tuple[str, Callable[[], Rules | None]]]:
        yield STORE_ITSELF, self._stored
        for file in (machine_file(), user_file()):
            yield str(file), partial(_in_file, file, where)

    def _stored(self) -> Rules | None:
        found = self.stored()
        return None if found is None else found.rules


def commit_of(changes: ChangeSet) -> Write:
    """What rules ask about a commit by the computer's user.

    Of what nobody else drafted he is the drafter, whatever author was typed.
    """
    user, because = computer_user(), changes.because
    drafters = (because.author,) if because.committer == user else (user, because.author)
    return Write(because=because, user=user, edits=changes.edits, drafted_by=drafters)


def write_of(because: Because, *, drafted_by: tuple[str, ...] = ()) -> Write:
    """What rules ask about another write by the computer's user."""
    return Write(because=because, user=computer_user(), drafted_by=drafted_by)


def refuse(against: tuple[str, ...]) -> None:
    """Raise `Refused` where anything stands against a write."""
    if against:
        raise Refused(" ".join((*against, "Nothing was written.")))


def _in_file(file: Path, where: Whereabouts) -> Rules | None:
    return rules_in(file, where.names)


def _usual(where: Whereabouts, *, known: bool) -> Ruling:
    """What holds where nobody said anything."""
    if not known:
        return Ruling("Leftfold, not knowing all of its rules,", PRODUCTION)
    if where.is_here:
        return Ruling("its place on this computer", LOCAL)
    # Wrongly taken so, it costs a line of typing; wrongly taken for a local one, it might cost data.
    return Ruling("its place on another computer", PRODUCTION)
