"""Stepping into a Python domain from another process, so that what hangs or eats memory can be ended."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from contextlib import closing
from typing import Any

from leftfold.domain.asked import Asked
from leftfold.domain.border import Told
from leftfold.domain.definition import Domain
from leftfold.domain.external.folding import Held
from leftfold.domain.external.limits import LIMITS
from leftfold.domain.external.pool import Pool, nobody_minds
from leftfold.domain.external.running import worker_command
from leftfold.domain.external.wire import event_out
from leftfold.domain.serving import carried
from leftfold.domain.trace_rows import trace_in
from leftfold.domain.tracing import Trace, source_of
from leftfold.model.errors import Refused
from leftfold.model.event import Event


def step_into(
    asked: Asked, domain: Domain[Any], state: Any, event: Event, *, check: Callable[[], None] = nobody_minds
) -> Trace:
    """What the domain runs for an event in a state, `asked` being what a person asked for. Raises `Refused`."""
    running = asked.running
    if isinstance(state, Held):
        if running is None or not running.traces or running.domain is not domain:
            raise Refused("This reducer is not written in Python as a domain; use the debugger of its own language.")
        return _traced(running.pool, state.state, event, check)
    source_of(domain.evolve)
    with closing(Pool(worker_command(domain.name), LIMITS)) as pool:
        return _traced(pool, _carried(state), event, check)


def _carried(state: object) -> str:
    try:
        return carried(state)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise Refused(f"The state cannot be carried to another process: {error}.") from error


def _traced(pool: Pool, state: Any, event: Event, check: Callable[[], None]) -> Trace:
    try:
        return trace_in(pool.ask("trace", check=check, state=state, event=event_out(event))["value"])
    except Told as error:
        raise Refused(f"The reducer cannot be stepped into: {error}.") from error
