"""Layouts are read from TOML, strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.bundled import resources
from leftfold.model.errors import CannotOpen
from leftfold.store.forms import DocumentForm, IdForm
from leftfold.store.layout import Gathered, TextPart, TimeInData
from leftfold.store.layout_files import load_layout, parse_layout, shipped_layouts

NATIVE = (resources() / "layouts" / "native.toml").read_text("utf-8")
BANK = (resources() / "layouts" / "eventsourcing-sqlite.toml").read_text("utf-8")


def test_the_shipped_layouts_have_their_keys() -> None:
    assert [layout.key for layout in shipped_layouts()] == ["eventsourcing-sqlite", "native"]


def test_the_native_layout_can_all_that_a_store_can() -> None:
    layout = load_layout("native")
    assert (layout.protocol, layout.mark, layout.absent, layout.first_version) == ("native", "ledger", (), 1)
    assert layout.events.aggregate_type == TextPart("aggregate_type")
    assert layout.events.aggregate_type.whole


def test_the_eventsourcing_layout_says_why_it_cannot() -> None:
    layout = load_layout("eventsourcing-sqlite")
    events = layout.events
    assert events.aggregate_type == TextPart("topic", ":", ".")
    assert not events.aggregate_type.whole
    assert (events.id_form, events.data.form) == (IdForm.UUID_HEX, DocumentForm.EVENTSOURCING)
    assert events.metadata == Gathered(("topic",))
    assert events.recorded_at == TimeInData("timestamp")
    assert [name for name, _reason in layout.absent] == ["append", "soft delete", "restore"]
    assert "compensating event" in dict(layout.absent)["soft delete"]


def test_a_layout_is_loaded_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(NATIVE.replace('key = "native"', 'key = "mine"'), "utf-8")
    assert load_layout(str(file)).key == "mine"


def test_an_unknown_layout_names_the_known() -> None:
    with pytest.raises(CannotOpen, match=r'no layout "marten"; known are eventsourcing-sqlite, native, or'):
        load_layout("marten")


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
        (NATIVE, 'table = "events"', 'table = "events"\ncolour = 1', r"the unknown key events\.colour"),
        (NATIVE, 'version = "version"', "", r"lacks the key events\.version"),
        (NATIVE, "first_version = 1", "first_version = 2", "0 or 1 under first_version"),
        (NATIVE, 'form = "json" }\nrec', 'form = "xml" }\nrec', r'"xml" under events\.metadata\.form, which is none'),
        (NATIVE, 'protocol = "native"', 'protocol = "magic"', '"magic" under protocol, which is none of native'),
        (NATIVE, 'mark = "ledger"', "", "a reason for exactly these: soft delete, restore"),
        (BANK, "[absent]", '[absent]\nfun = "no"', "exactly these: append, soft delete, restore"),
        (BANK, 'after = ":" }', 'after = "::" }', r"a single sign under events\.event_type\.after"),
        (BANK, '{ data = "timestamp" }', '{ data = "timestamp", x = 1 }', r"unknown key events\.recorded_at\.x"),
    ],
)
def test_what_is_not_understood_is_refused(content: str, old: str, new: str, said: str) -> None:
    assert old in content
    with pytest.raises(CannotOpen, match=said):
        parse_layout(content.replace(old, new), "x.toml")
