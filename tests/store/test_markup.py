"""XML documents are read as plain trees, and hostile ones not at all."""

from __future__ import annotations

import pytest

from leftfold.model.json import MAX_DEPTH, Json
from leftfold.store.markup import read_xml


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("<a/>", ""),
        ("<a>é ☃</a>", "é ☃"),
        ("<a><b>1</b><c> </c></a>", {"b": "1", "c": " "}),
        ("<a><b>1</b><c/><b>2</b><b>3</b></a>", {"b": ["1", "2", "3"], "c": ""}),
        ('<?xml version="1.0" encoding="UTF-16"?><a x="1"/>', {"@x": "1"}),
        ("<a><b>1</b> and <b>2</b></a>", {"b": ["1", "2"], "#text": " and "}),
        ("<a>\n  <b>1</b>\n</a>", {"b": "1"}),
        ("<a><!-- no --><b><![CDATA[<&>]]></b></a>", {"b": "<&>"}),
    ],
)
def test_an_element_is_a_text_or_an_object_of_what_it_has(text: str, tree: Json) -> None:
    assert read_xml(text.encode()) == tree


def test_a_map_of_java_is_an_object() -> None:
    entries = "<entry><string>traceId</string><string>7</string></entry><entry><string>n</string><int>3</int></entry>"
    assert read_xml(f"<meta-data>{entries}</meta-data>".encode()) == {"traceId": "7", "n": "3"}


def test_what_only_looks_like_a_map_stays_as_it_is() -> None:
    assert read_xml(b"<a><entry>1</entry><entry><int>1</int><int>2</int></entry></a>") == {
        "entry": ["1", {"int": ["1", "2"]}]
    }
    twice = b"<entry><string>k</string><int>1</int></entry>" * 2
    assert read_xml(b"<a>" + twice + b"</a>") == {"entry": [{"string": "k", "int": "1"}] * 2}
    odd = {"entry": {"int": "1", "string": "k"}}
    assert read_xml(b"<a><entry><int>1</int><string>k</string></entry></a>") == odd


@pytest.mark.parametrize("text", ["<a>", "<a></b>", "a", "", "<a/><b/>", "<a>&b;</a>"])
def test_what_is_no_xml_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="is not XML"):
        read_xml(text.encode())


@pytest.mark.parametrize("sign", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "bb">]>'])
def test_declarations_are_not_followed(sign: str) -> None:
    with pytest.raises(ValueError, match="declarations"):
        read_xml(f"{sign}<a>1</a>".encode())


def test_no_depth_exhausts_the_stack() -> None:
    deepest = b"<a>" * MAX_DEPTH + b"1" + b"</a>" * MAX_DEPTH
    assert isinstance(read_xml(deepest), dict)
    with pytest.raises(ValueError, match="nests deeper"):
        read_xml(b"<a>" * 100_000)
