"""A new event of PyPI `eventsourcing` is stored as the library stores one of its type."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from leftfold.model.errors import Refused
from leftfold.model.event import Undecodable
from leftfold.store.codec import read_eventsourcing
from leftfold.store.eventsourcing_state import as_read, encode_state

AT = datetime(2024, 5, 1, 8, tzinfo=UTC)
DEBITED = (
    b'{"timestamp":{"_type_":"datetime_iso","_data_":"2024-02-06"},"amount":{"_type_":"decimal_str","_data_":"1.20"}}'
)


@pytest.mark.parametrize("like", [DEBITED, zlib.compress(DEBITED)], ids=["plain", "compressed"])
def test_values_are_wrapped_as_those_that_are_there(like: bytes) -> None:
    state = encode_state({"amount": "7.50"}, AT, like)
    assert read_eventsourcing(state) == {"timestamp": "2024-05-01T08:00:00+00:00", "amount": "7.50"}
    text = zlib.decompress(state) if like is not DEBITED else state
    assert orjson.loads(text)["amount"] == {"_type_": "decimal_str", "_data_": "7.50"}


def test_what_a_person_sees_of_an_event_can_be_appended_again() -> None:
    shown = read_eventsourcing(DEBITED)
    assert isinstance(shown, dict)
    assert read_eventsourcing(encode_state(shown, AT, DEBITED)) == {**shown, "timestamp": AT.isoformat()}


def test_values_inside_others_are_wrapped_too() -> None:
    wrapped = {"_type_": "uuid_hex", "_data_": "0" * 32}
    like = orjson.dumps({"timestamp": 1, "legs": [{"id": wrapped, "n": 1}], "class_version": 2, "note": None})
    id_ = str(UUID(int=7))
    state = orjson.loads(encode_state({"legs": [{"id": id_, "n": 2}, {"id": None, "n": 3}], "note": "x"}, AT, like))
    assert state["legs"][0] == {"id": {"_type_": "uuid_hex", "_data_": UUID(id_).hex}, "n": 2}
    assert state["legs"][1] == {"id": None, "n": 3}
    assert (state["class_version"], state["note"]) == (2, "x")


def test_the_library_itself_reads_what_is_made() -> None:
    persistence = pytest.importorskip("eventsourcing.persistence", reason="PyPI eventsourcing is not installed")
    transcoder = persistence.JSONTranscoder()
    for transcoding in ("DatetimeAsISO", "DecimalAsStr", "UUIDAsHex"):
        transcoder.register(getattr(persistence, transcoding)())
    owner = uuid4()
    fields: dict[str, Any] = {"timestamp": AT, "amount": Decimal("1.20"), "owner": owner}
    like = transcoder.encode(fields)
    made = transcoder.decode(encode_state({"amount": "3.40", "owner": str(owner)}, AT, like))
    assert made == {"timestamp": AT, "amount": Decimal("3.40"), "owner": owner}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "An event of this type has amount too; the library needs it"),
        ({"amount": "1", "fee": 2}, "No event of this type has fee; leave it out"),
    ],
)
def test_other_fields_than_the_library_knows_are_refused(data: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        encode_state(data, AT, DEBITED)


def test_a_model_that_cannot_be_read_is_told() -> None:
    sealed = b"\x01\x02"
    assert isinstance(read_eventsourcing(sealed), Undecodable)
    # Some of what is encrypted begins as what is compressed does.
    for like in (sealed, b"\x78" + sealed):
        with pytest.raises(Refused, match="are encrypted, or kept in another way that Leftfold does not write"):
            encode_state({}, AT, like)


def test_a_new_event_is_told_as_it_will_be_read() -> None:
    given: dict[str, Any] = {"amount": "7.50"}
    assert as_read(given, AT) == read_eventsourcing(encode_state(given, AT, DEBITED))


def test_a_number_where_the_library_keeps_a_text_is_refused() -> None:
    with pytest.raises(Refused, match=r"^7\.5 is kept as a text of the kind decimal_str; put it in quotes"):
        encode_state({"amount": 7.5}, AT, DEBITED)
