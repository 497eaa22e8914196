"""What an appended event is stored as, by the layout and by the events that are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

import pytest

from leftfold.model.edits import Append
from leftfold.model.errors import Refused
from leftfold.model.json import JsonObject
from leftfold.store.codec import Stored
from leftfold.store.encoding import Encoding, encoding_of
from leftfold.store.forms import DocumentForm
from leftfold.store.layout import DocumentColumn, TextPart
from leftfold.store.layout_files import load_layout
from leftfold.store.rows import TypeNames
from leftfold.store.tables import Kind

AT: Final = datetime(2024, 6, 1, 11, 30, tzinfo=timezone(timedelta(hours=2)))
NOTE: Final[JsonObject] = {"leftfold": {"author": "Ann"}}


class Stream:
    """A stream with events of some types, each as it is stored."""

    def __init__(self, events: Mapping[bytes, Sequence[Stored]]) -> None:
        self._events = events

    def types(self) -> Sequence[Stored]:
        """Its types."""
        return tuple(self._events)

    def documents(self, kind: bytes) -> Sequence[Stored]:
        """Its last event of a type."""
        return self._events.get(kind, ())


NOBODY: Final = Stream({})


def encoding(
    form: DocumentForm = DocumentForm.JSON,
    *,
    event_type: TextPart | None = None,
    kind: Kind = Kind.TEXT,
    dialect: str = "sqlite",
    path: tuple[str, ...] = (),
) -> Encoding:
    part = event_type or TextPart(column="type")
    data, note = DocumentColumn("data", form, path), DocumentColumn("note", form)
    return Encoding(data, note, {"data": kind, "note": kind}, TypeNames(part), part, dialect)


def columns(made: Encoding, type_: str, data: JsonObject, like: Stream = NOBODY) -> dict[str, Any]:
    return made.columns(Append(type_, data, AT), NOTE, like)


def test_json_is_a_text_or_bytes_as_its_column_is() -> None:
    found = columns(encoding(), "Opened", {"by": "☃"})
    assert found == {
        "event_type": "Opened",
        "recorded_at": "2024-06-01T09:30:00.000000Z",
        "data": '{"by":"☃"}',
        "metadata": '{"leftfold":{"author":"Ann"}}',
    }
    assert columns(encoding(kind=Kind.BYTES), "Opened", {})["data"] == b"{}"


def test_a_server_is_given_a_time_and_not_a_text() -> None:
    found = columns(encoding(dialect="postgresql"), "Opened", {})["recorded_at"]
    assert (found, found.tzinfo) == (AT, UTC)


def test_where_no_metadata_is_kept_none_is_given() -> None:
    assert columns(replace(encoding(), metadata=None), "Opened", {})["metadata"] is None


def test_a_document_within_another_is_not_written() -> None:
    with pytest.raises(Refused, match="What is stored in data cannot be written by Leftfold"):
        columns(encoding(path=("inner",)), "Opened", {})


def test_a_type_of_which_but_a_part_is_shown_is_stored_as_before_or_beside_another() -> None:
    made = encoding(event_type=TextPart(column="topic", after=":"))
    like = Stream({b"shop:Opened": (), b"other:Closed": ()})
    assert columns(made, "Closed", {}, like)["event_type"] == "other:Closed"
    assert columns(made, "New", {}, like)["event_type"] == "shop:New"
    with pytest.raises(Refused, match='How "New" is stored cannot be told'):
        columns(made, "New", {})
    last = encoding(event_type=TextPart(column="topic", before_last="."))
    with pytest.raises(Refused, match='How "New" is stored cannot be told'):
        columns(last, "New", {}, like)


def test_a_form_that_an_application_chose_is_that_of_an_event_of_the_type_or_of_the_last() -> None:
    made = encoding(DocumentForm.ANY)
    like = Stream({b"Old": (b"--- {}\n", None), b"Opened": (b'{"by": 1}', None), b"Closed": (b"{}", b"{}")})
    assert columns(made, "Opened", {"by": 2}, like)["data"] == '{"by":2}'
    assert columns(made, "New", {}, like)["data"] == "{}"
    for type_, stream in (("Old", like), ("Opened", NOBODY), ("New", Stream({b"Old": (b"\x83t", None)}))):
        with pytest.raises(Refused, match="not kept as plain JSON"):
            columns(made, type_, {}, stream)


def test_the_types_of_values_are_kept_where_the_others_have_them() -> None:
    types = b'{"types": {"data": {"n": ["Symbol", "BigDecimal"]}}}'
    found = columns(encoding(DocumentForm.ANY), "Paid", {"n": "2.5"}, Stream({b"Paid": (b"{}", types)}))
    assert '"types":{"data":{"n":["Symbol","BigDecimal"]}' in found["metadata"]
    odd = columns(encoding(DocumentForm.ANY), "Paid", {}, Stream({b"Paid": (b"{}", b"odd")}))
    assert odd["metadata"] == '{"leftfold":{"author":"Ann"}}'


def test_an_event_of_eventsourcing_is_made_like_another() -> None:
    made = encoding(DocumentForm.EVENTSOURCING)
    state = b'{"timestamp":{"_type_":"datetime_iso","_data_":"2024-02-06"},"n":1}'
    found = columns(made, "Opened", {"n": 2}, Stream({b"Opened": (state,)}))
    assert b'"n":2' in found["data"]
    assert found["metadata"] is None
    with pytest.raises(Refused, match="There is no event Closed in the store"):
        columns(made, "Closed", {"n": 2})


def test_a_layout_tells_how_its_events_are_kept() -> None:
    layout = load_layout("eventsourcing-sqlite")
    made = encoding_of(layout, {"state": Kind.BYTES}, TypeNames(layout.events.event_type), "sqlite")
    assert (made.data.column, made.metadata, made.event_type.after) == ("state", None, ":")
