"""What a Python domain answers when it is asked in JSON, in a process of its own.

Its states stay what they are: to the one who asks they are texts, which only such a process can read again.
"""

from __future__ import annotations

import pickle
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import orjson

from leftfold.domain.border import error_text
from leftfold.domain.decide import find_command
from leftfold.domain.definition import Domain, Invariant, Track
from leftfold.domain.external.wire import decision_out, description_out, event_in, new_events_out
from leftfold.domain.trace_rows import trace_out
from leftfold.domain.tracing import trace
from leftfold.model.json import Json, JsonObject, json_fault

Ask = Mapping[str, Any]

_SHORT: Final = 4_096
"""Bytes of a document that costs less to send than to be asked for."""
_NO_MEMORY: Final = "it wanted more memory than it may have"


class Serving:
    """Answers for one domain."""

    def __init__(self, domain: Domain[Any]) -> None:
        self._domain = domain
        self._does: dict[str, Callable[[Ask], JsonObject]] = {
            "hello": self._hello,
            "show": self._show,
            "sentence": self._sentence,
            "decide": self._decide,
            "compensate": self._compensate,
            "restore": self._restore,
            "trace": self._trace,
        }

    def answers(self, ask: Ask) -> Iterator[JsonObject]:
        """The answers to one request: as many as it has events, else one."""
        if ask["do"] == "evolve":
            yield from self._evolve(ask["state"], ask["events"], each=ask["each"])
        else:
            yield self._answer(ask)

    def _answer(self, ask: Ask) -> JsonObject:
        does = self._does.get(ask["do"])
        if does is None:
            return {"error": f"there is nothing called {ask['do']!r}"}
        try:
            return does(ask)
        except Exception as error:  # noqa: BLE001 - the border to the domain's code
            return {"error": told(error)}

    def _evolve(self, state: str, events: Iterable[Ask], *, each: bool) -> Iterator[JsonObject]:
        events = tuple(events)
        now = thawed(state)
        for place, row in enumerate(events, 1):
            answer: JsonObject = {}
            try:
                after = self._domain.evolve(now, event_in(row))
                # What cannot be carried over cannot be gone on from either.
                answer = {**self.frozen(after), **self._shown(after)} if each else {}
                now = after
            except Exception as error:  # noqa: BLE001 - the border to the domain's code
                answer = {"error": told(error)}
            if place == len(events) and not each:
                answer |= self.frozen(now)
            yield answer

    def frozen(self, state: Any) -> JsonObject:
        """A state as it is carried over, with what is read off it."""
        domain = self._domain
        return {
            "state": carried(state),
            "values": [_value(track, state) for track in domain.tracks],
            "broken": [_broken(invariant, state) for invariant in domain.invariants],
        }

    def _shown(self, state: Any) -> JsonObject:
        """A state as it is shown, where that is short, so that nobody has to ask for it."""
        try:
            document = self._domain.show(state)
            return {"shown": document} if len(orjson.dumps(document)) <= _SHORT else {}
        except Exception:  # noqa: BLE001 - the border to the domain's code; whoever asks for it hears what is wrong
            return {}

    def _hello(self, _ask: Ask) -> JsonObject:
        first = self.frozen(self._domain.initial)
        return {"leftfold": 1, **description_out(self._domain), **first, "initial": first["state"]}

    def _show(self, ask: Ask) -> JsonObject:
        document = self._domain.show(thawed(ask["state"]))
        fault = json_fault(document)
        return {"value": document} if fault is None else {"error": f"what it shows is not JSON: {fault}"}

    def _sentence(self, ask: Ask) -> JsonObject:
        before, after = thawed(ask["before"]), thawed(ask["after"])
        return {"value": self._domain.sentence(event_in(ask["event"]), before, after)}

    def _decide(self, ask: Ask) -> JsonObject:
        command = find_command(self._domain, ask["command"])
        if command is None:
            return {"error": f"there is no command {ask['command']!r}"}
        return {"value": decision_out(command.decide(thawed(ask["state"]), ask["arguments"]))}

    def _compensate(self, ask: Ask) -> JsonObject:
        compensate = self._domain.compensate
        events = compensate(thawed(ask["now"]), thawed(ask["wanted"])) if compensate else None
        return {"value": new_events_out(events)}

    def _restore(self, ask: Ask) -> JsonObject:
        restore = self._domain.restore
        return self.frozen(restore(ask["document"])) if restore else {"error": "it restores nothing"}

    def _trace(self, ask: Ask) -> JsonObject:
        return {"value": trace_out(trace(self._domain, thawed(ask["state"]), event_in(ask["event"])))}


def carried(state: object) -> str:
    """A state as a text."""
    return b64encode(pickle.dumps(state, protocol=pickle.HIGHEST_PROTOCOL)).decode()


def thawed(text: str) -> Any:
    """The state that `carried` gave as this text; only ever in the process that runs the domain's code anyway."""
    return pickle.loads(b64decode(text))


def told(error: Exception) -> str:
    """What a domain's code raised, for a person."""
    return _NO_MEMORY if isinstance(error, MemoryError) else error_text(error)


def _value(track: Track[Any], state: Any) -> Json:
    try:
        found = track.value(state)
        return None if found is None else float(found)
    except Exception:  # noqa: BLE001 - the border to the domain's code; a track that fails has no value there
        return None


def _broken(invariant: Invariant[Any], state: Any) -> Json:
    try:
        return invariant.broken(state)
    except Exception as error:  # noqa: BLE001 - the border to the domain's code
        return f"{invariant.title} could not be checked: {told(error)}"
