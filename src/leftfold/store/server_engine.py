"""The server behind a store: sessions that cannot write unless asked to, and keep nobody else waiting.

Each statement that reads is a transaction of its own, so that no old state of the database is held on to. It ends after
a while whatever it waits for, and a connection that was lost meanwhile is made anew before it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, Executable, PoolProxiedConnection, create_engine, event
from sqlalchemy.exc import NoSuchModuleError

from leftfold.model.errors import CannotOpen
from leftfold.store.database_file import Access
from leftfold.store.target import Target

CONNECT_SECONDS: Final = 10
"""How long a server is waited for that does not answer: a distant one has answered by then."""
STATEMENT_SECONDS: Final = 30
"""How long a statement may take: no page takes a hundredth of it, and a scan that a person asked for may take long."""
LOCK_SECONDS: Final = 2
"""How long a locked table is waited for: long enough for another program's commit, short enough for a person."""
SILENT_SECONDS: Final = 2 * STATEMENT_SECONDS
"""After which a server that says nothing in the midst of a statement is given up."""
NAME: Final = "leftfold"
"""Under which the server lists our sessions."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of server."""

    driver: str
    extra: str
    """The extra of Leftfold that installs the driver."""
    arguments: Callable[[URL, Access], Mapping[str, Any]]
    """What the driver is told for a connection."""
    prepare: Callable[[Any, Access], str]
    """Makes a new session what it should be; gives the name of its user."""


class ServerEngine:
    """The connections to one database of a server."""

    def __init__(self, target: Target, access: Access) -> None:
        self.user = target.url.username or ""
        """As whom the server knows us."""
        self.engine = _engine(target, access, self._know_user)

    def check(self, _connection: Connection | PoolProxiedConnection | None = None) -> None:
        """Nothing: the server itself tells where something is not as it was."""

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A connection in a transaction, which ends with the block."""
        with self.engine.execution_options(isolation_level="READ COMMITTED").begin() as connection:
            yield connection

    def change_token(self, *newest: Executable) -> object:
        """What is newest in the store, as these statements tell it."""
        with self.engine.connect() as connection:
            return tuple(tuple(row) for statement in newest for row in connection.execute(statement))

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _know_user(self, user: str) -> None:
        self.user = user


def _postgresql_arguments(url: URL, access: Access) -> Mapping[str, Any]:
    settings = {"statement_timeout": STATEMENT_SECONDS * 1_000, "lock_timeout": LOCK_SECONDS * 1_000}
    if access is Access.READ:
        settings["default_transaction_read_only"] = 1
    given = url.query.get("options", "")
    options = [given if isinstance(given, str) else " ".join(given)]
    options += [f"-c {name}={value}" for name, value in settings.items()]
    return {
        "connect_timeout": CONNECT_SECONDS,
        "application_name": NAME,
        "client_encoding": "utf8",
        # At the start of a session, and not by a statement later: a pooler in between would hand on what is set then,
        # and the application would find its own sessions read-only.
        "options": " ".join(options).strip(),
        # What a server that is gone without a word is known by.
        "keepalives_idle": CONNECT_SECONDS,
        "keepalives_interval": CONNECT_SECONDS,
        "keepalives_count": 3,
        "tcp_user_timeout": SILENT_SECONDS * 1_000,
    }


def _prepare_postgresql(connection: Any, _access: Access) -> str:
    return str(connection.info.user)


def _mysql_arguments(_url: URL, _access: Access) -> Mapping[str, Any]:
    return {"connect_timeout": CONNECT_SECONDS, "read_timeout": SILENT_SECONDS, "program_name": NAME}


def _prepare_mysql(connection: Any, access: Access) -> str:
    is_mariadb = "mariadb" in connection.get_server_info().lower()
    milliseconds = STATEMENT_SECONDS * 1_000
    timeout = f"max_statement_time = {STATEMENT_SECONDS}" if is_mariadb else f"max_execution_time = {milliseconds}"
    waits = f"SESSION lock_wait_timeout = {LOCK_SECONDS}, SESSION innodb_lock_wait_timeout = {LOCK_SECONDS}"
    with connection.cursor() as cursor:
        # A time with a zone is given in the session's.
        cursor.execute(f"SET SESSION time_zone = '+00:00', {waits}, SESSION {timeout}")
        if access is Access.READ:
            cursor.execute("SET SESSION TRANSACTION READ ONLY")
    user = connection.user
    return user.decode(errors="replace") if isinstance(user, bytes) else str(user)


_POSTGRESQL: Final = _Kind("psycopg", "postgres", _postgresql_arguments, _prepare_postgresql)
_MYSQL: Final = _Kind("pymysql", "mysql", _mysql_arguments, _prepare_mysql)
_KINDS: Final[Mapping[str, _Kind]] = {"postgresql": _POSTGRESQL, "mysql": _MYSQL, "mariadb": _MYSQL}


def _engine(target: Target, access: Access, know_user: Callable[[str], None]) -> Engine:
    backend = target.url.get_backend_name()
    kind = _KINDS.get(backend)
    try:
        if kind is None:
            return create_engine(target.url)
        url = target.url.set(drivername=f"{backend}+{kind.driver}")
        arguments = dict(kind.arguments(url, access))
        engine = create_engine(url, isolation_level="AUTOCOMMIT", pool_pre_ping=True, connect_args=arguments)
    except NoSuchModuleError as error:
        raise CannotOpen(f'"{backend}" is no kind of database that Leftfold knows.') from error
    except ModuleNotFoundError as error:
        remedy = f"pip install leftfold[{kind.extra}]" if kind else f"pip install {error.name}"
        raise CannotOpen(f"The driver for {backend} is not installed; run: {remedy}") from error
    event.listen(engine, "connect", lambda connection, _record: know_user(kind.prepare(connection, access)))
    return engine
