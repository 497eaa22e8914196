"""A JSON object given as an argument, taken only where it can be stored exactly as it was given."""

from __future__ import annotations

import json
from typing import Final

import click
import orjson

from leftfold.model.json import MAX_DEPTH, JsonObject, depth_of

_WHOLE: Final = range(-(2**63), 2**64)
"""The whole numbers that are kept; others would be rounded."""


def json_object(text: str) -> JsonObject:
    """The JSON object that an argument holds. Raises `BadParameter`."""
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise click.BadParameter(f"It is not JSON: {error}.") from error
    if not isinstance(found, dict):
        raise click.BadParameter("It must be a JSON object, such as {} in quotes.")
    if depth_of(text.encode()) > MAX_DEPTH:
        raise click.BadParameter(f"It nests deeper than {MAX_DEPTH} levels.")
    if large := _too_large(text):
        raise click.BadParameter(f"It has the number {large}, which would be rounded; write it as a text.")
    return found


def _too_large(text: str) -> str:
    large: list[str] = []

    def whole(digits: str) -> None:
        if int(digits) not in _WHOLE:
            large.append(digits)

    json.loads(text, parse_int=whole)
    return large[0] if large else ""
