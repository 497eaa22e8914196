"""A script leaves in a native store what a commit leaves there, and nothing where a stream has moved."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leftfold import __version__
from leftfold.model.edits import Append, Because, ChangeSet, Edit, Restore, SoftDelete
from leftfold.model.errors import Refused
from leftfold.store.opening import open_store
from tests.model.documents import DOCUMENTS
from tests.store.scripts import run_script
from tests.store_builders import Streams, make_native, opened, stream_id

ODD = 'it\'s \\ "odd"; DROP TABLE events; -- $$ :x %s\nZoë ☃\u202e'
CART, ODD_CART = stream_id("cart/7"), stream_id(f"cart/{ODD}")
WHY = Because("mira", ODD, "SUP-118", "tom")
AT = datetime(2026, 1, 1, 12, 30, 0, 123456, tzinfo=UTC)
NEW = Append(ODD, {ODD: [ODD, 1, None]}, AT, {"own": ODD})
CARTS: Streams = {"cart/7": [("made", {"n": n}) for n in range(4)], f"cart/{ODD}": [("made", {})]}
DELETED = ChangeSet(CART, 4, (SoftDelete(2), SoftDelete(3)), WHY)


def make(target: Any) -> str:
    """A store in which two events are soft-deleted."""
    make_native(target, CARTS)
    with opened(target, write=True) as store:
        store.commit(DELETED)
    return str(target)


def changes(*edits: Edit, deleted: tuple[int, ...] = (2, 3)) -> ChangeSet:
    return ChangeSet(CART, 4, edits, WHY, frozenset(deleted))


def script(target: str, *change_sets: ChangeSet) -> str:
    with opened(target) as store:
        return store.script(change_sets)


def content(target: str) -> dict[str, list[tuple[Any, ...]]]:
    """All that is in a store but the moments of writing and the names of programs."""
    columns = {
        "events": "*",
        "deletions": 'id, position, action, "by", reason',
        "audit": "id, author, reason, ticket, aggregate_type, aggregate_id, base_version, version, edits",
    }
    with opened(target) as store, store._database.connect() as connection:
        read = connection.exec_driver_sql
        return {table: [*map(tuple, read(f"SELECT {what} FROM {table} ORDER BY 1"))] for table, what in columns.items()}


@pytest.fixture(params=["sqlite", "postgresql"])
def two(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Two stores with the same in them, in each kind of database."""
    if request.param == "sqlite":
        return make(tmp_path / "one.db"), make(tmp_path / "other.db")
    server = request.getfixturevalue("postgresql")
    return make(server.new_database()), make(server.new_database())


EDITS = (SoftDelete(1), NEW, Restore(2), Append("plain", {}, AT))
MANY = (changes(*EDITS), ChangeSet(ODD_CART, 1, (NEW, SoftDelete(1)), replace(WHY, committer="")))


def test_a_script_leaves_what_a_commit_leaves(two: tuple[str, str]) -> None:
    one, other = two
    with opened(one, write=True) as store:
        store.commit_many(MANY)
    assert run_script(other, script(other, *MANY)) == ""
    assert content(other) == content(one)
    with opened(other) as store:
        assert [event.type for event in store.events(store.index(CART)).read(5, 6)] == [ODD, "plain"]
        entry = store.audit()[-1]
        assert entry.tool == f"leftfold {__version__}, by script"
        assert entry.at is not None
        assert abs((datetime.now(UTC) - entry.at).total_seconds()) < 60


@pytest.mark.parametrize(
    "meanwhile",
    [
        ChangeSet(ODD_CART, 1, (NEW,), WHY),
        changes(Restore(3)),
        changes(SoftDelete(4)),
        changes(Restore(2), SoftDelete(1)),
    ],
)
@pytest.mark.parametrize("goes_on", [False, True])
def test_a_script_writes_nothing_where_a_stream_has_moved(
    two: tuple[str, str], meanwhile: ChangeSet, *, goes_on: bool
) -> None:
    target, _other = two
    sql = script(target, *MANY)
    with opened(target, write=True) as store:
        store.commit(meanwhile)
    before = content(target)
    assert "changed since the draft was made; nothing was written." in run_script(target, sql, goes_on=goes_on)
    assert content(target) == before


def test_a_script_writes_once(two: tuple[str, str]) -> None:
    target, _other = two
    sql = script(target, *MANY)
    assert run_script(target, sql) == ""
    before = content(target)
    assert "changed since" in run_script(target, sql)
    assert content(target) == before


def test_an_event_that_is_gone_is_not_deleted(two: tuple[str, str]) -> None:
    target, _other = two
    before = content(target)
    assert "changed since" in run_script(target, script(target, replace(changes(SoftDelete(0)), base_version=4)))
    assert content(target) == before


def test_a_new_stream_is_begun(two: tuple[str, str]) -> None:
    one, other = two
    begun = ChangeSet(stream_id("cart/new"), None, (NEW,), WHY)
    with opened(one, write=True) as store:
        store.commit(begun)
    assert run_script(other, script(other, begun)) == ""
    assert content(other) == content(one)


def test_hundreds_of_edits_are_one_script(two: tuple[str, str]) -> None:
    one, other = two
    many = changes(*(Append("more", {"n": n}, AT) for n in range(600)))
    with opened(one, write=True) as store:
        store.commit(many)
    assert run_script(other, script(other, many)) == ""
    assert content(other) == content(one)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (changes(SoftDelete(2)), "Event 2 of cart/7 is already soft-deleted"),
        (changes(Restore(1)), "Event 1 of cart/7 is not soft-deleted"),
        (changes(), "no edit to commit"),
        (replace(changes(NEW), because=Because("mira", " ")), "No reason was given"),
        (changes(Append("x\0", {}, AT)), "no character"),
    ],
)
def test_what_a_commit_refuses_has_no_script(tmp_path: Path, wrong: ChangeSet, said: str) -> None:
    target = make(tmp_path / "s.db")
    with pytest.raises(Refused, match=said):
        script(target, wrong)


TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=8)
APPENDS: st.SearchStrategy[Append] = st.builds(
    Append, TEXT, st.dictionaries(TEXT, DOCUMENTS, max_size=3), st.just(AT), st.none() | st.just({"a": "b'\\"})
)
FLIPS = st.permutations([SoftDelete(1), Restore(2), Restore(3), SoftDelete(4)]).flatmap(
    lambda flips: st.integers(0, 4).map(lambda most: flips[:most])
)


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(make(tmp_path_factory.mktemp("pattern") / "s.db"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(APPENDS, max_size=3), FLIPS, TEXT, TEXT)
def test_any_draft_is_written_as_a_commit_writes_it(
    pattern: Path, appends: list[Append], flips: Sequence[Edit], author: str, reason: str
) -> None:
    edits = (*appends, *flips)
    if not edits or not reason.strip():
        return
    number = next(_NUMBERS)
    one, other = (pattern.with_name(f"{number}-{name}.db") for name in ("one", "other"))
    for copy in (one, other):
        shutil.copy(pattern, copy)
    change_set = replace(changes(*edits), because=Because(author, reason))
    with closing(open_store(str(one), write=True)) as store:
        store.commit(change_set)
    assert run_script(str(other), script(str(other), change_set)) == ""
    assert content(str(other)) == content(str(one))
    for copy in (one, other):
        copy.unlink()


_NUMBERS = count()
