"""A bundle holds what it was made of; with pseudonyms, nothing of what was replaced is left in its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from leftfold.casefile.bookmarks import Bookmarks, bookmarks_file
from leftfold.casefile.bundle import read_note
from leftfold.casefile.bundling import Contents, write_bundle
from leftfold.casefile.pseudonyms import Pseudonyms
from leftfold.model.edits import Because, ChangeSet, SoftDelete
from leftfold.model.errors import Refused
from leftfold.model.stream import StreamId
from leftfold.privacy import personal_file
from leftfold.session import Session
from tests.store_builders import Payload, make_native, opened

ADA = StreamId("person", "person-815")
EVENTS: list[tuple[str, Payload]] = [
    ("joined", {"name": "Ada Lovelace", "phone": 30123456, "lesson": 1}),
    ("greeted", {"text": "Hello Ada Lovelace!", "by": {"userId": "teacher-77"}}),
    ("broken", '{"name": "Ada Lovelace"'),
    ("moved", {"lesson": 2, "about": "person-815"}),
]


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    personal_file().parent.mkdir(parents=True)
    personal_file().write_text('[personal]\nperson = ["data.name", "data.phone"]\n')
    path = make_native(tmp_path / "people.sqlite", {"person/person-815": EVENTS, "cart/1": [("opened", {"a": 1})]})
    with opened(path, write=True) as store:
        store.commit(ChangeSet(ADA, 4, (SoftDelete(2),), Because("me", "a test")))
    session = Session.open(str(path))
    Bookmarks(bookmarks_file()).put(session.place, ADA, 4, "Ada Lovelace moved")
    yield session
    session.close()


def test_it_is_a_store_of_the_same_events(session: Session, tmp_path: Path) -> None:
    session.privacy.reveal("*", "a test")
    replays = tuple(session.open_stream(stream) for stream in (ADA, StreamId("cart", "1")))
    assert write_bundle(session, Contents(replays, 3), tmp_path / "bundle") == 5
    with closing(Session.open(str(tmp_path / "bundle"))) as there:
        there.privacy.reveal("*", "a test")
        again = there.open_stream(ADA)
        events = [list(one.history.source.read(1, 4)) for one in (replays[0], again)]
        assert [event._replace(position=None) for event in events[1]] == [
            event._replace(position=None) for event in events[0]
        ]
        assert there.store.counts().aggregates == 2
    noted = read_note(tmp_path / "bundle")
    assert noted is not None
    assert (noted.stream, noted.version, noted.domain) == (ADA, 3, "generic")
    assert noted.notes == ((ADA, 4, "Ada Lovelace moved"),)


def test_with_pseudonyms_no_original_is_left_in_the_bytes(session: Session, tmp_path: Path) -> None:
    names = Pseudonyms()
    write_bundle(session, Contents((session.open_stream(ADA),), 4, names), tmp_path / "bundle")
    raw = (tmp_path / "bundle").read_bytes()
    for original in ("Ada", "Lovelace", "30123456", "person-815", "teacher-77"):
        assert original.encode() not in raw
    with closing(Session.open(str(tmp_path / "bundle"))) as there:
        there.privacy.reveal("*", "a test")
        replay = there.open_stream(StreamId("person", names.of("person-815")))
        joined, greeted, _broken, moved = replay.history.source.read(1, 4)
        assert isinstance(joined.data, dict)
        assert joined.data["name"] == names.of("Ada Lovelace")
        assert joined.data["lesson"] == 1
        assert greeted.data == {"text": f"Hello {names.of('Ada Lovelace')}!", "by": {"userId": names.of("teacher-77")}}
        assert greeted.deleted
        assert moved.data == {"lesson": 2, "about": names.of("person-815")}


def test_personal_fields_are_not_written_by_the_way(session: Session, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--pseudonymise"):
        write_bundle(session, Contents((session.open_stream(ADA),), 4), tmp_path / "bundle")
    assert not (tmp_path / "bundle").exists()
