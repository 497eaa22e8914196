"""What is covered of a store, and the record of who revealed it."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.domain.generic import generic_domain
from leftfold.model.errors import BadRequest, CannotOpen, Refused
from leftfold.model.personal import MASK
from leftfold.model.stream import StreamId
from leftfold.privacy import Privacy, personal_file, revealed_file
from leftfold.replay.narrative import narrate
from leftfold.session import Session
from tests.store_builders import make_native

ADA = StreamId("person", "1")
EVENTS = [("joined", {"name": "Ada", "age": 36})]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def _mark(text: str) -> None:
    personal_file().parent.mkdir(parents=True, exist_ok=True)
    personal_file().write_text(text, "utf-8")


def test_the_users_list_covers_by_type_and_reaches_the_merged_state(tmp_path: Path) -> None:
    _mark('[personal]\nperson = ["data.name", "data.age"]\n')
    store = make_native(tmp_path / "people.sqlite", {"person/1": EVENTS, "cart/1": EVENTS})
    with closing(Session.open(str(store), domain="generic")) as session:
        person, cart = (session.show_stream(StreamId(kind, "1")) for kind in ("person", "cart"))
        assert narrate(person.domain, person.history.step(1)).after == {"name": MASK, "age": MASK}
        assert [track.name for track in person.domain.tracks] == []
        assert cart.domain.personal == ()


def test_revealing_is_recorded_and_shows_what_is_shown_from_then_on(tmp_path: Path) -> None:
    _mark('[personal]\n"*" = ["data.name"]\n')
    store = make_native(tmp_path / "people.sqlite", {"person/1": EVENTS})
    with closing(Session.open(str(store))) as session:
        covered = session.show_stream(ADA)
        session.privacy.reveal("person/1", " She asks for it ")
        shown = session.show_stream(ADA)
        assert covered.domain.personal
        assert narrate(shown.domain, shown.history.step(1)).after == {"name": "Ada", "age": 36}
        session.privacy.cover()
        assert session.show_stream(ADA).domain.personal
        (line,) = map(json.loads, revealed_file().read_text("utf-8").splitlines())
        assert (line["store"], line["stream"], line["why"]) == (session.place, "person/1", "She asks for it")
        assert set(line) == {"at", "who", "store", "stream", "why"}


def test_nothing_is_revealed_without_a_reason_or_without_a_record() -> None:
    told: list[str] = []
    privacy = Privacy("here", ("data.name",), lambda: told.append("changed"))
    with pytest.raises(BadRequest, match="reason is empty"):
        privacy.reveal("person/1", "  ")
    revealed_file().mkdir(parents=True)
    with pytest.raises(Refused, match="nothing was revealed"):
        privacy.reveal("person/1", "because")
    assert privacy.covering(ADA, generic_domain()).personal == ("data.name", "state.name")
    assert told == []


@pytest.mark.parametrize("text", ["[personal", "personal = 3", "[personal]\nperson = 3", '[personal]\nperson = ["x"]'])
def test_a_wrong_list_is_told_and_not_passed_over(text: str) -> None:
    _mark(text)
    with pytest.raises(CannotOpen, match="your list of personal fields"):
        Privacy("here", (), lambda: None)
    assert not revealed_file().exists()


def test_where_there_is_no_folder_there_is_no_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    store = make_native(tmp_path / "people.sqlite", {"person/1": EVENTS})
    with closing(Session.open(str(store))) as session:
        assert narrate(session.domain_for(ADA), session.show_stream(ADA).history.step(1)).after == {
            "name": "Ada",
            "age": 36,
        }
