"""TOML tables are read strictly."""

from __future__ import annotations

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.store.section import Section


def test_values_of_each_kind_are_read() -> None:
    section = Section("x.toml", {"a": "t", "n": 3, "f": True, "l": ["p", "q"], "s": {"inner": "v"}})
    inner = section.section("s")
    assert (section.text("a"), section.integer("n")) == ("t", 3)
    assert (section.flag("f"), section.texts("l")) == (True, ("p", "q"))
    assert inner.text("inner") == "v"
    section.finish()
    inner.finish()


def test_absent_values_have_defaults_where_they_may() -> None:
    section = Section("x.toml", {})
    assert (section.text("a", default="d"), section.flag("f"), section.texts("l")) == ("d", False, ())
    assert section.section("s").names() == ()


def test_it_tells_what_is_there() -> None:
    section = Section("x.toml", {"a": "t", "n": 3})
    assert section.has("a")
    assert section.is_text("a")
    assert not section.is_text("n")
    assert section.names() == ("a", "n")


def test_a_missing_key_is_named() -> None:
    with pytest.raises(CannotOpen, match=r"^x\.toml lacks the key colour\.$"):
        Section("x.toml", {}).text("colour")


@pytest.mark.parametrize(
    ("content", "kind", "said"),
    [
        ({"k": 1}, "text", "a text"),
        ({"k": "1"}, "integer", "a whole number"),
        ({"k": True}, "integer", "a whole number"),
        ({"k": 1}, "flag", "true or false"),
        ({"k": "a"}, "texts", "a list of texts"),
        ({"k": ["a", 1]}, "texts", "a list of texts"),
        ({"k": []}, "section", "a table"),
        ({"k": {}}, "sections", "a list of tables"),
        ({"k": [1]}, "sections", "a list of tables"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(content: dict[str, object], kind: str, said: str) -> None:
    with pytest.raises(CannotOpen, match=rf"^x\.toml must have {said} under k\.$"):
        getattr(Section("x.toml", content), kind)("k")


def test_an_unknown_key_is_named_with_its_table() -> None:
    inner = Section("x.toml", {"events": {"colour": "red"}}).section("events")
    with pytest.raises(CannotOpen, match=r"^x\.toml has the unknown key events\.colour\.$"):
        inner.finish()


def test_tables_and_values_of_any_kind_are_read() -> None:
    section = Section("x.toml", {"rows": [{"a": "t"}, {"a": "u"}], "s": {}, "v": 2.5})
    assert (section.is_table("s"), section.is_table("v"), section.is_table("none")) == (True, False, False)
    assert [row.text("a") for row in section.sections("rows")] == ["t", "u"]
    assert (section.value("v"), section.sections("none")) == (2.5, ())
    with pytest.raises(CannotOpen, match=r"^x\.toml lacks the key v\.$"):
        section.value("v")


def test_a_table_in_a_list_is_named_by_its_place() -> None:
    _first, second = Section("x.toml", {"rows": [{}, {"colour": 1}]}).sections("rows")
    with pytest.raises(CannotOpen, match=r"the unknown key rows\[2\]\.colour\.$"):
        second.finish()
