"""A store opened by a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leftfold import api
from leftfold.api import CannotOpen, NotFound, OpenedStore, open_store
from leftfold.domain.definition import Domain
from leftfold.privacy import revealed_file
from tests.school import EVENTS
from tests.store_builders import make_native

LENGTHS: Domain[int] = Domain(
    name="lengths",
    title="Lengths",
    aggregate_types=(),
    initial=0,
    evolve=lambda length, _event: length + 1,
    show=lambda length: {"length": length},
    sentence=lambda event, _before, _after: event.type,
    personal=("data.lesson",),
)


@pytest.fixture
def place(tmp_path: Path) -> str:
    others = {f"student/{number}": EVENTS[:1] for number in range(1, 251)}
    return str(make_native(tmp_path / "school.sqlite", {"student/3202": EVENTS, "cart/1": EVENTS[:2], **others}))


@pytest.fixture
def store(place: str) -> Iterator[OpenedStore]:
    with open_store(place) as store:
        yield store


def test_it_says_what_it_is(store: OpenedStore) -> None:
    assert (store.name, store.layout, store.types) == ("school.sqlite", "native", ("cart", "student"))


def test_aggregates_are_found_by_id_and_given_page_after_page(store: OpenedStore) -> None:
    assert store.aggregate("3202").type == "student"
    assert store.aggregate("cart/1").id == "1"
    assert len({one.id for one in store.aggregates(type="student")}) == 251
    assert [one.id for one in store.aggregates(find="320")] == ["3202"]
    with pytest.raises(NotFound):
        store.aggregate("absent")


def test_what_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="absent"):
        open_store(str(tmp_path / "absent.sqlite"))


def test_a_domain_is_named_or_is_the_record_itself(place: str) -> None:
    with open_store(place, domain="generic") as store:
        assert store.aggregate("3202").state() == {"lesson": 3, "activity": 1}
    with open_store(place, domain=LENGTHS) as store:
        assert store.aggregate("3202").state() == {"length": 5}


def test_personal_fields_are_covered_until_a_reason_is_recorded(place: str) -> None:
    with open_store(place, domain=LENGTHS) as store:
        first = next(store.aggregate("3202").events())
        assert first.data == {"lesson": "••••", "activity": 1}
        store.reveal("SUP-7")
        assert next(store.aggregate("3202").events()).data == {"lesson": 6, "activity": 1}
    assert '"SUP-7"' in revealed_file().read_text("utf-8")


def test_all_that_is_public_is_there() -> None:
    assert [name for name in api.__all__ if not hasattr(api, name)] == []
