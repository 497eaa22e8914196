"""Layouts are read from TOML, strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.store.forms import DocumentForm, IdForm
from leftfold.store.layout import DocumentColumn, Layout, Metadata, TextPart, TimeInside
from leftfold.store.layout_files import load_layout, parse_layout, shipped_layouts
from leftfold.store.protocols import Protocol
from tests.store.found_layouts import shipped

NATIVE, BANK = shipped("native"), shipped("eventsourcing-sqlite")


def test_the_shipped_layouts_have_their_keys() -> None:
    keys = [layout.key for layout in shipped_layouts()]
    assert keys == sorted({*keys})
    assert {"emmett-sqlite", "eventsourcing-sqlite", "native"} <= {*keys}
    assert [layout.origin for layout in shipped_layouts()] == [f"{key}.toml" for key in keys]


@pytest.mark.parametrize("layout", shipped_layouts(), ids=lambda layout: layout.key)
def test_each_shipped_layout_is_known_in_a_kind_of_database(layout: Layout) -> None:
    assert layout.databases
    assert {*layout.databases} <= {"sqlite", "postgresql", "mysql", "mariadb"}


def test_the_native_layout_can_all_that_a_store_can() -> None:
    layout = load_layout("native")
    assert (layout.protocol, layout.mark, layout.absent, layout.first_version) == (Protocol.NATIVE, "ledger", (), 1)
    assert layout.events.aggregate_type == TextPart(column="aggregate_type")
    assert layout.events.aggregate_type.whole


def test_the_eventsourcing_layout_says_what_it_cannot() -> None:
    layout = load_layout("eventsourcing-sqlite")
    events = layout.events
    assert events.aggregate_type == TextPart(column="topic", after=":", before_last=".")
    assert not events.aggregate_type.whole
    assert (events.id_form, events.data.form) == (IdForm.UUID_HEX, DocumentForm.EVENTSOURCING)
    assert events.metadata == Metadata(None, ("topic",))
    assert events.recorded_at == TimeInside(DocumentColumn("state", DocumentForm.EVENTSOURCING, ("timestamp",)))
    assert (layout.protocol, layout.appending is None) == (Protocol.INSERT, False)
    assert [name for name, _reason in layout.absent] == ["soft delete", "restore"]
    assert "compensating event" in dict(layout.absent)["soft delete"]


def test_a_layout_is_loaded_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(NATIVE.replace('key = "native"', 'key = "mine"'), "utf-8")
    assert load_layout(str(file)).key == "mine"


def test_an_unknown_layout_names_the_known() -> None:
    with pytest.raises(CannotOpen, match=r'no layout "axon"; known are .*eventsourcing-sqlite, .*native, .*or give'):
        load_layout("axon")


def test_a_missing_file_is_told() -> None:
    with pytest.raises(CannotOpen, match=r"nowhere\.toml cannot be read: No such file"):
        load_layout("nowhere.toml")


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    file = tmp_path / "odd.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(CannotOpen, match="is not UTF-8 text"):
        load_layout(str(file))


@pytest.mark.parametrize(
    ("content", "old", "new", "said"),
    [
        (NATIVE, 'key = "native"', "key = native", r"x\.toml is not valid TOML"),
        (NATIVE, "[events]", "colour = 1\n[events]", r"x\.toml has the unknown key colour\."),
        (NATIVE, 'title = "Leftfold\'s own layout"', "", r"x\.toml lacks the key title\."),
        (NATIVE, "first_version = 1", "first_version = 2", "0 or 1 under first_version"),
        (NATIVE, 'protocol = "native"', 'protocol = "magic"', '"magic" under protocol, which is none of native'),
        (NATIVE, 'protocol = "native"', 'protocol = "insert"', "both, a protocol other than native and the table app"),
        (NATIVE, "[needs]", '[[append.steps]]\nsql = "SELECT 1"\n[needs]', "or neither"),
        (NATIVE, 'mark = "ledger"', 'mark = "red"', '"red" under mark, which is none of ledger'),
        (NATIVE, 'mark = "ledger"', "", "a reason for exactly these: soft delete, restore"),
        (NATIVE, "[needs]", '[absent]\nappend = "no"\n[needs]', "a reason for exactly these: none"),
        (BANK, "[absent]", '[absent]\nfun = "no"', "exactly these: soft delete, restore"),
    ],
)
def test_what_is_not_understood_is_refused(content: str, old: str, new: str, said: str) -> None:
    assert old in content
    with pytest.raises(CannotOpen, match=said):
        parse_layout(content.replace(old, new, 1), "x.toml")


def test_no_statements_are_made_from_a_file_of_one_s_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(shipped("eventsourcing-sqlite"), "utf-8")
    layout = load_layout(str(own))
    assert (layout.protocol, layout.appending) == (None, None)
    reason = dict(layout.absent)["append"]
    assert reason.startswith(f"{own} is a layout file of your own, and Leftfold makes no statements from such a file")
    assert layout.events == load_layout("eventsourcing-sqlite").events


def test_a_layout_may_say_better_why_it_lacks_what_it_lacks() -> None:
    content = shipped("neventstore")
    absent = dict(parse_layout(content, "l.toml").absent)
    assert absent["snapshots"].startswith("This library stores snapshots under a hash")
    assert absent["global order"].startswith("This library keeps an order of commits")
    with pytest.raises(CannotOpen, match="must give under absent a reason for exactly these: append, soft delete"):
        parse_layout(content.replace('"global order" =', '"times" ='), "l.toml")
