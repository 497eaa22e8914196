"""Saying in a file of rules of what environment one store is; all else in the file stays as somebody wrote it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from leftfold.model.errors import CannotOpen
from leftfold.model.json import compact
from leftfold.store.rule_files import StoreRules, stores_in, text_of
from leftfold.whole_file import whole_file

_HEAD: Final = re.compile(r"^[ \t]*\[\[[ \t]*store[ \t]*\]\]", re.MULTILINE)
_ENVIRONMENT: Final = re.compile(r"""^([ \t]*environment[ \t]*=[ \t]*)("(?:[^"\\\n]|\\.)*"|'[^'\n]*')""", re.MULTILINE)


def save_environment(file: Path, place: str, environment: str) -> None:
    """Write of what environment the store at a place is. Raises `CannotOpen`, and then the file is as it was."""
    content = with_environment(text_of(file), str(file), place, environment)
    # A link stays a link, and what it leads to is written.
    where = file.resolve()
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(where) as whole:
            whole.write_bytes(content.encode())
    except OSError as error:
        raise CannotOpen(f"{file} cannot be written: {error.strerror}.") from error


def with_environment(content: str, file: str, place: str, environment: str) -> str:
    """The text of a file in which a store is of an environment. Raises `CannotOpen` where it is not understood."""
    before = stores_in(content, file)
    at = next((at for at, one in enumerate(before) if one.pattern == place), None)
    changed = _begun(content, place, environment) if at is None else _changed(content, at, environment)
    told = _told(changed, file)
    others = (before, told[1:]) if at is None else (_but(before, at), _but(told, at))
    mine = told[at or 0] if told else None
    if mine is None or (mine.pattern, mine.rules.environment) != (place, environment) or others[0] != others[1]:
        raise CannotOpen(f"{file} is laid out so that it cannot be changed here; say it there by hand.")
    return changed


def _begun(content: str, place: str, environment: str) -> str:
    """The text with a table for the store before all others, of which the first that fits decides."""
    table = f"[[store]]\nmatch = {_text(place)}\nenvironment = {_text(environment)}\n"
    first = _HEAD.search(content)
    if first is not None:
        return f"{content[: first.start()]}{table}\n{content[first.start() :]}"
    return f"{content.rstrip()}\n\n{table}" if content.strip() else table


def _changed(content: str, at: int, environment: str) -> str:
    """The text with another environment in the table at a place, counted from 0."""
    heads = [found.start() for found in _HEAD.finditer(content)]
    if at >= len(heads):
        return content
    end = heads[at + 1] if at + 1 < len(heads) else len(content)
    table = _ENVIRONMENT.sub(lambda found: found[1] + _text(environment), content[heads[at] : end], count=1)
    return content[: heads[at]] + table + content[end:]


def _told(content: str, file: str) -> tuple[StoreRules, ...]:
    try:
        return stores_in(content, file)
    except CannotOpen:
        # It was understood before it was changed.
        return ()


def _but(stores: tuple[StoreRules, ...], at: int) -> tuple[StoreRules, ...]:
    return (*stores[:at], *stores[at + 1 :])


def _text(text: str) -> str:
    return compact(text).replace("\x7f", "\\u007F")
