"""A reducer in its own process as an ordinary domain."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from leftfold.domain.border import Told
from leftfold.domain.choice import DomainFile, Reducer
from leftfold.domain.definition import Decision, Domain, Invariant, NewEvent, Scope, Track
from leftfold.domain.external.child import ChildFailed
from leftfold.domain.external.folding import Folding, Held, held
from leftfold.domain.external.limits import LIMITS, Limits
from leftfold.domain.external.pool import Pool, nobody_minds
from leftfold.domain.external.wire import commands_in, decision_in, event_out, event_types_in, named, new_events_in
from leftfold.domain.generic import generic_domain
from leftfold.model.errors import CannotOpen
from leftfold.model.event import Event
from leftfold.model.json import Json

_WORKER: Final = "leftfold.domain.worker"


@dataclass(frozen=True, slots=True)
class Running:
    """A domain whose functions another process runs, until it is closed."""

    domain: Domain[Any]
    pool: Pool
    traces: bool
    """Whether it can be asked which lines it runs."""

    def stop(self) -> None:
        """Have its processes end, without waiting for it; what still asks it gets an error as its answer."""
        self.pool.stop()

    def close(self) -> None:
        """End its processes, at once; what still asks it gets an error as its answer."""
        self.pool.close()


def run_domain(
    choice: Reducer | DomainFile, *, limits: Limits = LIMITS, check: Callable[[], None] = nobody_minds
) -> Running:
    """Start what was asked for, and hear what it is. Raises `CannotOpen` with the sentence that says why not.

    `check` is called while that takes long, and may raise to end it.
    """
    command, origin = _command(choice)
    pool = Pool(command, limits)
    try:
        said = pool.hello(check)
        return Running(_Asking(pool).domain(said, origin), pool, bool(said.get("trace")))
    except BaseException as error:
        pool.close()
        match error:
            case ChildFailed():
                raise CannotOpen(f"{_named(choice)} cannot be used: {error}.") from error
            case LookupError() | TypeError() | ValueError() | AttributeError():
                why = f"what it says of itself is not understood: {error!r}"
                raise CannotOpen(f"{_named(choice)} cannot be used: {why}.") from error
        raise


def _named(choice: Reducer | DomainFile) -> str:
    return f"The reducer {choice.command!r}" if isinstance(choice, Reducer) else f"The domain file {choice.path!r}"


def _command(choice: Reducer | DomainFile) -> tuple[tuple[str, ...], str]:
    if isinstance(choice, DomainFile):
        name, _, attribute = choice.path.partition(".py:")
        path = Path(f"{name}.py" if attribute else choice.path)
        if not path.is_file():
            raise CannotOpen(f"There is no domain file {str(path)!r}; give the path of a Python file.")
        return worker_command(choice.path), str(path)
    try:
        words = shlex.split(choice.command)
    except ValueError as error:
        raise CannotOpen(f"The reducer {choice.command!r} is no command line: {error}.") from error
    if not words:
        raise CannotOpen("The reducer's command line is empty; name a program and its arguments.")
    if shutil.which(words[0]) is None:
        raise CannotOpen(f"There is no program {words[0]!r}; name one that is installed, or its whole path.")
    return tuple(words), choice.command


def worker_command(name: str) -> tuple[str, ...]:
    """The command line of a process that runs a Python domain: one that is installed, or one in a file."""
    return (sys.executable, "-P", "-m", _WORKER, name)


class _Asking:
    """The functions of a domain, each of which asks its process."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._folding = Folding(pool)

    def domain(self, said: Mapping[str, Any], origin: str) -> Domain[Held]:
        """The domain that a process says it is."""
        tracks, invariants = said.get("tracks") or (), said.get("invariants") or ()
        name = str(said.get("name") or "reducer")
        return Domain(
            name=name,
            title=str(said.get("title") or name),
            aggregate_types=tuple(said.get("aggregate_types") or ()),
            initial=held({**said, "state": said.get("initial")}),
            evolve=self._folding.evolve,
            fold_many=self._folding.fold,
            show=self._show if said.get("show") else _as_it_is,
            sentence=self._sentence if said.get("sentence") else _plain_sentence,
            event_types=event_types_in(said.get("event_types")),
            commands=commands_in(said.get("commands"), self._decider),
            tracks=tuple(Track(*named(row), _track(place)) for place, row in enumerate(tracks)),
            invariants=tuple(Invariant(*named(row), _broken(place)) for place, row in enumerate(invariants)),
            compensate=self._compensate if said.get("compensate") else None,
            restore=self._restore if said.get("restore") else None,
            scope=Scope(said.get("scope", Scope.AGGREGATE)),
            origin=origin,
        )

    def _show(self, state: Held) -> Json:
        document: Json = state.shown[0] if state.shown else self._value("show", state=state.state)
        return document

    def _sentence(self, event: Event, before: Held, after: Held) -> str:
        return str(self._value("sentence", event=event_out(event), before=before.state, after=after.state))

    def _decider(self, name: str) -> Callable[[Held, Any], Decision]:
        def decide(state: Held, arguments: Any) -> Decision:
            return decision_in(self._value("decide", command=name, state=state.state, arguments=dict(arguments)))

        return decide

    def _compensate(self, now: Held, wanted: Held) -> tuple[NewEvent, ...] | None:
        return new_events_in(self._value("compensate", now=now.state, wanted=wanted.state))

    def _restore(self, document: Json) -> Held:
        return held(self._pool.ask("restore", document=document))

    def _value(self, do: str, **more: Any) -> Any:
        answer = self._pool.ask(do, **more)
        if "value" not in answer:
            raise Told(f"the reducer answered {do} without a value")
        return answer["value"]


def _as_it_is(state: Held) -> Json:
    return state.state


def _plain_sentence(event: Event, _before: Held, _after: Held) -> str:
    return generic_domain().sentence(event, {}, {})


def _track(place: int) -> Callable[[Held], float | None]:
    return lambda state: state.values[place] if place < len(state.values) else None


def _broken(place: int) -> Callable[[Held], str | None]:
    return lambda state: state.broken[place] if place < len(state.broken) else None
