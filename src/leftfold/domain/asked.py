"""The domain that a person asked for, wherever it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from leftfold.deferred import Deferred
from leftfold.domain.choice import Choice
from leftfold.domain.definition import Domain
from leftfold.domain.registry import Domains

if TYPE_CHECKING:
    from leftfold.domain.external import running as processes
else:
    # 10 ms, for who has no reducer of his own.
    processes = Deferred("leftfold.domain.external.running")


@dataclass(frozen=True, slots=True)
class Asked:
    """A domain that reads all aggregates of a store; none where each is read by the one for its type."""

    domain: Domain[Any] | None = None
    choice: Choice | None = None
    running: processes.Running | None = None
    """What runs it in a process of its own; None where it runs in this one."""

    def stop(self) -> None:
        """Have its processes end, without waiting for it; what still asks them gets an error as its answer."""
        if self.running is not None:
            self.running.stop()

    def close(self) -> None:
        """End its processes."""
        if self.running is not None:
            self.running.close()


NOT_ASKED: Final = Asked()
"""Nobody asked for a domain."""


def asked_domain(domains: Domains, choice: Choice | None, *, check: Callable[[], None] = lambda: None) -> Asked:
    """The domain of a choice, started where it runs in a process of its own. Raises `CannotOpen`.

    `check` is called while that takes long, and may raise to end it.
    """
    if choice is None:
        return NOT_ASKED
    if isinstance(choice, str):
        return Asked(domains.load(choice), choice)
    running = processes.run_domain(choice, check=check)
    return Asked(running.domain, choice, running)
