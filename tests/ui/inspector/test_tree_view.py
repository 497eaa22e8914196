"""The tree stays as the person left it: opened, selected and scrolled, whatever it shows next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leftfold.model.diff import diff
from leftfold.model.json import MAX_DEPTH, Json, JsonObject
from leftfold.model.paths import Path, value_at
from leftfold.ui.inspector.node_model import NAME
from leftfold.ui.inspector.spots import compared, plain
from leftfold.ui.inspector.tree_view import MOST_OPENED, TreeView
from leftfold.ui.theme.themes import Themes
from tests.ui.inspector.documents import DOCUMENTS

NO_ROW = QModelIndex()
_SHARING_COLORS = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_OBJECTS: st.SearchStrategy[JsonObject] = st.dictionaries(st.sampled_from("abcdef"), DOCUMENTS, min_size=1)


@pytest.fixture
def view(qtbot: QtBot, themes: Themes) -> TreeView:
    """A tree in view."""
    view = TreeView(themes, "State")
    qtbot.addWidget(view)
    view.resize(360, 250)
    view.show()
    return view


def _opened(view: TreeView, above: QModelIndex = NO_ROW) -> Iterator[Path]:
    for row in range(view.tree.rowCount(above)):
        index = view.tree.index(row, NAME, above)
        if view.isExpanded(index) and view.tree.rowCount(index):
            path = view.tree.path_of(index)
            if path is not None:
                yield path
            yield from _opened(view, index)


def _containers(document: Json, path: Path = ()) -> Iterator[Path]:
    if isinstance(document, (dict, list)) and document:
        yield path
        for key, value in document.items() if isinstance(document, dict) else enumerate(document):
            yield from _containers(value, (*path, key))


def _choices(count: int) -> st.SearchStrategy[list[bool]]:
    return st.lists(st.booleans(), min_size=count, max_size=count)


@_SHARING_COLORS
@given(st.data())
def test_what_is_open_stays_open_where_it_still_is(themes: Themes, data: st.DataObject) -> None:
    documents = data.draw(st.lists(DOCUMENTS, min_size=1, max_size=4))
    view = TreeView(themes, "State")
    view.show_spot(plain(documents[0]))
    wanted = [path for path in _containers(documents[0]) if path]
    wanted = [path for path, chosen in zip(wanted, data.draw(_choices(len(wanted))), strict=True) if chosen]
    for path in wanted:
        view.open(path)
    for document in documents:
        view.show_spot(plain(document))
        there = set(_containers(document))
        assert set(_opened(view)) == {
            path for path in wanted if all(path[:n] in wanted and path[:n] in there for n in range(1, len(path) + 1))
        }
    view.deleteLater()


@_SHARING_COLORS
@given(st.data())
def test_what_is_current_stays_current_where_it_still_is(themes: Themes, data: st.DataObject) -> None:
    documents = data.draw(st.lists(_OBJECTS, min_size=2, max_size=4))
    view = TreeView(themes, "State")
    view.show_spot(plain(documents[0]))
    path = (data.draw(st.sampled_from(sorted(documents[0]))),)
    view.go_to(path)
    picked: list[object] = []
    view.picked.connect(picked.append)
    for before, document in pairwise(documents):
        view.show_spot(compared(before, document, diff(before, document)))
        current = view.currentIndex()
        shown = path[0] in before or path[0] in document
        assert (view.tree.path_of(current) if current.isValid() else None) == (path if shown else None)
    assert view.wanted == path
    assert not picked, "the person picked nothing else"
    view.deleteLater()


def test_what_is_scrolled_to_stays_where_it_is(view: TreeView, qtbot: QtBot) -> None:
    document: JsonObject = {f"k{n}": n for n in range(60)}
    view.show_spot(plain(document))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 333)
    view.verticalScrollBar().setValue(333)
    top = view.indexAt(QPoint(0, 0))
    before = (top.data(), view.visualRect(top).top())
    view.show_spot(plain({"new": 1, "newer": 2, **document}))
    top = view.indexAt(QPoint(0, 0))
    assert (top.data(), view.visualRect(top).top()) == before
    view.show_spot(plain(document))
    assert view.verticalScrollBar().value() == 333


def test_what_lies_deep_is_named_in_full(view: TreeView) -> None:
    view.show_spot(plain({"a": {"b": {"c": {"quite a long name for a field": 1}}}}))
    width = view.columnWidth(NAME)
    for path in (("a",), ("a", "b"), ("a", "b", "c")):
        view.open(path)
    assert view.columnWidth(NAME) > width
    view.collapse(view.tree.index_of(("a",)))
    assert view.columnWidth(NAME) == width


def test_the_watched_name_keeps_room_for_its_mark(view: TreeView) -> None:
    view.show_spot(plain({"a name as long as its column": 1}))
    view.watch(("a name as long as its column",))
    assert view.columnWidth(NAME) >= view.sizeHintForColumn(NAME)


def test_at_its_beginning_it_stays_at_its_beginning(view: TreeView) -> None:
    document: JsonObject = {f"k{n}": n for n in range(60)}
    view.show_spot(plain(document))
    view.show_spot(plain({"new": 1, **document}))
    assert view.verticalScrollBar().value() == 0


def test_however_deep_it_was_open_it_is_opened_again(view: TreeView) -> None:
    deep: Json = 1
    for _ in range(MAX_DEPTH):
        deep = {"in": deep}
    view.show_spot(plain(deep))
    for depth in range(1, MAX_DEPTH):
        view.open(("in",) * depth)
    view.show_spot(plain({}))
    assert not list(_opened(view))
    view.show_spot(plain(deep))
    assert len(list(_opened(view))) == MAX_DEPTH - 1
    assert value_at(deep, ("in",) * MAX_DEPTH) == view.tree.spot_of(view.tree.index_of(("in",) * MAX_DEPTH)).value


def test_what_is_closed_stays_closed(view: TreeView) -> None:
    view.show_spot(plain({"a": {"b": {"c": 1}}}))
    view.open(("a",))
    view.open(("a", "b"))
    view.collapse(view.tree.index_of(("a",)))
    view.show_spot(plain({"a": {"b": {"c": 2}}}))
    assert not list(_opened(view))
    view.expand(view.tree.index_of(("a",)))
    assert list(_opened(view)) == [("a",), ("a", "b")], "what lay open within is open again"


def test_closing_a_row_makes_it_current_where_one_within_it_was(view: TreeView) -> None:
    view.show_spot(plain({"a": {"b": {"c": 1}}}))
    view.open(("a",))
    view.open(("a", "b"))
    view.go_to(("a", "b", "c"))
    view.collapse(view.tree.index_of(("a",)))
    assert view.wanted == ("a",)


def test_a_row_that_can_be_opened_only_now_can_be(view: TreeView, qtbot: QtBot) -> None:
    view.show_spot(plain({"a": 1}))
    view.show_spot(plain({"a": {"b": 2}}))
    view.go_to(("a",))
    QTest.keyClick(view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: list(_opened(view)) == [("a",)])
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.wanted == ("a", "b")


def test_all_below_is_opened_as_far_as_can_be_overlooked(view: TreeView) -> None:
    document: JsonObject = {"many": {f"k{n}": [{"x": n}, n, n, n] for n in range(90)}, "few": {"a": [1, {"b": []}]}}
    view.show_spot(plain(document))
    view.go_to(("few",))
    QTest.keyClick(view, Qt.Key.Key_Asterisk)
    assert list(_opened(view)) == [("few",), ("few", "a"), ("few", "a", 1)]
    QTest.keyClick(view, Qt.Key.Key_Slash)
    assert not list(_opened(view))
    view.go_to(("many",))
    QTest.keyClick(view, Qt.Key.Key_Asterisk)
    assert 10 < len(list(_opened(view))) < MOST_OPENED


def test_the_arrow_keys_tell_what_was_picked(view: TreeView, qtbot: QtBot) -> None:
    view.show_spot(plain({"a": 1, "b": 2}))
    view.go_to(("a",))
    with qtbot.waitSignal(view.picked) as picked:
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert picked.args == [("b",)]


def test_going_to_the_tree_goes_to_no_row(view: TreeView, qtbot: QtBot) -> None:
    view.show_spot(plain({"a": 1, "b": 2}))
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert not view.currentIndex().isValid()
    assert view.wanted is None
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.wanted == ("a",)
