"""From what is stored to what it means: documents, ids, times. What cannot be read says why and hides nothing else."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias
from uuid import UUID

import orjson

from leftfold.model.event import Document, Undecodable
from leftfold.model.json import MAX_DEPTH, Json, depth_of
from leftfold.store.forms import DocumentForm
from leftfold.store.markup import read_xml
from leftfold.store.yaml_documents import read_yaml

Stored: TypeAlias = bytes | None
"""A value as the database gives it: the bytes of a text or blob, or NULL."""

SEPARATOR: Final = "\x1f"
"""What stands between the texts of several columns that are one type or id: a sign that is in neither."""

Unseal: TypeAlias = Callable[[bytes], bytes | None]
"""Opens what is encrypted; None where it was encrypted otherwise, or not at all."""

ZLIB: Final = b"\x78"
"""With what zlib begins what it compressed."""

MAX_INFLATED: Final = 64 * 1024 * 1024
"""Most bytes a compressed payload may unpack to: far above any event, and a hostile one cannot fill the memory."""

_SHALLOW: Final = 2 * MAX_DEPTH
"""A document of so many bytes cannot nest too deep: each level takes two brackets."""
_HEX = re.compile(r"[0-9a-f]{32}\Z")
_ESCAPED = re.compile(rb"\\x([89a-f][0-9a-f])")
_MISSING = Undecodable(b"", "is missing: the store holds NULL")


def read_documents(raws: Sequence[Stored], form: DocumentForm, unseal: Unseal | None = None) -> list[Document]:
    """The documents of a column that are stored in a form; `unseal` opens those that are encrypted."""
    match form:
        case DocumentForm.JSON:
            return _read_json_column(raws)
        case DocumentForm.EVENTSOURCING:
            return [read_eventsourcing(raw, unseal) for raw in raws]
        case DocumentForm.ANY:
            return _read_json_column(raws, read_any)


def under(document: Document, path: Sequence[str]) -> Document:
    """What a document has under a path of keys; null where it has nothing there, itself where it cannot be read."""
    for key in path:
        if isinstance(document, Undecodable):
            return document
        document = document.get(key) if isinstance(document, dict) else None
    return document


def read_json(raw: Stored) -> Document:
    """The JSON document that the bytes hold."""
    if raw is None:
        return _MISSING
    try:
        value: Json = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        return Undecodable(raw, _why_not_json(raw, error))
    if len(raw) > _SHALLOW and too_deep(raw):
        return Undecodable(raw, _TOO_DEEP)
    return value


def too_deep(raw: bytes) -> bool:
    """Whether a JSON text nests deeper than Leftfold shows."""
    # Counting the brackets is a thousand times faster than following them, and nearly always enough.
    return raw.count(b"[") + raw.count(b"{") > MAX_DEPTH and depth_of(raw) > MAX_DEPTH


def read_eventsourcing(raw: Stored, unseal: Unseal | None = None) -> Document:
    """The document in the state bytes of PyPI `eventsourcing`: inflated where compressed, its wrapped values plain.

    What is no such document is tried once more as `unseal` opens it.
    """
    text = inflated(raw) if raw is not None and raw.startswith(ZLIB) else raw
    value = read_json(text)
    if not isinstance(value, Undecodable):
        return _unwrapped(value)
    if raw is None or (text is not None and _is_text(text)):
        return Undecodable(raw or b"", value.reason)
    opened = None if unseal is None else unseal(raw)
    if opened is not None:
        return read_eventsourcing(opened)
    return Undecodable(raw, _SEALED if unseal is None else _SEALED_OTHERWISE)


def read_any(raw: Stored) -> Document:
    """The document in bytes that an application chose the form of: JSON, YAML or XML, perhaps compressed."""
    text = raw
    if raw is not None and raw.startswith(_COMPRESSED):
        text = inflated(raw)
    value = _read_marked(text.removeprefix(_BYTE_ORDER_MARK)) if text is not None else read_json(text)
    if not isinstance(value, Undecodable):
        return value
    if raw is None or (text is not None and _is_text(text)):
        return Undecodable(raw or b"", value.reason)
    return Undecodable(raw, next((why for start, why in _KNOWN if raw.startswith(start)), _UNKNOWN))


def inflated(raw: bytes) -> bytes | None:
    """What bytes that zlib or gzip compressed unpack to; None where they do not, or to more than `MAX_INFLATED`."""
    # The window's size with which zlib tells its own form and gzip's apart.
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        text = inflate.decompress(raw, MAX_INFLATED)
    except zlib.error:
        return None
    return text if inflate.eof else None


def _read_marked(text: bytes) -> Document:
    """The document in a text whose first bytes tell in which language it is."""
    if text.startswith(_YAML):
        return read_yaml(text)
    if not text.startswith(_XML):
        return read_json(text)
    try:
        return read_xml(text)
    except ValueError as error:
        return Undecodable(text, str(error))


def read_text(raw: Stored) -> str:
    r"""A short text such as a type; each byte that is not UTF-8 shows as `\xff` does."""
    return "" if raw is None else raw.decode(errors="backslashreplace")


def read_number(raw: bytes) -> int | float | str:
    """What the text of a number says; a text that says none as `read_text` gives it."""
    for kind in (int, float):
        try:
            return kind(raw)
        except ValueError:
            continue
    return read_text(raw)


def stored_texts(shown: str) -> tuple[str | bytes, ...]:
    """What a shown text may be stored as: itself, or bytes that are not UTF-8."""
    text = shown.encode(errors="backslashreplace")
    raw = _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), text)
    return (text.decode(), raw) if raw != text == read_text(raw).encode() else (text.decode(),)


def as_given(stored: str | Stored) -> str | bytes:
    """A stored text as it is bound: its bytes only where they are not UTF-8."""
    if not isinstance(stored, bytes):
        return stored or ""
    text = read_text(stored)
    return text if text.encode() == stored else stored


def as_bytes(given: str | bytes) -> bytes:
    """A bound text as its bytes, which sort as the database sorts."""
    return given.encode() if isinstance(given, str) else given


_COMPRESSED: Final = (ZLIB, b"\x1f\x8b")
_YAML: Final = b"---"
"""With what Ruby begins each YAML document; no JSON begins so."""
_KNOWN: Final = (
    (b"\x83", "is a term of Erlang, which Leftfold cannot read"),
    (b"\xac\xed\x00\x05", "is an object of Java in Java's own form, which Leftfold cannot read"),
    (b"\x28\xb5\x2f\xfd", "is compressed with Zstandard, which Leftfold cannot undo"),
)
"""What is known by its first bytes, though it cannot be read."""
_XML: Final = b"<"
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
"""With which .NET begins a text, though it has no meaning in UTF-8."""
_UNKNOWN: Final = "is in no form that Leftfold reads; it may be of the application's own, encrypted or compressed"
_SEALED: Final = "is encrypted, or compressed in a way that Leftfold cannot undo; give the application's CIPHER_KEY"
_SEALED_OTHERWISE: Final = "is encrypted with another key than the one given, or compressed in a way of its own"
_TOO_DEEP: Final = f"nests deeper than {MAX_DEPTH} levels"


def _read_json_column(raws: Sequence[Any], read: Callable[[Stored], Document] = read_json) -> list[Document]:
    """The documents of a column that is JSON, or mostly; `read` reads each where some are not."""
    try:
        # All at once in C, unless one is missing, too long to be shallow for certain, or no JSON.
        if max(map(len, filter(None, raws)), default=0) <= _SHALLOW:
            return list(map(orjson.loads, raws))
    except orjson.JSONDecodeError:
        pass
    return [read(raw) for raw in raws]


def _why_not_json(raw: bytes, error: orjson.JSONDecodeError) -> str:
    try:
        text = raw.decode()
    except UnicodeDecodeError as wrong:
        return f"is not UTF-8 text: byte 0x{raw[wrong.start]:02x} at place {wrong.start + 1}"
    if not text.strip():
        return "is empty"
    return _TOO_DEEP if too_deep(raw) else f"is not JSON: {error}"


def _is_text(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _unwrapped(value: Json) -> Json:
    if isinstance(value, dict):
        if len(value) == 2 and "_type_" in value and "_data_" in value:
            return _plain(value["_type_"], _unwrapped(value["_data_"]))
        return {key: _unwrapped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_unwrapped(item) for item in value]
    return value


def _plain(kind: Json, data: Json) -> Json:
    if kind == "uuid_hex" and isinstance(data, str) and _HEX.match(data):
        return str(UUID(data))
    return data
