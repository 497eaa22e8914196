"""Ids are shown in one way, and found however they are stored."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.store.codec import SEPARATOR, as_bytes, read_text
from leftfold.store.forms import IdForm
from leftfold.store.ids import Ids, ids_of
from leftfold.store.layout import TextPart
from leftfold.store.tables import Kind

OF_ONE_COLUMN = (IdForm.TEXT, IdForm.UUID_HEX, IdForm.UUID)
TEXT, HEX, ANY_UUID = map(Ids, OF_ONE_COLUMN)
IDS = [Ids(form, kind) for form in OF_ONE_COLUMN for kind in Kind]
ONE = UUID(int=2**127)


@given(st.uuids())
def test_a_uuid_is_shown_with_dashes_and_found_either_way(uuid: UUID) -> None:
    assert HEX.read(uuid.hex.encode()) == str(uuid)
    assert HEX.stored(str(uuid)) == (uuid.hex, str(uuid))
    assert HEX.stored(uuid.hex)[0] == uuid.hex
    assert HEX.stored(str(uuid).upper())[0] == uuid.hex


@given(st.uuids())
def test_a_uuid_of_any_form_is_shown_alike_and_found(uuid: UUID) -> None:
    for raw in (uuid.hex.encode(), str(uuid).encode(), uuid.bytes):
        assert ANY_UUID.read(raw) == str(uuid)
    for shown in (str(uuid), str(uuid).upper(), uuid.hex):
        assert {str(uuid), uuid.hex} <= {*ANY_UUID.stored(shown)}
        assert Ids(IdForm.UUID, Kind.BYTES).stored(shown)[0] == uuid.bytes
        assert Ids(IdForm.TEXT, Kind.UUID).stored(shown) == (str(uuid),)


@pytest.mark.parametrize("id_", ["7", "student-7", "D57CD22410C640C39B3FA3BFEDFF859F"])
def test_an_id_that_is_no_uuid_is_shown_as_it_is(id_: str) -> None:
    assert HEX.read(id_.encode()) == id_
    assert id_ in HEX.stored(id_)
    assert TEXT.stored(id_) == (id_,)
    assert TEXT.read(ONE.hex.encode()) == ONE.hex


@given(st.binary(max_size=6) | st.text(max_size=6).map(lambda text: text.encode(errors="replace")))
def test_an_id_that_is_not_utf8_is_found_again(raw: bytes) -> None:
    assert raw in map(as_bytes, TEXT.stored(read_text(raw)))


@pytest.mark.parametrize(
    ("kind", "shown", "stored"),
    [
        (Kind.UUID, "student-7", ()),
        (Kind.NUMBER, "7", ("7",)),
        (Kind.NUMBER, "-7", ("-7",)),
        (Kind.NUMBER, "7a", ()),
        (Kind.NUMBER, "7\n", ()),
        (Kind.NUMBER, "9" * 19, ()),
        (Kind.NUMBER, str(ONE), ()),
        (Kind.BYTES, "student-7", (b"student-7",)),
        (Kind.TEXT, "student-7", ("student-7",)),
    ],
)
def test_an_id_that_a_column_cannot_hold_is_not_looked_for(
    kind: Kind, shown: str, stored: tuple[str | bytes, ...]
) -> None:
    assert Ids(IdForm.TEXT, kind).stored(shown) == stored


def test_only_with_texts_any_text_may_be_compared() -> None:
    assert {ids.kind for ids in IDS if not ids.are_texts} == {Kind.UUID, Kind.BYTES, Kind.NUMBER}


def test_a_part_of_an_id_has_several_spellings() -> None:
    assert HEX.spellings("7-1") == ANY_UUID.spellings("7-1") == ("7-1", "71")
    assert HEX.spellings("-") == ("-",)
    assert HEX.spellings("71") == ("71",)
    assert TEXT.spellings("7-1") == ("7-1",)


def test_a_stored_id_is_bound_as_its_column_holds_it() -> None:
    assert TEXT.given(b"7") == "7"
    assert TEXT.given(b"\xff") == b"\xff"
    assert TEXT.given(None) == ""
    assert Ids(IdForm.UUID, Kind.BYTES).given(ONE.bytes) == ONE.bytes
    assert Ids(IdForm.TEXT, Kind.BYTES).given(b"7") == b"7"
    assert Ids(IdForm.TEXT, Kind.BYTES).given(None) == b""


PAIR = Ids(IdForm.TEXT, Kind.TEXT, (Kind.TEXT, Kind.TEXT), "/")
TENANTS = Ids(IdForm.TEXT, Kind.TEXT, (Kind.UUID, Kind.TEXT), "/", "*DEFAULT*")
TEXTS = st.text(st.characters(exclude_characters=SEPARATOR, codec="utf-8"), max_size=5)


@given(TEXTS, TEXTS)
def test_an_id_of_two_columns_is_found_whatever_signs_are_in_it(one: str, other: str) -> None:
    stored = SEPARATOR.join((one, other))
    shown = PAIR.read(stored.encode())
    assert shown == f"{one}/{other}"
    assert stored in PAIR.stored(shown)


def test_an_id_of_two_columns_is_split_in_every_way() -> None:
    assert PAIR.stored("a/b/c") == (SEPARATOR.join(("a", "b/c")), SEPARATOR.join(("a/b", "c")))
    assert PAIR.stored("a") == ()
    assert not PAIR.are_texts
    assert PAIR.spellings("a/b") == ("a/b", f"a{SEPARATOR}b")


def test_what_is_usual_goes_unsaid() -> None:
    usual, special = f"{ONE}{SEPARATOR}*DEFAULT*", f"{ONE}{SEPARATOR}north"
    assert TENANTS.read(usual.encode()) == str(ONE)
    assert TENANTS.read(special.encode()) == f"{ONE}/north"
    assert TENANTS.stored(str(ONE)) == (usual,)
    assert TENANTS.stored(f"{ONE.hex}/north") == (special,)
    assert TENANTS.stored("7/north") == ()


def test_ids_follow_from_the_columns_of_a_layout() -> None:
    kinds = {"a": Kind.TEXT, "b": Kind.UUID}
    assert ids_of(TextPart(column="b"), kinds, form=IdForm.UUID) == Ids(IdForm.UUID, Kind.UUID)
    assert ids_of(TextPart(column="a", before="-"), kinds) == Ids(IdForm.TEXT, Kind.TEXT)
    assert ids_of(TextPart(value="x"), kinds) == Ids(IdForm.TEXT, Kind.TEXT)
    several = TextPart(column="a", further=("b",), sign="/", unsaid="*")
    assert ids_of(several, kinds) == Ids(IdForm.TEXT, Kind.TEXT, (Kind.TEXT, Kind.UUID), "/", "*")


def test_an_id_behind_its_own_hash_is_shown_and_asked_for_without_it() -> None:
    ids = Ids(IdForm.SHA1, Kind.TEXT, (Kind.PADDED, Kind.TEXT))
    hashed = "2AAE6C35C94FCFB415DBE95F408B9CE91EE846ED"
    assert ids.stored("hello world") == (f"{hashed}{SEPARATOR}hello world",)
    assert ids.read(f"{hashed}{SEPARATOR}hello world".encode()) == "hello world"
    assert ids.read(None) == ""
    assert ids.spellings("lo-wo") == ("lo-wo",)
    assert not ids.are_texts
