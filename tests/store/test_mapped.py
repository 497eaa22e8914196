"""A layout that was made for one table of one database."""

from __future__ import annotations

from leftfold.store.layout_files import load_layout
from leftfold.store.mapped import Mapped


def test_the_table_is_named_where_its_schema_must_be() -> None:
    native = load_layout("native")
    assert Mapped(native, "events").opened_by("/shop.toml") == "/shop.toml"
    assert Mapped(native, "sales.events").opened_by("/shop.toml") == "/shop.toml@sales.events"
