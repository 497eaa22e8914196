"""A report as CSV that no spreadsheet runs, and as one page that no name breaks."""

from __future__ import annotations

import csv
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from typing_extensions import override

from leftfold.domain.definition import Kind
from leftfold.model.errors import BadRequest, CannotOpen
from leftfold.reports.drawing import number_text
from leftfold.reports.saving import cell_text, csv_text, html_text, save, save_by_name, told
from tests.reports.made_reports import result_of

EVIL = '<script>alert("x")</script>'


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_no_text_is_a_formula(name: str) -> None:
    rows = list(csv.reader(StringIO(csv_text(result_of((name, -3))), newline="")))
    assert rows[1] == ["box", f"'{name}", "-3"], "a number that is below 0 stays one"


def test_csv_has_heads_and_rows_as_they_are() -> None:
    rows = list(csv.reader(StringIO(csv_text(result_of(('a "b", c', 3), ("d", None))), newline="")))
    assert rows == [["Sum", "Sum", "Sum"], ["box", 'a "b", c', "3"], ["box", "d", ""]]


def test_a_page_needs_nothing_else_and_escapes_names() -> None:
    page = html_text(result_of((EVIL, 3), ("b", -4), failed=1), f"{EVIL}.sqlite")
    tags: list[str] = []

    class Tags(HTMLParser):
        @override
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append(tag)
            assert {name for name, _value in attrs}.isdisjoint({"src", "href", "onload"})

    Tags().feed(page)
    assert "script" not in tags
    assert tags.count("rect") == 2
    assert tags.count("svg") == 1
    assert tags.count("tr") == 4
    assert "Passed over because the report could not take them: 1 event." in page


def test_numbers_and_values_read_as_people_write_them() -> None:
    assert [number_text(number) for number in (3, 3.0, 2.5, -1234567, 0.126)] == ["3", "3", "2.5", "-1,234,567", "0.13"]
    assert [cell_text(value, Kind.TEXT) for value in (None, True, False, 2014, "x")] == ["", "yes", "no", "2014", "x"]
    assert told(result_of(failed=2)) == ("Folded.", "Passed over because the report could not take them: 2 events.")


def test_its_name_says_which_kind_of_file_it_is(tmp_path: Path) -> None:
    result = result_of(("a", 1))
    save_by_name(result, "s", tmp_path / "r.html")
    save_by_name(result, "s", tmp_path / "r.csv")
    assert (tmp_path / "r.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "r.csv").read_bytes() == csv_text(result).encode()
    with pytest.raises(BadRequest, match="is no file"):
        save("x", tmp_path)
    with pytest.raises(CannotOpen, match="cannot be written"):
        save("x", tmp_path / "none" / "r.csv")
