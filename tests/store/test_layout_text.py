"""A guessed layout as the text of a TOML file, from which the same layout is read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.errors import CannotOpen
from leftfold.store.forms import DocumentForm, IdForm, TimeUnit
from leftfold.store.layout import DocumentColumn, EventsTable, Layout, Metadata, TextPart, TimeColumn
from leftfold.store.layout_files import parse_layout
from leftfold.store.layout_text import layout_text, save_layout

NAMES = st.text(st.characters(codec="utf-8"), min_size=1)
DOCUMENTS = st.builds(
    lambda column, form, nullable: DocumentColumn(column, form, nullable=nullable),
    NAMES,
    st.sampled_from([DocumentForm.JSON, DocumentForm.ANY]),
    st.booleans(),
)
TABLES = st.builds(
    EventsTable,
    table=NAMES,
    aggregate_type=st.builds(lambda text: TextPart(value=text), NAMES)
    | st.builds(lambda text: TextPart(column=text), NAMES),
    aggregate_id=st.builds(lambda text: TextPart(column=text), NAMES),
    id_form=st.sampled_from(IdForm),
    version=st.just("") | NAMES,
    position=NAMES,
    event_type=st.builds(lambda text: TextPart(column=text), NAMES),
    data=DOCUMENTS,
    metadata=st.builds(Metadata, st.none() | DOCUMENTS),
    recorded_at=st.none() | st.builds(TimeColumn, NAMES, st.sampled_from(TimeUnit)),
    deleted=st.just("") | NAMES,
)


def layout(events: EventsTable, reason: str = "Nothing is known of how it writes.") -> Layout:
    return Layout(
        key="mapped-log",
        title="Events in log",
        databases=("mysql", "mariadb"),
        first_version=0,
        events=events,
        snapshots=None,
        needs=(),
        protocol=None,
        appending=None,
        mark="",
        absent=tuple((name, reason) for name in ("append", "soft delete", "restore")),
    )


USUAL = layout(
    EventsTable(
        table="log",
        aggregate_type=TextPart(value="student"),
        aggregate_id=TextPart(column="student_id"),
        version="",
        position="id",
        event_type=TextPart(column="type"),
        data=DocumentColumn("payload", DocumentForm.JSON),
        metadata=Metadata(None),
        recorded_at=None,
    )
)


@given(TABLES, NAMES)
def test_what_is_written_is_read_again(events: EventsTable, reason: str) -> None:
    here = layout(events, reason)
    assert replace(parse_layout(layout_text(here), "own.toml"), origin="") == here


def test_a_file_reads_as_a_person_would_write_it() -> None:
    lines = layout_text(USUAL).splitlines()
    assert lines[:4] == [
        'key = "mapped-log"',
        'title = "Events in log"',
        'databases = ["mysql", "mariadb"]',
        "first_version = 0",
    ]
    assert lines[5:12] == [
        "[events]",
        'table = "log"',
        'aggregate_type = { value = "student" }',
        'aggregate_id = "student_id"',
        'position = "id"',
        'event_type = "type"',
        'data = { column = "payload", form = "json" }',
    ]
    assert '"soft delete" = "Nothing is known of how it writes."' in lines


def test_a_file_is_saved_over_another_and_through_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "own.toml", tmp_path / "link.toml"
    file.write_text("before", "utf-8")
    link.symlink_to(file)
    save_layout(USUAL, link)
    assert file.read_text("utf-8") == layout_text(USUAL)
    assert link.is_symlink()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link.toml", "own.toml"]


def test_a_file_that_cannot_be_saved_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"own\.toml cannot be written: No such file or directory\.$"):
        save_layout(USUAL, tmp_path / "absent" / "own.toml")


def test_a_full_disk_is_told_and_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.toml"
    file.write_text("before", "utf-8")

    def full(*_arguments: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(CannotOpen, match=r"cannot be written: No space left on device\.$"):
        save_layout(USUAL, file)
    assert file.read_bytes() == b"before"
