"""What all tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.servers import Server, mariadb_server, postgresql_server

# How long an example takes says how busy the machine is, not whether the law holds.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _no_data_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal, the cache and the rules of the user who runs the tests, and of his computer, are none of ours."""
    folder = tmp_path_factory.getbasetemp()
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(folder / "config-of-all"))


@pytest.fixture
def at_the_desk(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Has another person use the computer."""
    return lambda name: monkeypatch.setattr("leftfold.computer._account", lambda _number: name)


@pytest.fixture
def rules_of_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of rules of a user who has none yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "config" / "leftfold").mkdir(parents=True)
    return tmp_path / "config" / "leftfold" / "stores.toml"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A running PostgreSQL."""
    with postgresql_server() as server:
        yield server


@pytest.fixture(scope="session")
def mariadb() -> Iterator[Server]:
    """A running MariaDB."""
    with mariadb_server() as server:
        yield server


@pytest.fixture(params=["postgresql", "mariadb"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each kind of server in turn."""
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a native store can be made, in each kind of database that it may be in."""
    if request.param == "sqlite":
        return str(tmp_path / "s.db")
    server: Server = request.getfixturevalue("postgresql")
    return server.new_database()
