"""The state that a draft's preview shows is the state after its commit, in whatever way a store keeps its events."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leftfold.draft.draft import with_append
from leftfold.model.edits import Append, Because
from leftfold.model.json import Json, JsonObject
from leftfold.session import Session
from tests.store.layouts.emmett import EMMETT_SQLITE
from tests.store.layouts.library import run_in_file
from tests.store_builders import make_eventsourcing, make_native

HEX: Final = "0" * 31 + "a"
STATE: Final = (
    b'{"timestamp":{"_type_":"datetime_iso","_data_":"2024-05-01T08:00:00+00:00"},"n":1,'
    b'"amount":{"_type_":"decimal_str","_data_":"1"},"id":{"_type_":"uuid_hex","_data_":"' + b"0" * 32 + b'"},'
    b'"prices":[{"_type_":"decimal_str","_data_":"1"}]}'
)
WHY: Final = Because("Ann", "put right")

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**6), max_value=10**6).map(str)
EARLIEST, LATEST = (datetime.fromisoformat(f"{year}-01-01") for year in (2000, 2100))
TIMES = st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC))


def native(path: Path) -> str:
    make_native(path, {"order/1": [("priced", {"n": 1})]})
    return "order/1"


def emmett(path: Path) -> str:
    rows = [row.replace("cart", "basket") for row in EMMETT_SQLITE.rows]
    run_in_file(path, *EMMETT_SQLITE.schema, *rows)
    return "nameless"


def eventsourcing(path: Path) -> str:
    make_eventsourcing(path, [(HEX, 1, "shop:Order.Priced", STATE)])
    return HEX


def kept(session: Session, stream: str, *edits: Append) -> tuple[Json, Json]:
    """What is previewed of some events, and what is there once they are committed."""
    replay = session.open_stream(session.resolve(stream))
    draft = session.new_draft(replay, WHY)
    for edit in edits:
        draft = with_append(draft, edit)
    proposed = session.what_if(replay, draft).history
    previewed = proposed.standing(proposed.length)
    session.commit(draft)
    after = session.open_stream(replay.stream).history
    assert after.length == proposed.length
    stored = after.standing(after.length)
    assert previewed.failed is stored.failed is None
    return previewed.state, stored.state


@pytest.fixture(params=[native, emmett])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    make: Callable[[Path], str] = request.param
    path = tmp_path / "s.db"
    return path, make(path)


def test_what_is_previewed_is_what_is_stored(opened: tuple[Path, str]) -> None:
    path, stream = opened
    with closing(Session.open(str(path))) as session:
        session.unlock()

        @settings(max_examples=30)
        @given(st.lists(st.dictionaries(st.text(max_size=8), JSON, max_size=4), min_size=1, max_size=3), TIMES)
        def law(payloads: list[JsonObject], at: datetime) -> None:
            before, after = kept(session, stream, *(Append("priced", data, at) for data in payloads))
            assert before == after

        law()


def test_what_is_previewed_of_eventsourcing_is_what_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    stream = eventsourcing(path)
    with closing(Session.open(str(path))) as session:
        session.unlock()

        @settings(max_examples=30)
        @given(JSON, DECIMALS, st.uuids().map(str), st.lists(DECIMALS, max_size=3), TIMES)
        def law(n: Json, amount: str, id_: str, prices: list[str], at: datetime) -> None:
            data: JsonObject = {"n": n, "amount": amount, "id": id_, "prices": [*prices]}
            before, after = kept(session, stream, Append("Order.Priced", data, at))
            assert before == after
            assert isinstance(after, dict)
            assert after["timestamp"] == at.isoformat()

        law()
