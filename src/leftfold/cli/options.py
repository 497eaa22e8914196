"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from leftfold.model.errors import NotFound
from leftfold.session import Replay, Session

STORE = click.argument("store")
AGGREGATE = click.argument("aggregate", metavar="ID")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
LAYOUT = click.option("--layout", help="A layout's key, or the path of a layout file.")
DOMAIN = click.option("--domain", help="A domain's name, or the path of a Python file.")


@contextmanager
def opened(store: str, *, layout: str | None = None, domain: str | None = None) -> Iterator[Session]:
    """The store, closed again afterwards."""
    session = Session.open(store, layout=layout, domain=domain)
    try:
        yield session
    finally:
        session.close()


def ordinal_at(replay: Replay, version: int | None) -> int:
    """How many events lead up to a version, all of them where none is given. Raises `NotFound`."""
    if version is None:
        return len(replay.index)
    ordinal = replay.index.ordinal_of(version)
    if ordinal is None:
        versions: Any = replay.index.versions
        raise NotFound(f"{replay.stream} has no version {version}; it has {versions[0]} to {versions[-1]}.")
    return ordinal
