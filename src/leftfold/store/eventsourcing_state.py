"""The state bytes of PyPI `eventsourcing` for a new event, made alike those of an event of its type that is there.

The library wraps what is no JSON as `{"_type_": …, "_data_": …}`, and its classes ask for the fields they know: both
are told by an event that the library wrote. Source: `eventsourcing.persistence`, `JSONTranscoder` and `Mapper`, 9.5.
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import Final

import orjson

from leftfold.model.errors import Refused
from leftfold.model.json import Json, JsonObject
from leftfold.store.codec import ZLIB, inflated

_TIMESTAMP: Final = "timestamp"
_CLASS_VERSION: Final = "class_version"
_WRAPPED: Final = {"_type_", "_data_"}


def as_read(data: JsonObject, at: datetime) -> JsonObject:
    """The fields of a new event as they will be read: the time at which it was recorded is one of them."""
    return {**data, _TIMESTAMP: at.astimezone(UTC).isoformat()}


def encode_state(data: JsonObject, at: datetime, like: bytes) -> bytes:
    """The state of an event with these fields, recorded at a time; `like` is that of an event of the same type.

    Raises `Refused` where the fields are others, or where what is there cannot be read.
    """
    compressed = like.startswith(ZLIB)
    model = _model(inflated(like) if compressed else like)
    given = {name: value for name, value in data.items() if name not in (_TIMESTAMP, _CLASS_VERSION)}
    _check_fields(given, model)
    timestamp: Json = {"_type_": "datetime_iso", "_data_": at.astimezone(UTC).isoformat()}
    state: JsonObject = {_TIMESTAMP: timestamp}
    state |= {name: _wrapped(value, model[name]) for name, value in given.items()}
    if _CLASS_VERSION in model:
        state[_CLASS_VERSION] = model[_CLASS_VERSION]
    text = orjson.dumps(state)
    return zlib.compress(text) if compressed else text


def _model(text: bytes | None) -> JsonObject:
    try:
        # What is encrypted may begin as if it were compressed.
        model: Json = orjson.loads(text or b"")
    except orjson.JSONDecodeError:
        model = None
    if not isinstance(model, dict):
        raise Refused(
            "The events of this store are encrypted, or kept in another way that Leftfold does not write; "
            "append through the application instead. Nothing was changed."
        )
    return model


def _check_fields(given: JsonObject, model: JsonObject) -> None:
    known = model.keys() - {_TIMESTAMP, _CLASS_VERSION}
    if lacking := sorted(known - given.keys()):
        raise Refused(f"An event of this type has {', '.join(lacking)} too; the library needs it. Nothing was changed.")
    if foreign := sorted(given.keys() - known):
        raise Refused(f"No event of this type has {', '.join(foreign)}; leave it out. Nothing was changed.")


def _wrapped(value: Json, model: Json) -> Json:
    """A value wrapped as the one of the model is."""
    if isinstance(model, dict) and model.keys() == _WRAPPED:
        if value is None or (isinstance(value, dict) and value.keys() == _WRAPPED):
            return value
        plain = value.replace("-", "") if model["_type_"] == "uuid_hex" and isinstance(value, str) else value
        if isinstance(model["_data_"], str) and not isinstance(plain, str):
            raise Refused(
                f"{plain} is kept as a text of the kind {model['_type_']}; put it in quotes. Nothing was changed."
            )
        return {"_type_": model["_type_"], "_data_": _wrapped(plain, model["_data_"])}
    if isinstance(model, dict) and isinstance(value, dict):
        return {name: _wrapped(inner, model.get(name)) for name, inner in value.items()}
    if isinstance(model, list) and model and isinstance(value, list):
        return [_wrapped(inner, model[0]) for inner in value]
    return value
