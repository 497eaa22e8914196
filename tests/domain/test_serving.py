"""What a Python domain answers, asked in JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest

from leftfold.domain.definition import Command, Domain, Invariant, NewEvent, Rejection, Track
from leftfold.domain.external.wire import event_out
from leftfold.domain.serving import Serving, carried, thawed, told
from leftfold.model.event import Event
from tests.domain.external.programs import events


def _evolve(state: tuple[int, ...], event: Event) -> Any:
    match event.type:
        case "odd":
            return lambda: state
        case "memory":
            raise MemoryError
        case "fail":
            raise ValueError("no")
        case _:
            return (*state, event.data)


def _value(state: tuple[int, ...]) -> float:
    return state[-1]


DOMAIN: Domain[tuple[int, ...]] = Domain(
    name="list",
    title="List",
    aggregate_types=(),
    initial=(),
    evolve=_evolve,
    show=list,
    sentence=lambda event, before, after: f"{event.type} {before} {after}",
    commands=(
        Command(
            "add", "Add", (), lambda state, _a: (NewEvent("add", {"n": len(state)}),) if state else Rejection("no")
        ),
    ),
    tracks=(Track("last", "Last", _value),),
    invariants=(
        Invariant("short", "Short", lambda state: "It is long." if len(state) > 1 else None),
        Invariant("odd", "Odd", lambda state: str(1 // (len(state) - len(state)))),
    ),
    compensate=lambda now, wanted: None if now == wanted else (NewEvent("undo", {}),),
    restore=lambda document: tuple(document),  # type: ignore[arg-type]
)


def _ask(do: str, *, domain: Domain[Any] = DOMAIN, **more: Any) -> list[dict[str, Any]]:
    request = orjson.loads(orjson.dumps({"do": do, **more}))
    return [orjson.loads(orjson.dumps(answer)) for answer in Serving(domain).answers(request)]


def _evolved(*kinds: str | int, each: bool) -> Iterator[object]:
    rows = [*map(event_out, events(*kinds))]
    for answer in _ask("evolve", state=carried(()), events=rows, each=each):
        yield answer.get("error") or (thawed(answer["state"]) if "state" in answer else None)


def test_each_event_has_the_state_after_it_or_why_there_is_none() -> None:
    assert [*_evolved(1, "fail", 2, each=True)] == [(1,), "ValueError: no", (1, 2)]
    assert [*_evolved(1, "fail", 2, each=False)] == [None, "ValueError: no", (1, 2)]
    assert [*_evolved("memory", each=True)] == ["it wanted more memory than it may have"]


def test_a_state_that_cannot_be_carried_over_fails_the_event() -> None:
    odd, after = _evolved("odd", 2, each=True)
    assert "pickle" in str(odd)
    assert after == (2,)


def test_what_is_read_off_a_state_comes_with_it() -> None:
    rows = [*map(event_out, events(1, 2))]
    one, two = _ask("evolve", state=carried(()), events=rows, each=True)
    odd = "Odd could not be checked: ZeroDivisionError: integer division or modulo by zero"
    assert (one["values"], one["broken"]) == ([1.0], [None, odd])
    assert (two["values"], two["broken"]) == ([2.0], ["It is long.", odd])
    assert _ask("hello")[0]["values"] == [None]


def test_a_state_that_is_shown_shortly_comes_with_that() -> None:
    rows = [*map(event_out, events(1))]
    asked: dict[str, Any] = {"state": carried(()), "events": rows}
    assert _ask("evolve", **asked, each=True)[0]["shown"] == [1]
    assert "shown" not in _ask("evolve", **asked, each=False)[0]
    shows: tuple[Any, ...] = (lambda _state: "x" * 5_000, set)
    for show in shows:
        odd = replace(DOMAIN, show=show)
        assert "shown" not in _ask("evolve", domain=odd, **asked, each=True)[0]


def test_it_says_what_it_is() -> None:
    said = _ask("hello")[0]
    assert (said["leftfold"], said["name"], said["trace"], said["restore"]) == (1, "list", True, True)
    assert thawed(said["initial"]) == ()


def test_it_shows_tells_decides_and_undoes() -> None:
    one, none = carried((1,)), carried(())
    assert _ask("show", state=one) == [{"value": [1]}]
    event = event_out(events("add")[0])
    assert _ask("sentence", event=event, before=none, after=one) == [{"value": "add () (1,)"}]
    assert _ask("decide", command="add", state=one, arguments={}) == [
        {"value": {"events": [{"type": "add", "data": {"n": 1}}]}}
    ]
    assert _ask("decide", command="add", state=none, arguments={}) == [{"value": {"rejection": "no"}}]
    assert _ask("decide", command="sing", state=none, arguments={}) == [{"error": "there is no command 'sing'"}]
    assert _ask("compensate", now=one, wanted=none) == [{"value": [{"type": "undo", "data": {}}]}]
    assert _ask("compensate", now=one, wanted=one) == [{"value": None}]
    assert thawed(_ask("restore", document=[4])[0]["state"]) == (4,)


@pytest.mark.parametrize(
    ("do", "error"),
    [("sing", "there is nothing called 'sing'"), ("show", "KeyError: 'state'"), ("restore", "it restores nothing")],
)
def test_what_it_cannot_do_is_an_answer_too(do: str, error: str) -> None:
    assert _ask(do, domain=replace(DOMAIN, restore=None)) == [{"error": error}]


def test_what_is_shown_and_no_json_is_told() -> None:
    odd = replace(DOMAIN, show=set)  # type: ignore[arg-type]
    assert "what it shows is not JSON" in _ask("show", domain=odd, state=carried(()))[0]["error"]


def test_lines_are_traced() -> None:
    answer = _ask("trace", state=carried(()), event=event_out(events(1)[0]))[0]["value"]
    assert (answer["result"], answer["failed"]) == ("(1,)", False)
    assert answer["lines"][0]["function"] == "_evolve"


def test_a_lack_of_memory_is_told_in_words() -> None:
    assert told(MemoryError()) == "it wanted more memory than it may have"
    assert told(ValueError("no")) == "ValueError: no"
