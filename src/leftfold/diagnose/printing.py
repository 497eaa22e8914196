"""A condition's tree as text, in the one way that Leftfold writes it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, assert_never

from leftfold.diagnose.tree import (
    AllOf,
    AnyOf,
    Comparison,
    Contains,
    Exists,
    Fact,
    Literal,
    Matches,
    Moved,
    Not,
    Operand,
    Place,
    Root,
    Scalar,
    Test,
    Within,
)
from leftfold.model.paths import Path, path_text
from leftfold.model.times import time_text

RESERVED: Final = frozenset(
    ("and", "or", "not", "in", "contains", "matches", "true", "false", "null", "event", "before", "after")
)
"""Words that cannot begin a path; a key of that name is written as `["event"]` there."""


def text_of(test: Test) -> str:
    """The text that parses to the test."""
    match test:
        case Not(inner):
            return f"not {_guarded(inner, (AllOf, AnyOf))}"
        case AllOf(tests):
            return " and ".join(_guarded(inner, (AllOf, AnyOf)) for inner in tests)
        case AnyOf(tests):
            return " or ".join(_guarded(inner, (AnyOf,)) for inner in tests)
        case Exists(subject):
            return f"exists({_operand(subject)})"
        case Moved(motion, path):
            return f"{motion}({state_path(path)})"
        case _:
            return _infix(test)


def _infix(test: Comparison | Within | Contains | Matches) -> str:
    match test:
        case Comparison(left, comparator, right):
            return f"{_operand(left)} {comparator} {_operand(right)}"
        case Within(operand, choices):
            return f"{_operand(operand)} in [{', '.join(choice.text for choice in choices)}]"
        case Contains(whole, part):
            return f"{_operand(whole)} contains {_operand(part)}"
        case Matches(operand, pattern):
            return f"{_operand(operand)} matches {quoted(pattern)}"
        case _:
            assert_never(test)


def literal(value: Scalar) -> Literal:
    """The value as a literal."""
    match value:
        case None:
            return Literal(None, "null")
        case bool():
            return Literal(value, "true" if value else "false")
        case str():
            return Literal(value, quoted(value))
        case datetime():
            return Literal(value, quoted(time_text(value)))
        case _:
            return Literal(value, repr(value))


def quoted(text: str) -> str:
    """The text between single quotes."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _guarded(test: Test, looser: tuple[type[AllOf] | type[AnyOf], ...]) -> str:
    return f"({text_of(test)})" if isinstance(test, looser) else text_of(test)


def _operand(operand: Operand) -> str:
    match operand:
        case Literal():
            return operand.text
        case Fact():
            return operand.value
        case Place(Root.AFTER, path) if path:
            return state_path(path)
        case Place(root, path):
            return place_text(root, path)
        case _:
            assert_never(operand)


def place_text(root: Root, path: Path) -> str:
    """A place in a document, with the document named, as a condition has it."""
    inside = path_text(path)
    return f"{root}.{inside}" if inside and not inside.startswith("[") else f"{root}{inside}"


def state_path(path: Path) -> str:
    """A path of the state as a condition has it."""
    if path and isinstance(path[0], str) and path[0].lower() in RESERVED:
        rest = path_text(path[1:])
        return f'["{path[0]}"]' + (f".{rest}" if rest and not rest.startswith("[") else rest)
    return path_text(path)
