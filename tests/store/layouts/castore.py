"""Castore's store."""

from __future__ import annotations

from typing import Any

from tests.store.layouts.library import ODD, Library, Stored, at, insert, moment

POKEMON = "00000000-0000-0000-0000-00000000000a"


def schema(id_type: str) -> tuple[str, ...]:
    """The tables, with aggregates of a type of ids."""
    return (
        (
            f"CREATE TABLE event (id bigserial PRIMARY KEY, aggregate_name varchar(32) NOT NULL, "
            f"aggregate_id {id_type} NOT NULL, version bigint NOT NULL, type varchar(64) NOT NULL, data jsonb, "
            "metadata jsonb, timestamp timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP(3), "
            "UNIQUE (aggregate_name, aggregate_id, version))"
        ),
    )


def _event(place: int, name: str, id_: str, version: int, type_: str, **more: Any) -> str:
    values: dict[str, Any] = {
        "id": place,
        "aggregate_name": name,
        "aggregate_id": id_,
        "version": version,
        "type": type_,
    }
    return insert("event", **values, timestamp=at(place) + "+00", **more)


CASTORE = Library(
    layout="castore",
    database="postgresql",
    schema=schema("uuid"),
    rows=(
        _event(1, "POKEMONS", POKEMON, 1, "APPEARED", data={"name": ODD}, metadata={"by": 1}),
        _event(2, "TRAINERS", POKEMON, 1, "HIRED", data={"name": "x"}),
        _event(4, "POKEMONS", POKEMON, 2, "CAUGHT", data={}),
    ),
    streams={
        f"POKEMONS/{POKEMON}": (
            Stored(1, "APPEARED", {"name": ODD}, {"by": 1}, moment(1), 1),
            Stored(2, "CAUGHT", {}, None, moment(4), 4),
        ),
        f"TRAINERS/{POKEMON}": (Stored(1, "HIRED", {"name": "x"}, None, moment(2), 2),),
    },
    table="event",
    needed="aggregate_name",
    number="version",
)
