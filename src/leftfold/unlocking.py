"""Writing to an opened store: not at all until it is unlocked, and then by its rules."""

from __future__ import annotations

from leftfold.computer import computer_user
from leftfold.model.edits import Because, ChangeSet
from leftfold.model.errors import Refused
from leftfold.model.rules import Rules
from leftfold.store.guard import commit_of, refuse
from leftfold.store.opening import Chosen, open_store
from leftfold.store.store import Store


class Unlocking:
    """A store opened for writing beside one that is read, while it is unlocked."""

    def __init__(self, target: str, store: Store, layout: Chosen | None) -> None:
        self._target, self._store, self._layout = target, store, layout
        self._writer: Store | None = None
        self.confirmed = ""
        """What a person typed as the store's name; it counts until the store is locked again."""
        self.rulings = store.guard.rulings()
        """The rules for writing as they were when they were last looked at."""

    @property
    def is_open(self) -> bool:
        """Whether it is unlocked."""
        return self._writer is not None

    @property
    def writer(self) -> Store:
        """The store to write to. Raises `Refused` where it is locked."""
        if self._writer is None:
            raise Refused("The store is open read-only; unlock it before committing.")
        return self._writer

    def look(self) -> None:
        """Look at the rules again."""
        self.rulings = self._store.guard.rulings()

    def unlock(self) -> None:
        """Open the store for writing.

        Raises `CannotOpen` or `Refused` where it cannot be written, `StoreFailed` where it is not the one that is read.
        """
        if self._writer is None:
            self._store.check_place()
            self.look()
            refuse(self.rulings.against_unlocking(computer_user(), self.confirmed))
            self._writer = open_store(self._target, write=True, layout=self._layout, confirmed=self.confirmed)

    def lock(self) -> None:
        """Give up writing."""
        writer, self._writer, self.confirmed = self._writer, None, ""
        if writer is not None:
            writer.close()

    def set_rules(self, rules: Rules, reason: str, ticket: str) -> None:
        """Have the store demand rules from now on, in the name of the computer's user.

        Raises `Refused` or `StoreFailed`, and then wrote nothing.
        """
        self.writer.guard.set_rules(rules, Because(computer_user(), reason, ticket))
        self.look()

    def against_rules(self, rules: Rules, reason: str, ticket: str) -> tuple[str, ...]:
        """What stands against setting rules, a sentence each. Raises `Refused` where the store can keep none."""
        write = self._store.guard.setting(rules, Because(computer_user(), reason, ticket))
        return self.rulings.against(write, self.confirmed)

    def against(self, changes: ChangeSet) -> tuple[str, ...]:
        """What stands against a commit by the rules as they were last looked at, a sentence each."""
        return self.rulings.against(commit_of(changes), self.confirmed)
