"""Marten's store: streams of UUIDs, and streams of texts of two tenants."""

from __future__ import annotations

from typing import Any

from leftfold.model.event import Document
from leftfold.model.json import Json
from leftfold.store.codec import read_any
from tests.store.layouts.library import ODD, Library, Stored, at, insert, moment

CART, ORDER, LOST = (f"00000000-0000-0000-0000-00000000000{digit}" for digit in "abc")
BYTES = b"\x00\xff binary"
BINARY = read_any(BYTES)
TOMBSTONE = "3b48bb6b-5f1c-4c4a-b0ca-000000000000"
OPTIONAL = ("correlation_id varchar", "causation_id varchar", "headers jsonb", "user_name varchar", "bdata bytea")


def schema(id_type: str, *optional: str, conjoined: bool = False) -> tuple[str, ...]:
    """The tables, with streams of a type of ids and the optional columns of events."""
    key = "tenant_id, id" if conjoined else "id"
    unique = "stream_id, tenant_id, version" if conjoined else "stream_id, version"
    further = "".join(f", {column}" for column in optional)
    return (
        (
            f"CREATE TABLE mt_streams (id {id_type} NOT NULL, type varchar, version bigint, "
            "timestamp timestamptz NOT NULL DEFAULT now(), created timestamptz NOT NULL DEFAULT now(), "
            f"tenant_id varchar DEFAULT '*DEFAULT*', is_archived boolean DEFAULT FALSE, PRIMARY KEY ({key}))"
        ),
        (
            f"CREATE TABLE mt_events (seq_id bigint PRIMARY KEY, id uuid NOT NULL, stream_id {id_type}, "
            "version bigint NOT NULL, data jsonb NOT NULL, type varchar(500) NOT NULL, "
            "timestamp timestamptz NOT NULL DEFAULT now(), tenant_id varchar DEFAULT '*DEFAULT*', "
            "mt_dotnet_type varchar, "
            f"is_archived boolean DEFAULT FALSE{further})"
        ),
        f"CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON mt_events ({unique})",
        "CREATE SEQUENCE mt_events_sequence",
    )


def event_id(place: int) -> str:
    """The id of the event at a place."""
    return f"00000000-0000-0000-0000-{place:012d}"


def event(place: int, stream: str, version: int, type_: str, data: object, **more: Any) -> str:
    """The row of an event."""
    values: dict[str, Any] = {
        "seq_id": place,
        "id": event_id(place),
        "stream_id": stream,
        "version": version,
        "type": type_,
    }
    return insert("mt_events", **values, data=data, timestamp=at(place) + "+00", **more)


def meta(place: int, tenant: str = "*DEFAULT*", **more: Json) -> dict[str, Json]:
    """What is read beside the payload of the event at a place."""
    return {"id": event_id(place), "tenant_id": tenant, **more}


def read(place: int, version: int, type_: str, data: Document, *, deleted: bool = False, **more: Any) -> Stored:
    """The event at a place as it is to be read."""
    return Stored(version, type_, data, meta(place, **more), moment(place), place, deleted)


MARTEN = Library(
    layout="marten",
    database="postgresql",
    schema=schema("uuid", *OPTIONAL),
    rows=(
        insert("mt_streams", id=CART, type="cart", version=3),
        insert("mt_streams", id=ORDER, type=None, version=1),
        insert("mt_streams", id=LOST, type="cart", version=2, is_archived=True),
        insert("mt_streams", id=TOMBSTONE, type=None, version=0),
        event(1, CART, 1, "cart_opened", {"by": ODD}, mt_dotnet_type="Shop.CartOpened, Shop", user_name="ann"),
        event(2, CART, 2, "priced", {}, bdata=BYTES, correlation_id="c", causation_id="d"),
        event(3, CART, 3, "noted", {}, bdata=b'{"as": "json"}', headers={"h": [1, None]}),
        event(5, TOMBSTONE, 1, "tombstone", {}),
        event(7, ORDER, 1, "placed", {"n": None}),
        event(8, LOST, 1, "cart_opened", {"n": 1}, is_archived=True),
        event(9, LOST, 2, "cart_closed", {"n": 2}, is_archived=True),
    ),
    streams={
        f"cart/{CART}": (
            read(1, 1, "cart_opened", {"by": ODD}, mt_dotnet_type="Shop.CartOpened, Shop", user_name="ann"),
            read(2, 2, "priced", BINARY, correlation_id="c", causation_id="d"),
            read(3, 3, "noted", {"as": "json"}, h=[1, None]),
        ),
        f"/{ORDER}": (read(7, 1, "placed", {"n": None}),),
        f"cart/{LOST}": (
            read(8, 1, "cart_opened", {"n": 1}, deleted=True),
            read(9, 2, "cart_closed", {"n": 2}, deleted=True),
        ),
    },
    table="mt_events",
    needed="stream_id",
    number="version",
)
MARTEN_TENANTS = Library(
    layout="marten",
    database="postgresql",
    schema=schema("varchar", conjoined=True),
    rows=(
        insert("mt_streams", id="settings", type="settings", version=1, tenant_id="north"),
        insert("mt_streams", id="settings", type="settings", version=1, tenant_id="south"),
        insert("mt_streams", id=f"a/{ODD}", type="settings", version=1, tenant_id="*DEFAULT*"),
        event(1, "settings", 1, "set", {"by": ODD}, tenant_id="north"),
        event(2, "settings", 1, "set", {"by": 2}, tenant_id="south"),
        event(3, f"a/{ODD}", 1, "set", {"by": 3}, tenant_id="*DEFAULT*"),
    ),
    streams={
        "settings/settings/north": (read(1, 1, "set", {"by": ODD}, tenant="north"),),
        "settings/settings/south": (read(2, 1, "set", {"by": 2}, tenant="south"),),
        f"settings/a/{ODD}": (read(3, 1, "set", {"by": 3}),),
    },
    table="mt_events",
    needed="stream_id",
    number="version",
)
