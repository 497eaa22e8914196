"""Rows of CSV and JSON Lines files, with their line numbers; what cannot be read is said, line by line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.store.importing.maps import Format
from leftfold.store.importing.rows import MAX_LINE, BadRow, Row, open_rows


def read(tmp_path: Path, content: bytes, *, format: Format = Format.CSV, columns: tuple[str, ...] = ()) -> list[object]:
    path = tmp_path / "rows"
    path.write_bytes(content)
    with open_rows(path) as file:
        rows: list[object] = list(file.rows(format, columns))
        assert file.fraction == 1.0
    return rows


def test_rows_know_their_lines(tmp_path: Path) -> None:
    assert read(tmp_path, b'a,b\n1,2\n\n"x\ny",3\n4,5\n') == [
        Row(2, {"a": "1", "b": "2"}),
        Row(4, {"a": "x\ny", "b": "3"}),
        Row(6, {"a": "4", "b": "5"}),
    ]


def test_gzip_is_known_by_its_content(tmp_path: Path) -> None:
    assert read(tmp_path, gzip.compress(b"a\n1\n")) == [Row(2, {"a": "1"})]


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfa\r\n1\r\n") == [Row(2, {"a": "1"})]


def test_bad_csv_rows_are_said_and_the_next_are_read(tmp_path: Path) -> None:
    content = b'a,b\n1\n1,2,3\n\xff,2\n"x"y,2\n"\xfe"z,2\n3,4\n'
    assert read(tmp_path, content) == [
        BadRow(2, "has 1 column where the header has 2"),
        BadRow(3, "has 3 columns where the header has 2"),
        BadRow(4, "is not UTF-8 text: byte 0xff at place 1 of line 4"),
        BadRow(5, "is not CSV: ',' expected after '\"'"),
        BadRow(6, "is not UTF-8 text: byte 0xfe at place 2 of line 6"),
        Row(7, {"a": "3", "b": "4"}),
    ]


def test_a_quote_that_never_closes_is_a_bad_row(tmp_path: Path) -> None:
    assert read(tmp_path, b'a\n"1\n2\n') == [BadRow(2, "is not CSV: unexpected end of data")]


def test_json_lines_are_read(tmp_path: Path) -> None:
    deep = b'{"a":' + b"[" * 300 + b"]" * 300 + b"}"
    content = b'{"a": 1}\n\n{"a"\n[1]\n' + deep + b'\n{"\xff": 1}\n{"a": null}'
    rows = read(tmp_path, content, format=Format.JSON_LINES)
    assert rows[0] == Row(1, {"a": 1})
    assert isinstance(rows[1], BadRow)
    assert rows[1].reason.startswith("is not JSON: ")
    assert rows[2:] == [
        BadRow(4, "is not a JSON object"),
        BadRow(5, "nests deeper than 250 levels"),
        BadRow(6, "is not UTF-8 text: byte 0xff at place 3 of line 6"),
        Row(7, {"a": None}),
    ]


def test_a_payload_10000_levels_deep_is_a_bad_row(tmp_path: Path) -> None:
    deep = b'{"a":' + b"[" * 10_000 + b"]" * 10_000 + b"}\n"
    (row,) = read(tmp_path, deep, format=Format.JSON_LINES)
    assert isinstance(row, BadRow)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "rows is empty; a CSV file begins with a line of the columns' names."),
        (b"a,a\n", 'rows, line 1 names the column "a" twice.'),
        (b"a,b\n", 'rows has no column "c", which the map reads; it has a, b.'),
        (b"\x00\xff\xfe\n", "rows, line 1 is not UTF-8 text: byte 0xff at place 2 of line 1; a CSV file begins"),
        (b'"a', "rows, line 1 is not CSV: unexpected end of data."),
        (gzip.compress(b"c\n1\n" * 1000, mtime=0)[:-9], "rows is damaged or cut off after line "),
        (b"\x1f\x8bnot gzip at all", "rows is damaged or cut off after line 0: "),
        (b"x" * (MAX_LINE + 1), "rows, line 1 is longer than 16,777,216 bytes; is it really text?"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(CannotOpen) as error:
        read(tmp_path, content, columns=("c",))
    assert str(error.value).startswith(sentence)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="cannot be read: No such file"), open_rows(tmp_path / "none.csv"):
        pass


def test_the_fraction_of_an_empty_file_is_all_of_it(tmp_path: Path) -> None:
    assert read(tmp_path, b"", format=Format.JSON_LINES) == []
