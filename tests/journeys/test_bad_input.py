"""What is wrong is said in one sentence where the person is looking, and nothing else is hidden by it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.person import Person
from tests.school import EVENTS
from tests.store_builders import make_native, put_raw

DEEP = b"[" * 10_000 + b"]" * 10_000


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return make_native(tmp_path / "school.sqlite", {"student/3202": EVENTS})


def _fails_to_open(person: Person, path: Path, words: str) -> None:
    person.window.opening.open(str(path))
    person.reads(words)
    assert person.window.welcome.isVisible()


def test_a_missing_file(person: Person, tmp_path: Path) -> None:
    _fails_to_open(person, tmp_path / "absent.sqlite", "There is no file")


def test_a_file_that_is_no_database(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("a shopping list", "utf-8")
    _fails_to_open(person, path, "notes.txt is not a SQLite database")


def test_a_folder(person: Person, tmp_path: Path) -> None:
    _fails_to_open(person, tmp_path, "is a folder")


def test_a_locked_database(person: Person, school: Path) -> None:
    with closing(sqlite3.connect(school, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        _fails_to_open(person, school, "is locked by another program")
        other.execute("ROLLBACK")
    person.opens(school, "3202")
    person.reads("state at 5 of 5")


def test_a_table_with_a_missing_column(person: Person, school: Path) -> None:
    with closing(sqlite3.connect(school)) as connection, connection:
        connection.execute("DROP VIEW live_events")
        connection.execute("ALTER TABLE events RENAME COLUMN payload TO content")
    _fails_to_open(person, school, "has no column payload")


def test_a_database_of_nobodys_layout(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "cooking.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE recipes (id INTEGER, title TEXT)")
    _fails_to_open(person, path, "fits no layout that Leftfold knows")


def test_an_unknown_aggregate_and_version(person: Person, school: Path) -> None:
    person.opens(school, "3202")
    person.document.select("3203")
    person.reads('has no aggregate "3203"')
    person.document.select("3202", at=77)
    person.reads("has no version 77")
    person.reads("state at 5 of 5")


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        (b'{"lesson": ', "is not JSON"),
        (b'{"name": "M\xfcller"}', "is not UTF-8"),
        (DEEP, "nests deeper than"),
        (b"", "is empty"),
    ],
)
def test_a_payload_that_cannot_be_read_fails_its_event_and_no_other(
    person: Person, school: Path, payload: bytes, words: str
) -> None:
    put_raw(school, "student/3202", 6, payload)
    person.opens(school, "3202")
    assert words in person.event()
    person.reads("1 failed event")
    assert person.state("currentPosition") == 3
    person.does("play.back")
    assert person.event().startswith("Progress was reset")
    person.window.parts.inspector.show_event()
    person.does("play.last")
    person.reads(words)


def test_an_event_of_an_unknown_type(person: Person, school: Path) -> None:
    put_raw(school, "student/3202", 6, b"{}")
    person.opens(school, "3202")
    assert "unknown event type 'odd'" in person.event()
    assert person.state("currentPosition") == 3


def test_a_reducer_that_raises(person: Person, school: Path, tmp_path: Path) -> None:
    domain = tmp_path / "broken.py"
    domain.write_text(
        "from leftfold.domain.definition import Domain\n"
        "def evolve(state, event):\n"
        "    if event.version == 3:\n"
        "        raise RuntimeError('the server was down')\n"
        "    return state + 1\n"
        "DOMAIN = Domain(name='broken', title='Broken', aggregate_types=('student',), initial=0, evolve=evolve,\n"
        "                show=lambda state: {'count': state}, sentence=lambda event, before, after: event.type)\n",
        "utf-8",
    )
    person.window.opening.open(str(school), aggregate="3202", domain=str(domain))
    person.reads("1 failed event")
    person.document.selection.go_to(3)
    person.sees(lambda: "RuntimeError: the server was down" in person.event())
    person.document.selection.go_to(5)
    assert person.state("count") == 4


def test_a_live_store_is_read_whole_and_not_written(person: Person, school: Path) -> None:
    with closing(sqlite3.connect(school, isolation_level=None)) as application:
        application.execute("PRAGMA journal_mode = WAL")
        application.execute(
            "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) VALUES "
            "('student', '3202', 6, 'lessonCompleted', '{\"lesson\": 3}', '2024-05-02T08:00:00.000000Z')"
        )
        log = school.with_name(school.name + "-wal")
        before = school.read_bytes(), log.read_bytes()
        person.opens(school, "3202")
        person.reads("state at 6 of 6")
        assert person.state("currentPosition") == 4
        person.document.close()
        person.waits()
        assert (school.read_bytes(), log.read_bytes()) == before


def test_a_file_that_goes_away_under_the_window(person: Person, school: Path) -> None:
    person.opens(school, "3202")
    away = school.with_name("away.sqlite")
    school.rename(away)
    person.does("store.reload")
    person.sees(lambda: person.window.banner.isVisible() and school.name in person.window.banner.text)
    away.rename(school)
    person.does("store.reload")
    person.reads("state at 5 of 5")
