"""The map of a read model: a TOML file that says which column of which table has which value of the state."""

from __future__ import annotations

import tomllib
from pathlib import Path

from leftfold.diagnose.operands import path as state_path
from leftfold.diagnose.tokens import ConditionError, Cursor, Kind, expected
from leftfold.model.errors import CannotOpen
from leftfold.model.paths import Path as StatePath
from leftfold.store.read_model import ReadModel
from leftfold.store.section import Section


def load_read_model(file: Path) -> ReadModel:
    """The read model that a TOML file maps. Raises `CannotOpen`."""
    try:
        root = Section(str(file), tomllib.loads(file.read_text("utf-8")))
    except OSError as error:
        raise CannotOpen(f"The map {file} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CannotOpen(f"{file} is not valid TOML: {error}.") from error
    columns = root.section("columns")
    model = ReadModel(
        table=root.text("table"),
        type=root.text("type", default=""),
        key=root.text("key"),
        columns=tuple((name, _path(columns, name)) for name in columns.names()),
        store=root.text("store", default=""),
    )
    root.finish()
    if not model.columns:
        raise root.wrong("must name under columns at least one column with the path of its value in the state")
    return model


def _path(columns: Section, name: str) -> StatePath:
    text = columns.text(name)
    try:
        cursor = Cursor(text)
        found = state_path(cursor)
        if cursor.next.kind is not Kind.END:
            raise expected("the end of the path", cursor.next)
    except ConditionError as error:
        raise columns.wrong(f'has "{text}" under {columns.named(name)}, which is no path of a state') from error
    return found
