"""What many commands begin with: their arguments, and a store opened or a stream replayed for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import click
from typing_extensions import override

from leftfold.cli.asking import opened as opened_at
from leftfold.computer import computer_user
from leftfold.domain.choice import Choice, Reducer
from leftfold.model.edits import Because
from leftfold.model.errors import BadRequest, NotFound
from leftfold.model.stream import StreamId
from leftfold.privacy import EVERYTHING
from leftfold.session import Replay, Session
from leftfold.store.opening import GUESS, open_store
from leftfold.store.store import Store

P = ParamSpec("P")
T = TypeVar("T")

_CONFIRMED: Final = "leftfold.confirmed"
"""Under what a command's context keeps the store's name as it was typed."""
_NEGATIVE: Final = re.compile(r"-[0-9]+")


def words(value: str) -> str:
    """A text that is looked for or stored, and so must be one. Raises `BadParameter`."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise click.BadParameter(f"{value!r} is not text as this terminal encodes it.") from error
    return value


class VersionCommand(click.Command):
    """A command that takes versions as arguments: `-1` is one, the version before any event where they begin at 0."""

    @override
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # An option that is unknown is then one argument too many.
        ctx.ignore_unknown_options = any(map(_NEGATIVE.fullmatch, args))
        return super().parse_args(ctx, args)


STORE = click.argument("store")
AGGREGATE = click.argument("aggregate", metavar="ID", type=words)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
_LAYOUT = click.option(
    "--layout",
    metavar="LAYOUT[@TABLE]",
    help="A layout's key, or the path of a layout file; @TABLE names one of several stores. Found out unless told.",
)
_LAYOUT_FROM = click.option(
    "--layout-from",
    metavar="TABLE",
    help="The events table of a store of nobody's layout, whose columns are guessed; see `leftfold layouts guess`.",
)
_DOMAIN = click.option("--domain", help="A domain's name, or the path of a Python file; by the type unless told.")
_REDUCER = click.option(
    "--reducer", metavar="COMMAND", help='A program that folds, in any language, such as "node reducer.mjs".'
)

REVEAL = click.option(
    "--reveal", metavar="REASON", type=words, help="Show personal fields too; who did and why is recorded."
)


def with_layout(run: Callable[..., T]) -> Callable[..., T]:
    """The command with the layout that was asked for given as `layout`: a name, a file, or a guess at a table."""

    @_LAYOUT
    @_LAYOUT_FROM
    @wraps(run)
    def chosen(*args: Any, layout: str | None, layout_from: str | None, **kwargs: Any) -> T:
        if layout and layout_from:
            raise BadRequest("A store is read by one layout; give either --layout or --layout-from.")
        return run(*args, layout=f"{GUESS}@{layout_from}" if layout_from else layout, **kwargs)

    return chosen


def with_domain(run: Callable[..., T]) -> Callable[..., T]:
    """The command with the domain that was asked for given as `domain`: by its name, its file or its command line."""

    @_DOMAIN
    @_REDUCER
    @wraps(run)
    def read(*args: Any, domain: str | None, reducer: str | None, **kwargs: Any) -> T:
        if domain is not None and reducer is not None:
            raise BadRequest("A store is read by one domain; give either --domain or --reducer.")
        return run(*args, domain=domain if reducer is None else Reducer(reducer), **kwargs)

    return read


def with_store(run: Callable[Concatenate[Store, P], None]) -> Callable[..., None]:
    """The command with the store opened read-only for it, and closed after it."""

    @STORE
    @with_layout
    @wraps(run)
    def opened(store: str, layout: str | None, *args: P.args, **kwargs: P.kwargs) -> None:
        with closing(opened_at(lambda target: open_store(target, layout=layout), store)) as found:
            run(found, *args, **kwargs)

    return opened


def with_session(run: Callable[Concatenate[Session, P], None]) -> Callable[..., None]:
    """The command with a session on the store opened for it, and closed after it."""

    @STORE
    @with_layout
    @with_domain
    @REVEAL
    @wraps(run)
    def opened(store: str, layout: str | None, domain: Choice | None, *args: P.args, **kwargs: P.kwargs) -> None:
        reason = kwargs.pop("reveal")
        with closing(opened_at(lambda target: Session.open(target, layout=layout, domain=domain), store)) as session:
            session.unlocking.confirmed = confirmed()
            if reason is not None:
                # All that is shown of one store where no aggregate is named.
                named = kwargs.get("aggregate")
                session.privacy.reveal(str(session.resolve(str(named))) if named else EVERYTHING, str(reason))
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
        raise no_version(replay.stream, version, first, last)
    return ordinal


def no_version(stream: StreamId, version: int, first: int, last: int) -> NotFound:
    """The error for a version that a stream has not."""
    return NotFound(f"{stream} has no version {version}; it has {first} to {last}.")


def _keep_confirmed(context: click.Context, _option: click.Parameter, given: str) -> None:
    context.meta[_CONFIRMED] = given


CONFIRM = click.option(
    "--confirm",
    metavar="NAME",
    type=words,
    default="",
    expose_value=False,
    callback=_keep_confirmed,
    help="The store's name, typed where its rules ask for that; see `leftfold rules`.",
)


def confirmed() -> str:
    """What the person gave as the name of the store that is to be written; empty where nothing was given."""
    given: str = click.get_current_context().meta.get(_CONFIRMED, "")
    return given


def with_because(*, required: bool = True) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The command with who writes and why given as `because`; a reason that is not `required` may be blank."""
    blank = {} if required else {"default": ""}

    def decorated(run: Callable[..., None]) -> Callable[..., None]:
        @_asked("--reason", "TEXT", "Why; recorded with what is written.", required=required, **blank)
        @_asked("--ticket", "TEXT", "The ticket that asks for it; recorded too.", default="")
        @_asked("--author", "NAME", "Who writes; this computer's user unless told.", default="")
        @CONFIRM
        @wraps(run)
        def signed(*args: Any, reason: str, ticket: str, author: str, **kwargs: Any) -> None:
            if required and not reason.strip():
                raise BadRequest("The reason is empty; say why the stream is corrected.")
            who = author.strip() or computer_user()
            if not who:
                raise BadRequest("This computer does not tell who you are; add --author NAME.")
            run(*args, because=Because(who, reason, ticket), **kwargs)

        return signed

    return decorated


def _asked(name: str, metavar: str, help: str, **more: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(name, metavar=metavar, type=words, help=help, **more)
