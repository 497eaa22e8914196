"""What the columns of a table may be: told by their names, and by what is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from leftfold.model.errors import CannotOpen
from leftfold.store.forms import DocumentForm, IdForm, TimeUnit
from leftfold.store.guessing import Guess, can_be_mapped, guess_roles, guessed_layout, lacking, likelihood
from leftfold.store.layout import TimeColumn
from leftfold.store.roles import Role
from leftfold.store.sampling import Sample, Value
from leftfold.store.tables import Kind, PhysicalColumn, Table

DATA = '{"lesson": 6}'
USUAL: Mapping[str, Sequence[Value | None]] = {
    "id": (1, 2, 3),
    "student_id": ("a", "a", "b"),
    "type": ("placed", "completed", "placed"),
    "payload": (DATA, DATA, DATA),
}


def table(*names: str, name: str = "log", **kinds: Kind) -> Table:
    columns = [PhysicalColumn(own, kinds.get(own, Kind.ANY)) for own in names]
    return Table(name, {one.name.lower(): one for one in columns})


def guessed(columns: Mapping[str, Sequence[Value | None]], told: Mapping[Role, str] | None = None) -> Guess:
    sample = Sample({name: tuple(values) for name, values in columns.items()})
    return guess_roles(table(*columns), sample, told or {})


def test_names_tell() -> None:
    found = guessed(USUAL)
    assert found.roles == {
        Role.DATA: "payload",
        Role.EVENT_TYPE: "type",
        Role.AGGREGATE_ID: "student_id",
        Role.POSITION: "id",
    }
    assert set(found.why.values()) == {"its name says so"}
    assert found.lacking == ""


def test_a_name_is_not_believed_where_the_content_says_otherwise() -> None:
    found = guessed({**USUAL, "data": ("a", "b", "c"), "version": ("1.0", "1.0", "1.0"), "created_at": ("x", "y", "z")})
    assert found.roles[Role.DATA] == "payload"
    assert Role.VERSION not in found.roles
    assert Role.RECORDED_AT not in found.roles


def test_content_tells_where_names_do_not() -> None:
    renamed: dict[str, Sequence[Value | None]] = {
        "nr": (1, 2, 3),
        "student_id": ("a", "a", "b"),
        "was": ("x", "y", "x"),
        "inhalt": (DATA, DATA, DATA),
    }
    found = guessed({**renamed, "zeit": ("2024-05-01 08:00:00",) * 3})
    assert (found.roles[Role.EVENT_TYPE], found.why[Role.EVENT_TYPE]) == ("was", "what is in it says so")
    assert (found.roles[Role.DATA], found.roles[Role.RECORDED_AT]) == ("inhalt", "zeit")


def test_what_counts_within_another_column_tells_ids_and_versions_where_no_name_does() -> None:
    unknown: dict[str, Sequence[Value | None]] = {
        "nr": (1, 2, 3, 4),
        "konto": ("a", "a", "b", "a"),
        "lfd": (1, 2, 1, 3),
        "art": ("x", "y", "x", "y"),
        "inhalt": (DATA,) * 4,
    }
    found = guessed(unknown)
    assert (found.roles[Role.AGGREGATE_ID], found.roles[Role.VERSION]) == ("konto", "lfd")
    assert (found.roles[Role.EVENT_TYPE], found.roles[Role.POSITION]) == ("art", "nr")
    assert found.why[Role.VERSION] == "it counts within each aggregate"
    assert Role.AGGREGATE_ID not in guessed(unknown, {Role.VERSION: "nr"}).roles
    named = guessed({**unknown, "student_id": ("s", "s", "t", "s")})
    assert named.why[Role.AGGREGATE_ID] == "its name says so"


def test_an_empty_column_gives_way_to_one_with_something_in_it() -> None:
    assert guessed({"data": (None, None, None), **USUAL}).roles[Role.DATA] == "payload"
    assert guessed(dict.fromkeys(USUAL, ())).roles == guessed(USUAL).roles


@pytest.mark.parametrize(
    ("version", "is_one"),
    [
        ((1, 2, 1), True),
        ((0, 1, 0), True),
        ((2, 2, 2), False),
        ((11, 12, 13), False),
    ],
)
def test_a_version_numbers_the_events_of_each_aggregate(version: tuple[int, ...], is_one: bool) -> None:  # noqa: FBT001
    assert (Role.VERSION in guessed({**USUAL, "version": version}).roles) is is_one


def test_a_position_is_that_of_one_event() -> None:
    assert guessed({**USUAL, "position": (1, 1, 1)}).roles[Role.POSITION] == "id"
    assert guessed({**USUAL, "position": (5, 6, 7)}).roles[Role.POSITION] == "position"


def test_of_two_ids_it_is_the_one_that_comes_again() -> None:
    found = guessed({"request_uuid": ("r", "s", "t"), "class_id": ("k", "l", "m"), **USUAL})
    assert found.roles[Role.AGGREGATE_ID] == "student_id"


def test_what_is_told_is_taken_and_taken_from_no_other() -> None:
    found = guessed(USUAL, {Role.AGGREGATE_ID: "type", Role.POSITION: ""})
    assert (found.roles[Role.AGGREGATE_ID], found.why[Role.AGGREGATE_ID]) == ("type", "you said so")
    assert Role.POSITION not in found.roles
    assert found.roles.get(Role.EVENT_TYPE) != "type"


def test_kinds_that_cannot_be_are_passed_over() -> None:
    known = table(
        "data", "type", "stream_id", "at", data=Kind.UUID, type=Kind.NUMBER, stream_id=Kind.MOMENT, at=Kind.JSON
    )
    assert guess_roles(known, Sample(dict.fromkeys(known.columns, ())), {}).roles == {}


def test_a_column_with_a_dot_cannot_be_named() -> None:
    assert can_be_mapped(table("a.b", "c")) == ("c",)


def test_a_table_with_all_that_is_needed_is_likelier() -> None:
    assert likelihood(table(*USUAL)) == (3, 4)
    assert likelihood(table("name", "email")) == (1, 1)
    assert likelihood(table("x")) == (0, 0)


def test_what_is_lacking_is_said() -> None:
    assert lacking(table("x"), {}) == (
        "No column of log is known for the aggregate id and the event type and the data; choose one for each."
    )
    found = guessed(USUAL, {Role.POSITION: ""})
    with pytest.raises(
        CannotOpen, match=r"^No column of log tells the order of its events; choose one for the version"
    ):
        guessed_layout(found, "sqlite")


def test_the_layout_says_how_columns_are_read() -> None:
    columns: dict[str, Sequence[Value | None]] = {
        **USUAL,
        "student_id": ("0" * 31 + "a", "0" * 31 + "a", "0" * 31 + "b"),
        "payload": (DATA, b"\x00", None),
        "metadata": ("{}", None, "{}"),
        "ts": (1_714_550_400_000,) * 3,
        "version": (0, 1, 0),
    }
    layout = guessed_layout(guessed(columns), "sqlite")
    here = layout.events
    assert (layout.key, layout.title, layout.databases) == ("mapped-log", "Events in log", ("sqlite",))
    assert (layout.first_version, here.version, here.position) == (0, "version", "id")
    assert (here.id_form, here.aggregate_type.value) == (IdForm.UUID_HEX, "student")
    assert (here.data.form, here.data.nullable) == (DocumentForm.ANY, True)
    assert here.metadata.document is not None
    assert (here.metadata.document.form, here.metadata.document.nullable) == (DocumentForm.JSON, True)
    assert here.recorded_at == TimeColumn("ts", TimeUnit.MILLISECONDS)
    assert [name for name, _reason in layout.absent] == ["append", "soft delete", "restore"]


@pytest.mark.parametrize(
    ("column", "thing"),
    [
        ("student_id", "student"),
        ("OrderGuid", "Order"),
        ("cart-uuid", "cart"),
        ("aggregate_id", "log"),
        ("AggregateRootId", "log"),
        ("stream_name", "log"),
    ],
)
def test_aggregates_are_called_by_what_their_id_is_called(column: str, thing: str) -> None:
    found = guessed({**{name: USUAL[name] for name in ("id", "type", "payload")}, column: ("a", "a", "b")})
    assert guessed_layout(found, "sqlite").events.aggregate_type.value == thing


def test_mysql_and_mariadb_are_one_to_a_layout() -> None:
    for database in ("mysql", "mariadb"):
        assert guessed_layout(guessed(USUAL), database).databases == ("mysql", "mariadb")
