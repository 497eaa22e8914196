"""What Leftfold appends is read by npm's Emmett itself, in Node, which then goes on with it."""

from __future__ import annotations

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
from tests.servers import Server

OWN: Final = Path(__file__).parent / "emmett_itself"
PACKAGES: Final = (
    "@event-driven-io/emmett@0.42.0",
    "@event-driven-io/emmett-sqlite@0.42.4",
    "@event-driven-io/emmett-postgresql@0.42.0",
    # What these ask for and do not bring. In place of `sqlite3`, which would be compiled for minutes, is our own.
    "@event-driven-io/pongo@0.16.11",
    "@event-driven-io/dumbo@0.12.7",
    "ansis@3",
    "async-retry@1.3.3",
    "cli-table3@0.6",
    "commander@12",
    "mongodb@6",
    "node-sqlite3-wasm@0.8",
    "pg@8",
    "uuid@10",
)
PATIENCE: Final = 60
"""Seconds for npm or Node, which take a tenth of it."""

WHY: Final = Because("Ann", "put right", "T-1")
AT: Final = datetime(2024, 6, 1, 9, 30, tzinfo=UTC)
CART: Final = "cart-☃"

Emmett = Callable[..., list[dict[str, Any]]]
"""Gives what came of each of the requests to a store, of a kind and at a place."""


@pytest.fixture(scope="session")
def emmett(tmp_path_factory: pytest.TempPathFactory) -> Emmett:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("Node and npm, in which Emmett runs, are not on this machine")
    folder = tmp_path_factory.mktemp("emmett")
    shutil.copy(OWN / "run.mjs", folder)
    (folder / "package.json").write_text("{}", "utf-8")
    quiet = ("--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error")
    done = _run([npm, "install", *quiet, *PACKAGES], folder)
    if done.returncode:
        pytest.skip(f"npm cannot install Emmett here: {done.stderr.strip().splitlines()[:1]}")
    (folder / "node_modules" / "sqlite3").mkdir()
    shutil.copy(OWN / "sqlite3.js", folder / "node_modules" / "sqlite3" / "index.js")

    def asked(kind: str, target: str, *requests: dict[str, Any]) -> list[dict[str, Any]]:
        lines = "".join(json.dumps(request) + "\n" for request in requests)
        told = _run([node, "run.mjs", kind, target], folder, lines)
        assert told.returncode == 0, told.stderr
        return [json.loads(line) for line in told.stdout.splitlines() if line.startswith("{")]

    return asked


def _run(command: list[str], folder: Path, lines: str = "") -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command, cwd=folder, input=lines, capture_output=True, encoding="utf-8", check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"{Path(command[0]).name} does not end within {PATIENCE} seconds; perhaps its registry is away")


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def target(kind: str, tmp_path: Path, request: pytest.FixtureRequest, emmett: Emmett) -> str:
    """A store of Emmett with a cart of two events."""
    place = str(tmp_path / "carts.db")
    if kind == "postgresql":
        server: Server = request.getfixturevalue("postgresql")
        place = server.new_database()
    events = [{"type": "Opened", "data": {"by": "Ann"}}, {"type": "Priced", "data": {"n": 2.5}}]
    assert emmett(kind, place, {"stream": CART, "events": events, "expected": 0}) == [{"version": 2}]
    return place


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    with closing(open_store(target, write=True)) as store:
        yield store


def change(store: Store, stream: str, *edits: Append) -> ChangeSet:
    found = StreamId("cart", stream)
    last = store.outline(found).last if stream == CART else None
    return ChangeSet(found, last, edits, WHY)


def test_emmett_reads_what_was_appended_and_goes_on(kind: str, target: str, store: Store, emmett: Emmett) -> None:
    store.commit(change(store, CART, Append("Priced", {"n": 3}, AT), Append("Closed", {"why": "☃"}, AT)))
    more = {"stream": CART, "events": [{"type": "Opened", "data": {"by": "Emmett"}}], "expected": 4}
    read, gone_on, again = emmett(kind, target, {"stream": CART}, more, {"stream": CART})
    assert read["version"] == 4
    assert [(event["type"], event["data"]) for event in read["events"]] == [
        ("Opened", {"by": "Ann"}),
        ("Priced", {"n": 2.5}),
        ("Priced", {"n": 3}),
        ("Closed", {"why": "☃"}),
    ]
    assert [event["metadata"]["streamPosition"] for event in read["events"]] == [1, 2, 3, 4]
    assert read["events"][3]["metadata"]["leftfold"] == {"author": "Ann", "reason": "put right", "ticket": "T-1"}
    assert (gone_on, again["version"]) == ({"version": 5}, 5)


def test_emmett_goes_on_with_a_stream_that_leftfold_began(kind: str, target: str, store: Store, emmett: Emmett) -> None:
    store.commit(change(store, "cart-new", Append("Opened", {"by": "Leftfold"}, AT)))
    more = {"stream": "cart-new", "events": [{"type": "Priced", "data": {}}], "expected": 1}
    gone_on, read = emmett(kind, target, more, {"stream": "cart-new"})
    assert (gone_on, [event["type"] for event in read["events"]]) == ({"version": 2}, ["Opened", "Priced"])


def test_whoever_is_second_is_told(kind: str, target: str, store: Store, emmett: Emmett) -> None:
    stale = change(store, CART, Append("Priced", {"n": 3}, AT))
    store.commit(stale)
    events = [{"type": "Closed", "data": {}}]
    (told,) = emmett(kind, target, {"stream": CART, "events": events, "expected": 2})
    assert "Expected version 2 does not match" in told["refused"]
    with pytest.raises(Conflict, match="1 event arrived, Priced"):
        store.commit(stale)
