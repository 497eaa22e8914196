"""The Ruby types of a document's values, which Rails Event Store keeps beside its JSON to restore them.

Under `types` of an event's metadata are those of its data and of its metadata: for each key its own type and that of
its value, for each item of a list its type. Source: `RubyEventStore::Mappers::Transformation::PreserveTypes`, 2 and 3.
"""

from __future__ import annotations

from typing import Final

from leftfold.model.json import Json, JsonObject

_OF_OTHERS: Final = frozenset({"Integer", "Float", "TrueClass", "FalseClass", "NilClass"})
"""Types whose values are no texts in JSON."""
_NAMES: Final = {str: "String", int: "Integer", float: "Float", type(None): "NilClass"}


def with_types(metadata: JsonObject, data: JsonObject, like: Json) -> JsonObject:
    """The metadata with the types of it and of the data, where `like`, the metadata of an event of the same type, has
    such.
    """
    known = like.get("types") if isinstance(like, dict) else None
    if not isinstance(known, dict) or "data" not in known:
        return metadata
    types: JsonObject = {"data": _of_object(data, known["data"]), "metadata": _of_object(metadata, {}, key="Symbol")}
    return {**metadata, "types": types}


def _of_object(document: JsonObject, like: Json, *, key: str = "") -> Json:
    known = like if isinstance(like, dict) else {}
    pairs = {name: pair for name, pair in known.items() if isinstance(pair, list) and len(pair) == 2}
    usual: Json = key or next((pair[0] for pair in pairs.values()), "String")
    unknown: list[Json] = [usual, None]
    given = {name: pairs.get(name, unknown) for name in document}
    return {name: [given[name][0], _of(value, given[name][1])] for name, value in document.items()}


def _of(value: Json, like: Json) -> Json:
    if isinstance(value, dict):
        return _of_object(value, like)
    if isinstance(value, list):
        known = like if isinstance(like, list) else []
        return [_of(item, next(iter(known[at:] or known), None)) for at, item in enumerate(value)]
    # Times, decimals and symbols are texts in JSON.
    if isinstance(value, str) and isinstance(like, str) and like not in _OF_OTHERS:
        return like
    if isinstance(value, bool):
        return "TrueClass" if value else "FalseClass"
    return _NAMES[type(value)]
