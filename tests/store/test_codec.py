"""Stored bytes are decoded, or say why they cannot be."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.event import Undecodable
from leftfold.model.json import MAX_DEPTH, Json
from leftfold.store.codec import (
    as_bytes,
    as_given,
    inflated,
    read_any,
    read_documents,
    read_eventsourcing,
    read_json,
    read_number,
    read_text,
    stored_texts,
    under,
)
from leftfold.store.forms import DocumentForm

documents = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
)


def reason(document: object) -> str:
    assert isinstance(document, Undecodable)
    return document.reason


@given(documents)
def test_what_was_written_as_json_is_read_back(document: object) -> None:
    assert read_json(orjson.dumps(document)) == document


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (None, "is missing: the store holds NULL"),
        (b"", "is empty"),
        (b"  ", "is empty"),
        (b"{bad", "is not JSON: "),
        (b'{"a": 1', "is not JSON: "),
        (b"NaN", "is not JSON: "),
        (b'{"a": "\xff"}', "is not UTF-8 text: byte 0xff at place 8"),
        (b"[" * 10_000 + b"]" * 10_000, f"nests deeper than {MAX_DEPTH} levels"),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), f"nests deeper than {MAX_DEPTH} levels"),
        (b'{"a":' * 10_000 + b"1" + b"}" * 10_000, f"nests deeper than {MAX_DEPTH} levels"),
    ],
)
def test_what_cannot_be_read_says_why(raw: bytes | None, said: str) -> None:
    document = read_json(raw)
    assert reason(document).startswith(said)
    assert isinstance(document, Undecodable)
    assert document.raw == (raw or b"")


def test_the_deepest_nesting_allowed_is_read() -> None:
    assert isinstance(read_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH), list)


def test_many_brackets_that_do_not_nest_are_read() -> None:
    assert read_json(orjson.dumps([[]] * 1000)) == [[]] * 1000


@given(st.lists(st.sampled_from([b"1", b"{", None, b'{"a":[1]}', b"[" * 300 + b"]" * 300, orjson.dumps("x" * 600)])))
def test_a_column_is_read_as_its_parts_are(raws: list[bytes | None]) -> None:
    assert read_documents(raws, DocumentForm.JSON) == [read_json(raw) for raw in raws]


def test_wrapped_values_become_plain_at_any_depth() -> None:
    raw = orjson.dumps(
        {
            "at": {"_type_": "datetime_iso", "_data_": "2024-01-01T00:00:00+00:00"},
            "amount": {"_type_": "decimal_str", "_data_": "12.30"},
            "who": {"_type_": "uuid_hex", "_data_": "d57cd22410c640c39b3fa3bfedff859f"},
            "route": {"_type_": "itinerary", "_data_": {"legs": [{"_type_": "leg", "_data_": {"from": "A"}}]}},
            "plain": {"_type_": "kept", "other": 1},
        }
    )
    assert read_eventsourcing(raw) == {
        "at": "2024-01-01T00:00:00+00:00",
        "amount": "12.30",
        "who": "d57cd224-10c6-40c3-9b3f-a3bfedff859f",
        "route": {"legs": [{"from": "A"}]},
        "plain": {"_type_": "kept", "other": 1},
    }


def test_a_compressed_state_is_inflated() -> None:
    assert read_documents([zlib.compress(b'{"a":1}')], DocumentForm.EVENTSOURCING) == [{"a": 1}]


@pytest.mark.parametrize(
    "raw",
    [
        bytes(range(128, 192)),
        b"\x78\x9c\x01\x02",
        b"\x78\x9c\xff\xff\xff",
        zlib.compress(b"{}" * 99)[:-5],
        b"\x7b\xff\xfe",
    ],
)
def test_an_encrypted_or_broken_state_says_so(raw: bytes) -> None:
    assert reason(read_eventsourcing(raw)).startswith("is encrypted, or compressed")
    assert read_eventsourcing(raw) == Undecodable(raw, reason(read_eventsourcing(raw)))


def test_a_compressed_state_that_unpacks_without_end_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leftfold.store.codec.MAX_INFLATED", 1000)
    assert reason(read_eventsourcing(zlib.compress(b'"' + b"x" * 5000 + b'"'))).startswith(
        "is encrypted, or compressed"
    )


@pytest.mark.parametrize("packed", [bytes, gzip.compress, zlib.compress])
def test_what_an_application_chose_the_form_of_is_read(packed: Callable[[bytes], bytes]) -> None:
    raw = packed(b'{"a":{"_type_":"kept","_data_":1}}')
    kept: Json = {"a": {"_type_": "kept", "_data_": 1}}
    assert read_documents([raw, b"[1]", None], DocumentForm.ANY) == [kept, [1], read_json(None)]
    broken = packed(b"{bad")
    assert read_any(broken) == Undecodable(broken, reason(read_json(b"{bad")))


def test_what_is_no_json_in_any_form_says_so() -> None:
    why = "is in no form that Leftfold reads; it may be of the application's own, encrypted or compressed"
    opaque = Undecodable(b"\x1f\x8b\x00", why)
    assert read_any(b"\x1f\x8b\x00") == opaque
    assert reason(read_any(bytes(range(128, 192)))) == opaque.reason
    assert reason(read_any(b"plain text")).startswith("is not JSON")


def test_a_document_in_xml_is_a_tree_and_a_mark_of_byte_order_is_passed_over() -> None:
    assert read_any(b"<made><by>me</by></made>") == {"by": "me"}
    assert read_any(gzip.compress(b"\xef\xbb\xbf<made/>")) == ""
    assert read_any(b"\xef\xbb\xbf" + b"[1]") == [1]
    assert read_any(b"<made>") == Undecodable(b"<made>", "is not XML: no element found: line 1, column 6")
    assert reason(read_any(b"<made>\xff</made>")).startswith("is in no form")


def test_a_document_may_lie_under_a_path() -> None:
    whole: Json = {"a": {"b": [1]}, "n": None}
    assert [under(whole, path) for path in ((), ("a",), ("a", "b"))] == [whole, {"b": [1]}, [1]]
    assert [under(whole, path) for path in (("x",), ("a", "b", "c"), ("n", "m"))] == [None] * 3
    broken = read_json(b"{bad")
    assert under(broken, ("a", "b")) is broken


@pytest.mark.parametrize("raw", [b"{bad", zlib.compress(b"{bad")])
def test_a_readable_state_that_is_not_json_says_that(raw: bytes) -> None:
    assert reason(read_eventsourcing(raw)).startswith("is not JSON")
    assert reason(read_eventsourcing(None)).startswith("is missing")


@given(st.binary(max_size=6) | st.text(max_size=6).map(lambda text: text.encode(errors="replace")))
def test_a_text_that_is_not_utf8_is_shown_and_found_again(raw: bytes) -> None:
    assert raw in map(as_bytes, stored_texts(read_text(raw)))
    assert as_bytes(as_given(raw)) == raw


def test_a_byte_that_is_not_utf8_is_told() -> None:
    assert (read_text(b"Jos\xe9"), read_text(None)) == (r"Jos\xe9", "")
    assert stored_texts(r"Jos\xe9") == (r"Jos\xe9", b"Jos\xe9")
    assert (as_given(b"Jos\xe9"), as_given("José".encode()), as_given("x"), as_given(None)) == (
        b"Jos\xe9",
        "José",
        "x",
        "",
    )


@pytest.mark.parametrize("shown", ["José", r"C:\xerox", r"\x41", r"Jos\xc3\xa9", ""])
def test_a_text_that_only_looks_escaped_is_itself(shown: str) -> None:
    assert stored_texts(shown) == (shown,)


def test_what_no_database_can_hold_is_looked_for_without_fault() -> None:
    assert stored_texts("a\udcff") == (r"a\udcff",)


@pytest.mark.parametrize(
    ("start", "why"), [(b"\x83", "Erlang"), (b"\xac\xed\x00\x05", "Java"), (b"\x28\xb5\x2f\xfd", "Zstandard")]
)
def test_what_is_known_by_its_first_bytes_is_told(start: bytes, why: str) -> None:
    raw = start + b"\xff more"
    found = read_any(raw)
    assert isinstance(found, Undecodable)
    assert found.raw == raw
    assert why in found.reason


@pytest.mark.parametrize(
    ("raw", "number"), [(b"12", 12), (b"-1.5", -1.5), (b"2e3", 2000.0), (b"", ""), (b"1a", "1a"), (b"\xff", "\\xff")]
)
def test_the_text_of_a_number_says_it_and_any_other_is_a_text(raw: bytes, number: float | str) -> None:
    assert read_number(raw) == number
    assert type(read_number(raw)) is type(number)


def test_what_is_no_whole_compressed_text_unpacks_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = zlib.compress(b"a text")
    assert (inflated(whole), inflated(gzip.compress(b"a text"))) == (b"a text", b"a text")
    assert (inflated(whole[:-1]), inflated(b"\x78 by chance")) == (None, None)
    monkeypatch.setattr("leftfold.store.codec.MAX_INFLATED", 5)
    assert inflated(whole) is None
