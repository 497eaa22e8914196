"""Which domain a person asked for: one that is installed, a Python file, or a reducer in any language."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Reducer:
    """A program that folds, in a process of its own."""

    command: str
    """Its command line as the person gave it; no shell reads it."""


@dataclass(frozen=True, slots=True)
class DomainFile:
    """A Python file with a domain, run in a process of its own."""

    path: str
    """`path.py`, or `path.py:NAME` where it has several domains."""


Choice: TypeAlias = str | Reducer | DomainFile
"""A text is a domain's name, or the path of a file that is run in this process."""


def isolated(choice: Choice | None) -> Choice | None:
    """The same domain, in a process of its own where it is in a file."""
    return DomainFile(choice) if isinstance(choice, str) and is_file(choice) else choice


def is_file(text: str) -> bool:
    """Whether a text names a domain's file, and not a domain that is installed."""
    return ".py" in text


def chosen(text: str) -> Choice:
    """What a person means by a text that is a command line or the path of a Python file."""
    text = text.strip()
    path = text.partition(".py:")[0]
    is_python = text.endswith(".py") or (".py:" in text and text.partition(".py:")[2].isidentifier())
    return DomainFile(text) if is_python and " " not in path else Reducer(text)


def text_of(choice: Choice | None) -> str | None:
    """What the person wrote to choose it."""
    match choice:
        case Reducer(command):
            return command
        case DomainFile(path):
            return path
        case _:
            return choice


def command_file(choice: Choice | None) -> Path | None:
    """The file that somebody may edit: a domain's, or the first argument of a command line that is one."""
    match choice:
        case DomainFile(path):
            name, _, attribute = path.partition(".py:")
            return Path(f"{name}.py" if attribute else path).absolute()
        case Reducer(command):
            try:
                words = shlex.split(command)
            except ValueError:
                return None
            return next((Path(word).absolute() for word in words[1:] if Path(word).is_file()), None)
        case _:
            return None
