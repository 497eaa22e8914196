"""Aggregates are found by their names, as they are, as a person types them, or nearly so."""

from __future__ import annotations

from pathlib import Path

import pytest

from leftfold.model.errors import NotFound
from leftfold.model.stream import StreamId
from leftfold.store.forms import IdForm
from leftfold.store.ids import Ids
from leftfold.store.layout_files import load_layout
from leftfold.store.moments import Moments
from leftfold.store.naming import Naming
from leftfold.store.rows import RowReader
from leftfold.store.statements import compile_layout
from leftfold.store.store import Store
from leftfold.store.tables import Kind
from tests.store.found_layouts import as_found
from tests.store.named_stores import ONE, A, B, C, put_named
from tests.store_builders import make_eventsourcing, make_native, opened, stream_id


def test_a_name_is_resolved(native: Path) -> None:
    with opened(native) as store:
        assert store.resolve("71") == stream_id("cart/71")
        assert store.resolve("dog/7") == stream_id("dog/7")
        assert store.resolve("slash/9") == StreamId("with", "slash/9")
        assert store.resolve("with/slash/9") == StreamId("with", "slash/9")


def test_an_ambiguous_name_asks_for_the_type(native: Path) -> None:
    said = r'^"7" names 2 aggregates in s\.db: cart/7, dog/7; give one with its type\.$'
    with opened(native) as store, pytest.raises(NotFound, match=said):
        store.resolve("7")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("71x", r"did you mean cart/71\?"),
        ("cart/72", r"did you mean cart/7 or cart/71\?"),
        ("Cart/71", r"did you mean cart/71"),
        ("über", "did you mean dog/Über"),
        ("", "list its aggregates"),
        ("/", "list its aggregates"),
        ("zzz", r"list its aggregates to see what it has\."),
        ("a\udcff", r"list its aggregates"),
    ],
)
def test_an_unknown_name_is_told_with_what_is_near(native: Path, text: str, hint: str) -> None:
    with opened(native) as store, pytest.raises(NotFound, match=rf'^s\.db has no aggregate ".*"; {hint}'):
        store.resolve(text)


@pytest.mark.parametrize("typed", ["aaaa-0500-zzzy", "aaaa-05x0-zzzz"])
def test_a_slip_is_found_among_many(tmp_path: Path, typed: str) -> None:
    path = make_native(tmp_path / "s.db", {f"cart/aaaa-{number:04}-zzzz": ONE for number in range(1500)})
    with opened(path) as store, pytest.raises(NotFound, match=r"did you mean cart/aaaa-0"):
        store.resolve(typed)


def test_an_unknown_stream_has_no_key(native: Path) -> None:
    with opened(native) as store, pytest.raises(NotFound, match=r"^s\.db has no aggregate cart/99; list its"):
        store.summary(stream_id("cart/99"))


def test_a_uuid_is_found_in_either_form(foreign: Path) -> None:
    with opened(foreign) as store:
        wanted = StreamId("Cart", str(B))
        for text in (str(B), B.hex, str(B).upper(), f"Cart/{B.hex}"):
            assert store.resolve(text) == wanted
        assert store.resolve("Cart/free text") == StreamId("Cart", "free text")
        assert store.resolve("loner") == StreamId("", "loner")
        with pytest.raises(NotFound, match="has no aggregate Dog/"):
            store.summary(StreamId("Dog", str(B)))
        with pytest.raises(NotFound, match=rf"did you mean Cart/.* or Cart/{B}\?"):
            store.resolve(f"Cart/{str(B)[:-1]}f")


def test_a_uuid_that_was_stored_with_dashes_is_found_too(tmp_path: Path) -> None:
    path = make_eventsourcing(tmp_path / "s.db", [(str(A), 1, "m:Dog.Born", b"{}"), (C.hex, 1, "m:Dog.Born", b"{}")])
    with opened(path) as store:
        assert [store.resolve(str(uuid)).id for uuid in (A, C)] == [str(A), str(C)]
        assert len(store.index(StreamId("Dog", str(A)))) == 1


def test_a_name_that_is_not_utf8_is_found_as_it_is_shown(native: Path) -> None:
    put_named(native, b"do\xff", b"Jos\xe9")
    put_named(native, "dog", r"Jos\xe9")
    with opened(native) as store:
        garbled = StreamId(r"do\xff", r"Jos\xe9")
        assert store.resolve(str(garbled)) == garbled
        index = store.index(garbled)
        assert [event.stream for event in store.events(index).read(1, 1)] == [garbled]
        assert store.snapshots(garbled) == ()
        assert str(store.resolve(r"dog/Jos\xe9")) == r"dog/Jos\xe9"
        with pytest.raises(NotFound, match=r"names 2 aggregates"):
            store.resolve(r"Jos\xe9")


def _naming(store: Store, ids: Ids) -> Naming:
    layout = load_layout("native")
    statements = compile_layout(as_found(layout, {"aggregate_id": ids.kind}), "sqlite")
    return Naming(store._database, statements, RowReader(layout, ids, Moments(None)), ids)


def test_a_place_is_told_for_a_stream_that_is_not_there(native: Path) -> None:
    with opened(native) as store:
        naming = _naming(store, Ids(IdForm.UUID_HEX))
        assert naming.place(StreamId("cart", "7")) == {"type": "cart", "id": "7"}
        assert naming.place(StreamId("cat", str(B))) == {"type": "cat", "id": B.hex}
        assert naming.spellings("7-1") == ("7-1", "71")
        assert naming.spellings("-") == ("-",)
        assert naming.spellings("71") == ("71",)


def test_an_id_that_the_store_cannot_hold_has_no_place(native: Path) -> None:
    with opened(native) as store:
        naming = _naming(store, Ids(IdForm.TEXT, Kind.UUID))
        for ask in (naming.place, naming.key):
            with pytest.raises(NotFound, match=r"^s\.db has no aggregate cart/seven; list its aggregates"):
                ask(StreamId("cart", "seven"))
        with pytest.raises(NotFound, match=r'has no aggregate "cart/72"; did you mean cart/7 or cart/71\?'):
            naming.resolve("cart/72")


def test_types_are_sorted(native: Path, foreign: Path) -> None:
    for path, types in ((native, ("cart", "dog", "with")), (foreign, ("", "Cart", "Dog"))):
        with opened(path) as store:
            assert store.types() == types


def test_types_that_first_events_tell_are_read_page_by_page(foreign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for walked in (1, 2, 6, 7):
        monkeypatch.setattr("leftfold.store.naming._WALKED", walked)
        with opened(foreign) as store:
            assert store.types() == ("", "Cart", "Dog")
