"""Real database servers for tests: each in a temporary folder, on a Unix socket only, run by one who may do little."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from sqlalchemy import URL, create_engine

USER: Final = "leftfold"
"""Who owns the databases, and needs no password."""
GUARDED: Final = "guarded"
"""A user who may do nothing until told, and needs the password."""
PASSWORD: Final = "corr3ct-h0rse"

_LONGEST_WAIT: Final = 60
"""Seconds after which a server that does not start is given up."""


@dataclass(slots=True)
class Server:
    """One running server."""

    kind: str
    """As a URL begins: `postgresql` or `mariadb`."""
    socket: Path
    """Where it is reached."""
    start: Callable[[], None]
    stop: Callable[[], None]
    _numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str, *, user: str = USER, password: str | None = None) -> str:
        """A database as a person would name it to Leftfold."""
        there = {"host" if self.kind == "postgresql" else "unix_socket": str(self.socket)}
        url = URL.create(self.kind, user, password, database=database, query=there)
        return url.render_as_string(hide_password=False)

    def new_database(self, *statements: str) -> str:
        """The URL of a database that nobody else uses, after these statements were run in it."""
        name = f"t{next(self._numbers)}"
        anywhere, signs = ("postgres", "") if self.kind == "postgresql" else ("mysql", " CHARACTER SET utf8mb4")
        self._run(self.url(anywhere), [f"CREATE DATABASE {name}{signs}"])
        url = self.url(name)
        self.run(url, *statements)
        return url

    def run(self, url: str, *statements: str) -> None:
        """Run statements as the owner of a database, each committed by itself."""
        self._run(url, list(statements))

    def _run(self, url: str, statements: list[str]) -> None:
        driver = "postgresql+psycopg" if self.kind == "postgresql" else "mariadb+pymysql"
        engine = create_engine(driver + url.removeprefix(self.kind), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                for statement in statements:
                    connection.exec_driver_sql(statement.replace("%", "%%"))
        finally:
            engine.dispose()


@contextmanager
def postgresql_server() -> Iterator[Server]:
    """A PostgreSQL; skips the test where it is not on this machine."""
    initdb, pg_ctl = (_program(name, "PostgreSQL") for name in ("initdb", "pg_ctl"))
    _need_driver("psycopg", "PostgreSQL")
    with _folder() as (folder, run):
        data = folder / "data"
        run(initdb, "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        (data / "pg_hba.conf").write_text(f"local all {GUARDED} scram-sha-256\nlocal all all trust\n", "ascii")
        settings = {"listen_addresses": "", "unix_socket_directories": folder, "fsync": "off", "shared_buffers": "64MB"}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        there = (pg_ctl, "-D", data, "-w", "-t", _LONGEST_WAIT)
        server = Server(
            "postgresql",
            folder,
            start=lambda: run(*there, "-l", folder / "log", "-o", options, "start"),
            stop=lambda: run(*there, "-m", "fast", "stop"),
        )
        server.start()
        try:
            guard = f"CREATE ROLE {GUARDED} LOGIN PASSWORD '{PASSWORD}'"
            server.run(server.url("postgres"), guard)
            yield server
        finally:
            server.stop()


@contextmanager
def mariadb_server() -> Iterator[Server]:
    """A MariaDB; skips the test where it is not on this machine."""
    install, serve, admin = (_program(name, "MariaDB") for name in ("mariadb-install-db", "mariadbd", "mariadb-admin"))
    _need_driver("pymysql", "MariaDB")
    with _folder() as (folder, run):
        socket, data = folder / "socket", folder / "data"
        bare = ("--no-defaults", f"--datadir={data}", f"--tmpdir={folder}")
        run(install, *bare, "--auth-root-authentication-method=normal", "--skip-test-db")
        quick = ("--skip-networking", "--innodb-flush-log-at-trx-commit=0", "--skip-log-bin", "--skip-name-resolve")
        command: list[str | Path] = [serve, *bare, f"--socket={socket}", f"--pid-file={folder / 'pid'}", *quick]
        running: list[subprocess.Popen[bytes]] = []

        user, group = _someone()

        def start() -> None:
            with (folder / "log").open("ab") as log:
                running.append(subprocess.Popen(command, stdout=log, stderr=log, user=user, group=group))
            run(admin, "--no-defaults", f"--socket={socket}", "--user=root", f"--wait={_LONGEST_WAIT}", "ping")

        def stop() -> None:
            process = running.pop()
            process.terminate()
            process.wait(_LONGEST_WAIT)

        server = Server("mariadb", socket, start, stop)
        start()
        try:
            _make_users(server)
            yield server
        finally:
            stop()


def _make_users(server: Server) -> None:
    server.run(
        server.url("mysql", user="root"),
        f"CREATE USER {USER}@localhost",
        f"GRANT ALL ON *.* TO {USER}@localhost WITH GRANT OPTION",
        f"CREATE USER {GUARDED}@localhost IDENTIFIED BY '{PASSWORD}'",
    )


@contextmanager
def _folder() -> Iterator[tuple[Path, Callable[..., None]]]:
    """A folder with a short path, as sockets need it, and what runs a program there; both of the one who serves."""
    with ExitStack() as stack:
        # Pytest's own folders may be entered by their owner alone.
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="leftfold-", ignore_cleanup_errors=True)))
        user, group = _someone()
        if user and group:
            os.chown(folder, user, group)

        def run(*command: object) -> None:
            # Into a file: a server that lives on would hold a pipe open.
            with (folder / "said").open("w+b") as said:
                done = subprocess.run(
                    list(map(str, command)), cwd=folder, stdout=said, stderr=said, check=False, user=user, group=group
                )
                said.seek(0)
                assert done.returncode == 0, said.read().decode(errors="replace")

        yield folder, run


def _someone() -> tuple[int, int] | tuple[None, None]:
    """The user and group as whom servers run: they refuse to as the superuser."""
    if os.geteuid():
        return None, None
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _program(name: str, server: str) -> Path:
    found = next((path for folder in _folders() if os.access(path := folder / name, os.X_OK)), None)
    if found is None:
        pytest.skip(f"{server} is not on this machine: there is no program {name}")
    return found


def _folders() -> list[Path]:
    """Where programs are; Debian keeps PostgreSQL's aside, and MariaDB's where only the superuser looks."""
    usual = map(Path, os.environ.get("PATH", "").split(os.pathsep))
    return [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), *usual, Path("/usr/sbin")]


def _need_driver(module: str, server: str) -> None:
    if find_spec(module) is None:
        pytest.skip(f"{module}, the driver for {server}, is not installed")
