"""What many commands begin with: a store opened, a stream replayed, a reason asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import wraps
from typing import Concatenate, ParamSpec

import click

from leftfold.model.errors import NotFound
from leftfold.session import Replay, Session
from leftfold.store.opening import open_store
from leftfold.store.store import Store

P = ParamSpec("P")

STORE = click.argument("store")
AGGREGATE = click.argument("aggregate", metavar="ID")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
LAYOUT = click.option("--layout", help="A layout's key, or the path of a layout file.")
DOMAIN = click.option("--domain", help="A domain's name, or the path of a Python file.")


def with_store(run: Callable[Concatenate[Store, P], None]) -> Callable[..., None]:
    """The command with the store opened read-only for it, and closed after it."""

    @STORE
    @LAYOUT
    @wraps(run)
    def opened(store: str, layout: str | None, *args: P.args, **kwargs: P.kwargs) -> None:
        with closing(open_store(store, layout=layout)) as found:
            run(found, *args, **kwargs)

    return opened


def with_session(run: Callable[Concatenate[Session, P], None]) -> Callable[..., None]:
    """The command with a session on the store opened for it, and closed after it."""

    @STORE
    @LAYOUT
    @DOMAIN
    @wraps(run)
    def opened(store: str, layout: str | None, domain: str | None, *args: P.args, **kwargs: P.kwargs) -> None:
        with closing(Session.open(store, layout=layout, domain=domain)) as session:
            run(session, *args, **kwargs)

    return opened


def with_replay(run: Callable[Concatenate[Replay, P], None]) -> Callable[..., None]:
    """The command with an aggregate's replay opened for it."""

    @with_session
    @AGGREGATE
    @wraps(run)
    def replayed(session: Session, /, aggregate: str, *args: P.args, **kwargs: P.kwargs) -> None:
        run(session.open_stream(session.resolve(aggregate)), *args, **kwargs)

    return replayed


def ordinal_at(replay: Replay, version: int | None) -> int:
    """How many events lead up to a version, all of them where none is given. Raises `NotFound`.

    The version before the first one stands for the state before any event.
    """
    if version is None:
        return len(replay.index)
    first, last = int(replay.index.versions[0]), int(replay.index.versions[-1])
    ordinal = 0 if version == first - 1 else replay.index.ordinal_of(version)
    if ordinal is None:
        raise NotFound(f"{replay.stream} has no version {version}; it has {first} to {last}.")
    return ordinal
