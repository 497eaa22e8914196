"""The lines of a journal as links of a chain, and as the entries of one store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

import orjson

from leftfold.model.audit import AuditEntry
from leftfold.model.chain import Link, Seal, chained
from leftfold.model.edits import Because, States
from leftfold.model.json import Json, JsonObject
from leftfold.model.stream import StreamId
from leftfold.model.times import parse_time

_BLOCK: Final = 65_536
"""Bytes read from the end at first: some dozens of lines, of which the last one is wanted."""
_TORN: Final = "is torn: Leftfold or the computer was ended while it was written"


def next_line(file: BinaryIO, content: JsonObject) -> bytes:
    """The line that follows what is in a journal, with its place in the chain; it begins anew after a torn line."""
    previous, whole = _end(file)
    line = {**content, "previous": previous, "hash": chained(content, previous)}
    return (b"" if whole else b"\n") + orjson.dumps(line) + b"\n"


def links(lines: Iterable[bytes]) -> Iterator[Link]:
    """The lines as links of the chain, numbered from 1."""
    for number, line in enumerate(lines, 1):
        found = _object(line)
        if found is None:
            yield Link(number, {}, "", "", fault=_TORN)
            continue
        content = {name: value for name, value in found.items() if name not in ("previous", "hash")}
        yield Link(number, content, str(found.get("previous", "")), str(found.get("hash", "")))


def entries(lines: Iterable[bytes], place: str, stream: StreamId | None) -> tuple[AuditEntry, ...]:
    """What was written to the store at a place, or to one of its streams, the oldest first.

    What failed is left out. What nothing tells the outcome of is not sure.
    """
    begun: dict[str, tuple[Link, Any]] = {}
    ended: dict[str, Any] = {}
    for link in links(lines):
        told: Any = link.content
        if told.get("outcome") == "begun":
            begun[str(told.get("id"))] = (link, told)
        elif told:
            ended[str(told.get("id"))] = told
    found = (
        _entry(link, told, ended.get(id_))
        for id_, (link, told) in begun.items()
        if told.get("store") == place and ended.get(id_, {}).get("outcome") != "failed"
    )
    return tuple(entry for entry in found if stream in (None, entry.stream))


def _end(file: BinaryIO) -> tuple[str, bool]:
    """The hash that the next line follows, and whether the last line is whole."""
    size, block = file.seek(0, 2), _BLOCK
    while True:
        start = max(0, size - block)
        file.seek(start)
        tail = file.read()
        # The first line of a part may be cut.
        lines = tail.splitlines()[1 if start else 0 :]
        last = next((link.hash for link in links(reversed(lines)) if link.hash), "")
        if last or not start:
            break
        block *= 8
    if not last:
        seal = Seal()
        for link in links(lines):
            if not link.fault:
                seal.add(link.content)
        last = seal.hash
    return last, not tail or tail.endswith(b"\n")


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def _entry(link: Link, told: Any, end: Any) -> AuditEntry:
    stream, states = told.get("stream") or {}, told.get("states")
    version = None if end is None else end.get("version")
    return AuditEntry(
        number=link.number,
        at=parse_time(told["at"]),
        because=Because(told.get("author", ""), told.get("reason", ""), told.get("ticket", "")),
        tool=told.get("tool", ""),
        stream=StreamId(stream.get("type", ""), stream.get("id", "")),
        base_version=told.get("base_version"),
        version=version,
        edits=_edits(told, version),
        states=States(states["domain"], states["before"], states["after"]) if states else None,
        previous=link.previous,
        hash=link.hash,
        sure=end is not None,
    )


def _edits(told: Any, version: int | None) -> Json:
    """The edits, those that are in the store with their versions."""
    found = told.get("edits") or [{"edit": "append", "type": type_} for type_ in told.get("appended", ())]
    if version is None:
        return list(found)
    first = version - len(found) + 1
    return [{**edit, "version": at} for at, edit in enumerate(found, first)]
