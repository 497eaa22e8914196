"""The model of the list of aggregates, over a real store and while it changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from leftfold.model.edits import Because
from leftfold.model.stream import StreamId
from leftfold.model.summary import AggregateSummary
from leftfold.store.bulk import NewRow
from leftfold.store.store import Store
from leftfold.ui.aggregates.listing import PAGE, Wanted
from leftfold.ui.aggregates.model import AggregatesModel, Phase
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.rows.cell import CELL
from leftfold.ui.tasks import Tasks
from tests.store_builders import START, make_native, opened
from tests.ui.conftest import WAIT, OpenStore

ROOT = QModelIndex()
MANY = PAGE + 30


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A store with a cart and more students than a page holds."""
    students = {f"student/{number:04}": [("placeStudent", {"lesson": 1})] for number in range(MANY)}
    return make_native(tmp_path / "many.sqlite", {"cart/1": [("itemAdded", {})], **students})


@pytest.fixture
def model(document: Document, clock: Clock) -> Iterator[AggregatesModel]:
    model = AggregatesModel(document, clock)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    del tester
    model.deleteLater()


def settle(qtbot: QtBot, tasks: Tasks) -> None:
    qtbot.waitUntil(lambda: tasks.is_idle, timeout=WAIT)


def add(path: Path, *names: str) -> None:
    with opened(path, write=True) as store:
        rows = [NewRow(StreamId("student", name), "placeStudent", "{}", START) for name in names]
        store.append_many(rows, Because("tester", "more of them"))


def remove(path: Path, where: str) -> None:
    """Take events out of a store, as no program may that keeps to the rules: the store forbids it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f"DELETE FROM events WHERE {where}")


def test_without_a_store_nothing_is_listed(qtbot: QtBot, model: AggregatesModel, clock: Clock) -> None:
    with qtbot.assertNotEmitted(model.dataChanged):
        clock.changed.emit()
    assert model.phase is Phase.NO_STORE
    assert model.rowCount() == 0
    model.reload()
    assert model.phase is Phase.NO_STORE


def test_an_opened_store_is_listed_page_by_page(
    qtbot: QtBot, model: AggregatesModel, many: Path, open_store: OpenStore, tasks: Tasks
) -> None:
    open_store(many)
    assert model.phase is Phase.LISTED
    assert model.kinds.types == ("cart", "student")
    assert model.count == PAGE
    assert model.canFetchMore(ROOT)
    model.fetchMore(ROOT)
    settle(qtbot, tasks)
    assert model.count == MANY + 1
    assert model.complete
    assert not model.canFetchMore(ROOT)
    # The projection over carts stands in front.
    assert model.stream_at(0) == StreamId("sales", "*")
    assert model.stream_at(MANY + 1) == StreamId("student", f"{MANY - 1:04}")
    assert model.row_of(StreamId("student", "0000")) == 2
    assert model.row_of(StreamId("student", "none")) is None
    assert model.row_of(None) is None


def test_a_store_that_is_closed_gives_up_its_rows(
    qtbot: QtBot, model: AggregatesModel, many: Path, open_store: OpenStore, document: Document
) -> None:
    open_store(many)
    model.reload()
    document.close()
    qtbot.waitUntil(lambda: document.tasks.is_idle, timeout=WAIT)
    assert model.phase is Phase.NO_STORE
    assert model.rowCount() == 0


def test_other_rows_are_listed_as_wanted(
    qtbot: QtBot, model: AggregatesModel, many: Path, open_store: OpenStore, tasks: Tasks
) -> None:
    open_store(many)
    model.want(Wanted(type="cart"))
    settle(qtbot, tasks)
    assert [str(model.stream_at(row)) for row in range(model.rowCount())] == ["cart/1"]
    model.want(Wanted(find="001"))
    settle(qtbot, tasks)
    assert model.count == 11
    assert model.complete
    model.want(Wanted(only_projections=True))
    settle(qtbot, tasks)
    assert [str(model.stream_at(row)) for row in range(model.rowCount())] == ["sales/*"]
    assert model.count == 0


def test_of_two_wishes_the_newer_counts(
    qtbot: QtBot, model: AggregatesModel, many: Path, open_store: OpenStore, tasks: Tasks
) -> None:
    open_store(many)
    model.want(Wanted(find="0001"))
    model.want(Wanted(find="0002"))
    settle(qtbot, tasks)
    assert [str(model.stream_at(row)) for row in range(model.rowCount())] == ["student/0002"]


def test_a_search_that_nobody_waits_for_any_more_makes_way(
    qtbot: QtBot, model: AggregatesModel, many: Path, open_store: OpenStore, document: Document
) -> None:
    looking = Event()

    def look(store: Store, *, find: str, check: Callable[[], None], **_other: object) -> tuple[AggregateSummary, ...]:
        while find == "endless":
            looking.set()
            check()
        return (store.summary(StreamId("student", find)),)

    open_store(many)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Store, "aggregates", look)
        model.want(Wanted(find="endless"))
        qtbot.waitUntil(looking.is_set, timeout=WAIT)
        model.want(Wanted(find="0002"))
        settle(qtbot, document.tasks)
        assert [str(model.stream_at(row)) for row in range(model.rowCount())] == ["student/0002"]
        looking.clear()
        model.want(Wanted(find="endless"))
        qtbot.waitUntil(looking.is_set, timeout=WAIT)
        document.close()
        settle(qtbot, document.tasks)
    assert model.phase is Phase.NO_STORE


def test_a_reload_keeps_the_rows_that_stay_and_as_many_as_there_were(
    qtbot: QtBot, model: AggregatesModel, many: Path, open_store: OpenStore, tasks: Tasks
) -> None:
    open_store(many)
    model.fetchMore(ROOT)
    settle(qtbot, tasks)
    inserted: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    model.rowsRemoved.connect(lambda *_arguments: pytest.fail("no row went away"))
    add(many, "0010a", "0000")
    model.reload()
    settle(qtbot, tasks)
    assert inserted == [(13, 13)]
    assert model.stream_at(13) == StreamId("student", "0010a")
    assert model.index(2, 0).data().startswith("student/0000, 2 events")
    assert model.count == MANY + 2


def test_a_list_that_is_another_is_shown_as_one(
    qtbot: QtBot, model: AggregatesModel, many: Path, open_store: OpenStore, tasks: Tasks
) -> None:
    open_store(many)
    add(many, *(f"{number:04}a" for number in range(60)))
    with qtbot.waitSignal(model.modelReset, timeout=WAIT):
        model.reload()
    settle(qtbot, tasks)
    assert model.row_of(StreamId("student", "0059a")) == 121


def test_rows_that_went_away_are_taken_out_one_by_one(
    qtbot: QtBot, model: AggregatesModel, many: Path, open_store: OpenStore, tasks: Tasks
) -> None:
    open_store(many)
    removed: list[tuple[int, int]] = []
    model.rowsRemoved.connect(lambda _parent, first, last: removed.append((first, last)))
    remove(many, "aggregate_id IN ('0000', '0001', '0005')")
    model.reload()
    settle(qtbot, tasks)
    assert removed == [(7, 7), (2, 3)]
    assert model.stream_at(2) == StreamId("student", "0002")
    assert model.row_of(StreamId("student", "0006")) == 5


def test_a_page_that_went_away_ends_the_list(
    qtbot: QtBot, model: AggregatesModel, many: Path, open_store: OpenStore, tasks: Tasks
) -> None:
    open_store(many)
    remove(many, f"aggregate_id > '{PAGE - 2:04}' AND aggregate_type = 'student'")
    model.fetchMore(ROOT)
    settle(qtbot, tasks)
    assert model.count == PAGE
    assert model.complete
    model.fetchMore(ROOT)
    assert model.phase is Phase.LISTED


def test_what_is_listed_already_is_not_read_again(
    model: AggregatesModel, many: Path, open_store: OpenStore, tasks: Tasks
) -> None:
    open_store(many)
    model.want(Wanted())
    assert tasks.is_idle


def test_a_read_that_fails_is_told_and_tried_again(
    qtbot: QtBot, model: AggregatesModel, many: Path, open_store: OpenStore, document: Document
) -> None:
    open_store(many)
    assert document.session is not None
    aside = many.with_name("aside.sqlite")
    document.session.store.close()
    many.rename(aside)
    tasks = document.tasks
    model.reload()
    settle(qtbot, tasks)
    assert model.phase is Phase.FAILED
    assert "many.sqlite" in model.failure
    assert model.count == PAGE
    aside.rename(many)
    model.reload()
    qtbot.waitUntil(lambda: model.phase is Phase.LISTED, timeout=WAIT)


def test_drafts_and_zones_change_the_looks_of_rows_and_nothing_else(
    model: AggregatesModel, many: Path, open_store: OpenStore, clock: Clock
) -> None:
    open_store(many)
    changed: list[int] = []
    model.dataChanged.connect(lambda first, last, _roles: changed.append(last.row() - first.row() + 1))
    model.show_drafted([StreamId("student", "0001")])
    assert [model.index(row, 0).data(CELL).mark is not None for row in (2, 3)] == [False, True]
    clock.show_in(utc=False)
    assert changed == [model.rowCount()] * 2


def test_cells_tips_and_texts_are_given_and_nothing_for_other_roles(
    model: AggregatesModel, many: Path, open_store: OpenStore
) -> None:
    open_store(many)
    assert model.index(0, 0).data() == "Total computers sold, Projection over cart"
    assert model.index(0, 0).data(CELL).ruled
    assert model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole).startswith("cart/1\n")
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("cart/1\n1 event")
    assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.data(ROOT) is None
    assert model.columnCount(model.index(0, 0)) == model.rowCount(model.index(0, 0)) == 0
