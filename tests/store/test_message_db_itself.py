"""What Leftfold appends by Message DB's own functions is read by them, and they tell whoever is second."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from leftfold.model.edits import Append, Because, ChangeSet
from leftfold.model.errors import Conflict
from leftfold.model.stream import StreamId
from leftfold.store.opening import open_store
from leftfold.store.store import Store
from tests.servers import USER, Server

ACCOUNTS: Final = Path(__file__).parents[2].parent / "shared" / "stores" / "message-db-accounts"
LONGEST: Final = StreamId("account", "account-aebbec2d-a1c8-4246-bae4-2c65803e5340")
WHY: Final = Because("Ann", "put right", "T-1")
AT: Final = datetime(2024, 6, 1, 9, 30, tzinfo=UTC)

pytestmark = pytest.mark.skipif(
    not ACCOUNTS.exists(), reason="../shared/stores/message-db-accounts is not on this machine"
)

Ask = Callable[[str], list[str]]
"""Gives the rows of a statement, made as the library's client makes it."""


@pytest.fixture
def url(postgresql: Server) -> str:
    return postgresql.new_database()


@pytest.fixture
def ask(url: str, postgresql: Server) -> Ask:
    psql = shutil.which("psql")
    if psql is None:
        pytest.skip("psql, which loads the dump, is not on this machine")
    there = [psql, "-q", "-At", "-v", "ON_ERROR_STOP=1", "-h", str(postgresql.socket), "-U", USER]
    there += ["-d", url.rpartition("/")[2].partition("?")[0]]

    def made(statements: str) -> list[str]:
        done = subprocess.run(there, input=statements, capture_output=True, encoding="utf-8", check=False)
        return (done.stdout + done.stderr).splitlines()

    made(gzip.decompress((ACCOUNTS / "store.sql.gz").read_bytes()).decode())
    return lambda statement: made(f"SET search_path TO message_store, public; {statement};")


@pytest.fixture
def store(url: str, ask: Ask) -> Iterator[Store]:
    assert ask("SELECT count(*) FROM messages") == ["1405"]
    with closing(open_store(url, write=True)) as store:
        yield store


def read(ask: Ask, stream: str, after: int) -> list[Any]:
    rows = ask(f"SELECT row_to_json(m) FROM get_stream_messages('{stream}', {after}) AS m")
    return [json.loads(row) for row in rows]


def changes(stream: StreamId, base: int | None, *events: tuple[str, Any]) -> ChangeSet:
    return ChangeSet(stream, base, tuple(Append(type_, data, AT) for type_, data in events), WHY)


def test_the_functions_read_what_was_appended_and_go_on(store: Store, ask: Ask) -> None:
    done = store.commit(changes(LONGEST, 261, ("Noted", {"by": "☃"}), ("Noted", {"n": 1.5})))
    assert (done.last_version, done.positions) == (263, (1406, 1407))
    first, second = read(ask, LONGEST.id, 262)
    assert (first["position"], first["type"], json.loads(first["data"])) == (262, "Noted", {"by": "☃"})
    assert (second["global_position"], json.loads(second["data"])) == (1407, {"n": 1.5})
    assert json.loads(first["metadata"])["leftfold"] == {"author": "Ann", "reason": "put right", "ticket": "T-1"}
    assert ask(f"SELECT write_message(gen_random_uuid()::text, '{LONGEST.id}', 'Noted', '{{}}', NULL, 263)") == ["264"]


def test_a_new_stream_begins_at_naught_in_its_category(store: Store, ask: Ask) -> None:
    stream = StreamId("account", "account-new")
    assert store.commit(changes(stream, None, ("Opened", {}))).last_version == 0
    assert [message["position"] for message in read(ask, stream.id, 0)] == [0]
    (found,) = ask("SELECT stream_name FROM get_category_messages('account', 1406)")
    assert found == stream.id


def test_whoever_is_second_is_told(store: Store, ask: Ask) -> None:
    write = f"SELECT write_message(gen_random_uuid()::text, '{LONGEST.id}', 'Noted', '{{}}', NULL, 261)"
    assert ask(write) == ["262"]
    with pytest.raises(Conflict, match=r"1 event arrived, Noted \(version 262\)"):
        store.commit(changes(LONGEST, 261, ("Noted", {})))
    store.commit(changes(LONGEST, 262, ("Noted", {})))
    assert "Wrong expected version: 261" in ask(write)[0]
