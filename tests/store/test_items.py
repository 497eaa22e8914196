"""An event is taken out of a row that holds several; a row that is no list hides nothing else."""

from __future__ import annotations

import pytest

from leftfold.model.event import Undecodable
from leftfold.model.json import Json
from leftfold.store.forms import DocumentForm
from leftfold.store.items import item_has, item_type, read_items
from leftfold.store.layout import DocumentColumn, TextPart

BODY = DocumentColumn("payload", DocumentForm.ANY, ("Body",))
TYPE = TextPart(column="payload", within=("Body",), key="$type", before=",", otherwise="event")
ROW = b'\xef\xbb\xbf[{"Body":{"$type":"Zoo.Born, Zoo","at":"here"}},{"Body":[1]},{}]'


def numbered(at: int, row: bytes = ROW) -> bytes:
    return b"%d:%s" % (at, row)


def test_each_item_is_what_its_row_has_at_its_number() -> None:
    wanted: list[Json] = [{"$type": "Zoo.Born, Zoo", "at": "here"}, [1], None]
    assert read_items([numbered(at) for at in range(3)], BODY) == wanted


def test_a_list_that_tells_its_own_type_is_read_too() -> None:
    assert read_items([numbered(1, b'{"$type":"List","$values":[{"Body":1},{"Body":2}]}')], BODY) == [2]


@pytest.mark.parametrize(
    ("at", "row", "reason"),
    [
        (3, ROW, "is no list of as many events as its row tells"),
        (0, b"7", "is no list of as many events as its row tells"),
        (0, b"[", "is not JSON: unexpected end of data: line 1 column 2 (char 1)"),
    ],
)
def test_a_row_that_is_no_such_list_says_so(at: int, row: bytes, reason: str) -> None:
    assert read_items([numbered(at, row)], BODY) == [Undecodable(row, reason)]


def test_nothing_is_missing() -> None:
    (found,) = read_items([None], BODY)
    assert isinstance(found, Undecodable)
    assert found.reason.startswith("is missing")


def test_a_type_is_told_by_the_item_or_is_the_usual_one() -> None:
    assert [item_type(numbered(at), BODY, TYPE) for at in range(3)] == ["Zoo.Born", "event", "event"]
    assert item_type(numbered(0, b'[{"Body":{"$type":"Born"}}]'), BODY, TYPE) == "Born"
    assert item_type(numbered(0, b'[{"Body":{"$type":", Zoo"}}]'), BODY, TYPE) == "event"
    assert item_type(None, BODY, TYPE) == item_type(numbered(0, b"\xff"), BODY, TYPE) == "event"


def test_of_the_items_of_a_row_only_those_with_the_text_have_it() -> None:
    assert [item_has(numbered(at), BODY, "here") for at in range(3)] == [True, False, False]


@pytest.mark.parametrize("row", [b'[{"a":"h\\u0065re"},{}]', b"here"])
def test_where_it_cannot_be_told_which_item_has_the_text_each_may(row: bytes) -> None:
    assert item_has(numbered(0, row), BODY, "h\\u0065re")
    assert item_has(numbered(1, row), BODY, "h\\u0065re")
