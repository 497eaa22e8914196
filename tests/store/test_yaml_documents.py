"""YAML is read as plain trees: Ruby's tags and symbols do no harm, and hostile documents are not followed."""

from __future__ import annotations

import pytest

from leftfold.model.event import Undecodable
from leftfold.model.json import MAX_DEPTH, Json
from leftfold.store.codec import read_any
from leftfold.store.yaml_documents import MAX_NODES, read_yaml


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("---\n:order_id: 7\nname: Köln ☃\n", {"order_id": 7, "name": "Köln ☃"}),
        ("---\nn: ~\nt: true\nf: 1.5\nw: -3\n", {"n": None, "t": True, "f": 1.5, "w": -3}),
        ('---\n- :symbol\n- ":text"\n- ":"\n', ["symbol", ":text", ":"]),
        ("---\nat: 2024-01-01 00:00:00.000000000 Z\n", {"at": "2024-01-01 00:00:00.000000000 Z"}),
        ("---\nprice: !ruby/object:BigDecimal 18:0.1e2\n", {"price": "18:0.1e2"}),
        ("---\no: !ruby/object:OpenStruct\n  table:\n    :a: 1\n", {"o": {"table": {"a": 1}}}),
        ("---\n1: a\n~: b\n[1, 2]: c\n", {"1": "a", "null": "b", "[1,2]": "c"}),
        ("---\nf: .inf\ng: .nan\nh: 99999999999999999999999\n", {"f": ".inf", "g": ".nan", "h": "9" * 23}),
        ("---\n- &a [x]\n- *a\n", [["x"], ["x"]]),
        ("--- text\n", "text"),
        ("--- \n", None),
        ("---\nsame: 1\nsame: 2\n", {"same": 2}),
    ],
)
def test_a_document_is_a_plain_tree(text: str, tree: Json) -> None:
    assert read_yaml(text.encode()) == tree


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"---\na: [", "is not YAML: did not find expected node content in line 3"),
        (b"--- \xff\n", "is not YAML: unacceptable character"),
        (b"--- one\n--- two\n", "is not YAML: but found another document in line 2"),
        (b"---\n" + b"[" * (MAX_DEPTH + 10) + b"]" * (MAX_DEPTH + 10), f"nests deeper than {MAX_DEPTH} levels"),
        (b"---\n&a\n- *a\n", f"nests deeper than {MAX_DEPTH} levels"),
        (b"---\n- *unknown\n", "is not YAML: found undefined alias in line 2"),
    ],
)
def test_what_is_no_document_says_why(raw: bytes, reason: str) -> None:
    found = read_yaml(raw)
    assert isinstance(found, Undecodable)
    assert found.raw == raw
    assert found.reason.startswith(reason)


def test_aliases_do_not_multiply_a_document_beyond_measure() -> None:
    lines = [b"a0: &a0 [%s]\n" % b",".join([b"x"] * 10)]
    lines += [b"a%d: &a%d [%s]\n" % (at, at, b",".join([b"*a%d" % (at - 1)] * 10)) for at in range(1, 9)]
    found = read_yaml(b"---\n" + b"".join(lines))
    assert isinstance(found, Undecodable)
    assert found.reason == f"holds more than {MAX_NODES:,} values"


def test_nothing_is_made_of_a_tag_of_python() -> None:
    assert read_yaml(b"--- !!python/object/apply:os.getcwd []\n") == []


def test_any_form_knows_yaml_by_its_beginning() -> None:
    assert read_any(b"---\n:a: 1\n") == {"a": 1}
    assert read_any(b'{"a": 1}') == {"a": 1}
    erlang = read_any(b"\x83t\x00\x00\x00\x01")
    assert isinstance(erlang, Undecodable)
    assert str(erlang) == "is a term of Erlang, which Leftfold cannot read (6 bytes)"
