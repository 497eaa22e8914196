"""The Ruby types of an event's values are told as those of an event of the same type."""

from __future__ import annotations

from leftfold.model.json import Json, JsonObject
from leftfold.store.ruby_types import with_types


def types(data: JsonObject, like: Json) -> Json:
    found = with_types({}, data, {"types": {"data": like}})["types"]
    assert isinstance(found, dict)
    return found["data"]


def test_metadata_is_as_it_is_where_no_types_are_kept() -> None:
    assert with_types({"by": 1}, {}, None) == {"by": 1}
    assert with_types({"by": 1}, {}, {"types": None}) == {"by": 1}
    assert with_types({"by": 1}, {}, {"types": {"metadata": {}}}) == {"by": 1}


def test_metadata_has_symbols_for_keys() -> None:
    found = with_types({"by": {"name": "Ann"}}, {}, {"types": {"data": {}}})
    assert found == {
        "by": {"name": "Ann"},
        "types": {"data": {}, "metadata": {"by": ["Symbol", {"name": ["String", "String"]}]}},
    }


def test_a_value_has_the_type_it_had_where_it_can() -> None:
    like: Json = {"at": ["Symbol", "Time"], "n": ["Symbol", "Integer"], "gone": ["Symbol", "String"]}
    assert types({"at": "2024-05-01", "n": 1}, like) == {"at": ["Symbol", "Time"], "n": ["Symbol", "Integer"]}
    assert types({"at": None, "n": "one"}, like) == {"at": ["Symbol", "NilClass"], "n": ["Symbol", "String"]}


def test_a_new_key_is_like_the_others() -> None:
    assert types({"b": True}, {"a": ["Symbol", "String"]}) == {"b": ["Symbol", "TrueClass"]}
    assert types({"b": False}, {"a": "odd"}) == {"b": ["String", "FalseClass"]}


def test_lists_and_objects_are_typed_within() -> None:
    like: Json = {"items": ["Symbol", [{"price": ["Symbol", "BigDecimal"]}]], "tags": ["Symbol", []]}
    data: JsonObject = {"items": [{"price": "1.5"}, {"price": "2"}], "tags": ["a", 1.5]}
    priced: Json = {"price": ["Symbol", "BigDecimal"]}
    assert types(data, like) == {"items": ["Symbol", [priced, priced]], "tags": ["Symbol", ["String", "Float"]]}
