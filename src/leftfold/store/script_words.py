"""What a script says differently in each kind of database: how it begins, refuses and ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from leftfold.store.literals import remark, text_literal

_NAME: Final = "leftfold_draft"
"""Of what a script makes for the time it runs."""


@dataclass(frozen=True, slots=True)
class Refusing:
    """A statement of a script: where the condition does not hold, all of it is undone, and this sentence is said."""

    condition: str
    sentence: str


Part = str | Refusing
"""A statement, without what ends it."""


def sqlite_script(head: Iterable[str], parts: Iterable[Part]) -> str:
    """All parts as one statement of SQLite: even where what runs the script goes on after an error, all or none."""
    return "\n".join(
        (
            *map(remark, head),
            "",
            "BEGIN IMMEDIATE;",
            f"CREATE TEMP TABLE {_NAME} (go INTEGER);",
            f"CREATE TEMP TRIGGER {_NAME}_commit AFTER INSERT ON {_NAME} BEGIN",
            *(f"{_indented(_sqlite_part(part))};" for part in parts),
            "END;",
            f"INSERT INTO {_NAME} VALUES (1);",
            f"DROP TABLE {_NAME};",
            "COMMIT;",
            "",
        )
    )


def postgresql_script(head: Iterable[str], parts: Iterable[Part]) -> str:
    """All parts in one transaction of PostgreSQL, which undoes itself at the first error."""
    return "\n".join(
        (
            *map(remark, head),
            "",
            "BEGIN ISOLATION LEVEL READ COMMITTED;",
            *(f"{_postgresql_part(part)};" for part in parts),
            "COMMIT;",
            "",
        )
    )


def block(lines: Iterable[str]) -> str:
    """A block of PL/pgSQL as a statement; its text is marked by a sign that is not in it."""
    body = "\n".join(lines)
    sign = next(sign for sign in _signs() if sign not in body)
    return f"DO {sign}\n{body}\n{sign}"


def refusing_lines(refusing: Refusing) -> Iterator[str]:
    """The lines of PL/pgSQL that raise where a condition does not hold."""
    yield f"  IF ({refusing.condition}) IS NOT TRUE THEN"
    yield f"    RAISE EXCEPTION USING MESSAGE = {text_literal(refusing.sentence, 'postgresql')};"
    yield "  END IF;"


def _sqlite_part(part: Part) -> str:
    if isinstance(part, str):
        return part
    # A message is a single literal here, so what cannot be seen in it is named.
    sentence = "'" + remark(part.sentence)[3:].replace("'", "''") + "'"
    return f"SELECT RAISE(ROLLBACK, {sentence}) WHERE ({part.condition}) IS NOT TRUE"


def _postgresql_part(part: Part) -> str:
    return part if isinstance(part, str) else block(("BEGIN", *refusing_lines(part), "END"))


def _indented(text: str) -> str:
    # A text has no line break of its own in it, so that only SQL is moved.
    return "\n".join(f"  {line}" for line in text.strip().splitlines())


def _signs() -> Iterator[str]:
    number = 0
    while True:
        yield f"$leftfold{number or ''}$"
        number += 1
