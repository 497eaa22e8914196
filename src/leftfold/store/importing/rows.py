"""The rows of a CSV or JSON Lines file, plain or gzip-compressed, each with its line number."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

import orjson

from leftfold.model.errors import CannotOpen
from leftfold.model.json import MAX_DEPTH, Json
from leftfold.store.codec import too_deep
from leftfold.store.importing.maps import Format

MAX_LINE: Final = 16 * 1024 * 1024
"""Longest line in bytes: far above any row, so that a file that is no text at all cannot fill the memory."""

_GZIP: Final = b"\x1f\x8b"
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Row:
    """One row by column."""

    line: int
    values: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used, and why."""

    line: int
    reason: str
    """The end of a sentence about the row, for instance "has 3 columns where the header has 11"."""


Rows: TypeAlias = Iterator[Row | BadRow]


class RowFile:
    """An open file of rows."""

    def __init__(self, name: str, raw: BufferedReader, size: int) -> None:
        self.name = name
        self._raw = raw
        self._size = size
        self._lines = _Lines(name, _plain(raw))

    @property
    def fraction(self) -> float:
        """How much of the file is read, 0 to 1."""
        return self._raw.tell() / self._size if self._size else 1.0

    def rows(self, format: Format, columns: tuple[str, ...]) -> Rows:
        """The rows. Raises `CannotOpen` where a CSV file has not these columns, or the file is damaged."""
        match format:
            case Format.CSV:
                return self._csv(columns)
            case Format.JSON_LINES:
                return self._json_lines()

    def _csv(self, columns: tuple[str, ...]) -> Rows:
        reader = csv.reader(self._lines, strict=True)
        header = self._header(reader, columns)
        while True:
            line = self._lines.number + 1
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield BadRow(line, self._lines.take_wrong() or f"is not CSV: {error}")
                continue
            if reason := self._lines.take_wrong():
                yield BadRow(line, reason)
            elif len(fields) == len(header):
                yield Row(line, dict(zip(header, fields, strict=True)))
            elif fields:
                yield BadRow(line, f"has {_counted(len(fields))} where the header has {len(header)}")

    def _header(self, reader: Iterator[list[str]], columns: tuple[str, ...]) -> list[str]:
        try:
            header = next(reader, [])
        except csv.Error as error:
            raise CannotOpen(f"{self.name}, line 1 is not CSV: {error}.") from error
        if reason := self._lines.take_wrong():
            raise CannotOpen(f"{self.name}, line 1 {reason}; a CSV file begins with the columns' names.")
        if not header:
            raise CannotOpen(f"{self.name} is empty; a CSV file begins with a line of the columns' names.")
        if twice := [column for column in header if header.count(column) > 1]:
            raise CannotOpen(f'{self.name}, line 1 names the column "{twice[0]}" twice.')
        if missing := [column for column in columns if column not in header]:
            raise CannotOpen(
                f'{self.name} has no column "{missing[0]}", which the map reads; it has {", ".join(header)}.'
            )
        return header

    def _json_lines(self) -> Rows:
        for text in self._lines:
            line = self._lines.number
            if reason := self._lines.take_wrong():
                yield BadRow(line, reason)
            elif text.strip():
                yield _json_row(line, text)


@contextmanager
def open_rows(path: Path) -> Iterator[RowFile]:
    """The file of rows at a path, closed at the end. Raises `CannotOpen`."""
    try:
        raw = path.open("rb")
    except OSError as error:
        raise CannotOpen(f"{path} cannot be read: {error.strerror}.") from error
    with raw:
        yield RowFile(path.name, raw, path.stat().st_size)


class _Lines:
    """The decoded lines of a file; one that is not UTF-8 is given with marks in it and remembered as wrong."""

    def __init__(self, name: str, stream: BinaryIO) -> None:
        self.number = 0
        self._name = name
        self._stream = stream
        self._wrong = ""

    def take_wrong(self) -> str:
        """What was wrong with a line since this was last asked; empty where nothing was."""
        wrong, self._wrong = self._wrong, ""
        return wrong

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._read()
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > MAX_LINE:
            raise CannotOpen(f"{self._name}, line {self.number} is longer than {MAX_LINE:,} bytes; is it really text?")
        if self.number == 1:
            line = line.removeprefix(_BYTE_ORDER_MARK)
        try:
            return line.decode()
        except UnicodeDecodeError as error:
            where = f"byte 0x{line[error.start]:02x} at place {error.start + 1} of line {self.number}"
            self._wrong = f"is not UTF-8 text: {where}"
            return line.decode(errors="replace")

    def _read(self) -> bytes:
        try:
            return self._stream.readline(MAX_LINE + 1)
        except (EOFError, OSError, zlib.error) as error:
            raise CannotOpen(f"{self._name} is damaged or cut off after line {self.number}: {error}.") from error


def _plain(raw: BufferedReader) -> BinaryIO:
    return gzip.GzipFile(fileobj=raw) if raw.peek(2).startswith(_GZIP) else raw  # type: ignore[return-value]


def _json_row(line: int, text: str) -> Row | BadRow:
    try:
        value: Json = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return BadRow(line, f"is not JSON: {error}")
    if not isinstance(value, dict):
        return BadRow(line, "is not a JSON object")
    if too_deep(text.encode()):
        return BadRow(line, f"nests deeper than {MAX_DEPTH} levels")
    return Row(line, value)


def _counted(columns: int) -> str:
    return "1 column" if columns == 1 else f"{columns} columns"
