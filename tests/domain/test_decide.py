"""Commands decided: arguments are checked, and whatever a handler does is a value."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from leftfold.domain.decide import decide, find_command
from leftfold.domain.definition import Command, Domain, Field, Kind, NewEvent, Rejection
from leftfold.domain.generic import generic_domain
from leftfold.model.json import JsonObject

FIELDS = (
    Field("text", "Text", Kind.TEXT),
    Field("whole", "Whole", Kind.INTEGER, required=False),
    Field("number", "Number", Kind.NUMBER, required=False),
    Field("sure", "Sure", Kind.YES_NO, required=False),
    Field("any", "Any", Kind.JSON, required=False),
)
ECHO: Command[JsonObject] = Command("say-it", "Say it", FIELDS, lambda _state, given: (NewEvent("said", dict(given)),))
SPEAKER = replace(generic_domain(), title="Speaker", commands=(ECHO,))


@pytest.mark.parametrize("name", ["say-it", "Say it", "SAY_IT", "sayIt"])
def test_a_command_is_found_however_its_name_is_written(name: str) -> None:
    assert find_command(SPEAKER, name) is ECHO
    assert find_command(SPEAKER, f"un{name}") is None


@pytest.mark.parametrize(
    "arguments",
    [
        {"text": ""},
        {"text": "a", "whole": -3, "number": 3, "sure": False, "any": [None]},
        {"text": "a", "whole": None, "number": 0.5, "any": "x"},
    ],
)
def test_arguments_that_fit_reach_the_handler(arguments: JsonObject) -> None:
    assert decide(SPEAKER, {}, "say-it", arguments) == (NewEvent("said", arguments),)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([1], "Say it takes its arguments as a JSON object."),
        ({}, "Say it: text is missing."),
        ({"text": None}, "Say it: text is missing."),
        ({"text": 3}, "Say it: text must be a text, not 3."),
        ({"text": "a", "whole": 1.0}, "Say it: whole must be a whole number, not 1.0."),
        ({"text": "a", "whole": True}, "Say it: whole must be a whole number, not True."),
        ({"text": "a", "number": "1"}, "Say it: number must be a number, not '1'."),
        ({"text": "a", "number": float("inf")}, "Say it: number must be a number, not inf."),
        ({"text": "a", "sure": 1}, "Say it: sure must be true or false, not 1."),
        (
            {"text": "a", "loud": 1},
            "Say it: 'loud' is not one of its arguments (text, whole, number, sure, any).",
        ),
    ],
)
def test_arguments_that_do_not_fit_are_told(arguments: object, reason: str) -> None:
    assert decide(SPEAKER, {}, "say-it", arguments) == Rejection(reason)


@pytest.mark.parametrize("arguments", [{"text": "a", "whole": 2**64}, {"text": "\ud800"}, {"text": "a", "any": {1}}])
def test_arguments_that_cannot_be_stored_are_told(arguments: object) -> None:
    decision = decide(SPEAKER, {}, "say-it", arguments)
    assert isinstance(decision, Rejection)
    assert "cannot be stored as JSON (" in decision.reason


def test_a_command_without_fields_takes_none() -> None:
    domain = replace(SPEAKER, commands=(replace(ECHO, fields=()),))
    assert decide(domain, {}, "say-it", {"a": 1}) == Rejection("Say it: 'a' is not one of its arguments (it has none).")


def test_a_command_that_is_not_there_is_told_with_those_that_are() -> None:
    assert decide(SPEAKER, {}, "shout", {}) == Rejection("Speaker has no command 'shout'; it has: say-it.")
    assert decide(generic_domain(), {}, "shout", {}) == Rejection("Generic has no command 'shout'; it has: none.")


def _answering(answer: Any) -> Domain[JsonObject]:
    return replace(SPEAKER, commands=(replace(ECHO, decide=lambda _state, _given: answer),))


@pytest.mark.parametrize("answer", [(), Rejection("No."), (NewEvent("a", {}), NewEvent("b", {"c": [1]}))])
def test_a_decision_is_given_as_it_is(answer: object) -> None:
    assert decide(_answering(answer), {}, "say-it", {"text": "a"}) == answer


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        NewEvent("a", {}),
        ("a",),
        (NewEvent("a", None),),  # type: ignore[arg-type]
        (NewEvent(1, {}),),  # type: ignore[arg-type]
        (NewEvent("a", {"b": {1}}),),  # type: ignore[dict-item]
        Rejection(None),  # type: ignore[arg-type]
    ],
)
def test_an_answer_that_is_no_decision_is_a_rejection_that_says_so(answer: object) -> None:
    assert decide(_answering(answer), {}, "say-it", {"text": "a"}) == Rejection(
        f"Say it gave neither events that can be stored nor a rejection: {answer!r}."
    )


def test_a_handler_that_raises_is_a_rejection_that_says_so() -> None:
    command = replace(ECHO, decide=lambda state, _given: state["missing"])  # type: ignore[arg-type, return-value]
    assert decide(replace(SPEAKER, commands=(command,)), {}, "say-it", {"text": "a"}) == Rejection(
        "Say it could not be decided: KeyError: 'missing'."
    )
