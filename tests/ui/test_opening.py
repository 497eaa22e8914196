"""Opening a store in the window."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot
from sqlalchemy import make_url

from leftfold.casefile.bookmarks import Bookmarks, bookmarks_file
from leftfold.casefile.bundle import Noted, write_note
from leftfold.model.stream import StreamId
from leftfold.store.examining import examine
from leftfold.store.layout_text import save_layout
from leftfold.store.target import without_password
from leftfold.ui.document import Document
from leftfold.ui.opening import Opening
from leftfold.ui.settings import Settings
from tests.servers import GUARDED, PASSWORD, Server
from tests.store.found_layouts import run
from tests.store.unknown_stores import TALK
from tests.store_builders import make_native
from tests.ui.conftest import WAIT

PLACED = ("placeStudent", {"lesson": 6, "activity": 1})
DONE = ("lessonCompleted", {"lesson": 6})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


def test_what_was_asked_for_is_selected_and_the_store_remembered(
    qtbot: QtBot, document: Document, settings: Settings, tmp_path: Path
) -> None:
    path = make_native(tmp_path / "school.sqlite", {"student/1": [PLACED, DONE], "student/2": [PLACED]})
    opening = Opening(document, settings)
    with qtbot.waitSignal(document.loaded):
        opening.open(str(path), aggregate="student/1", at=1)
    assert str(document.selection.stream) == "student/1"
    assert document.selection.ordinal == 1
    assert settings.recent == (str(path),)


def test_a_store_that_cannot_be_opened_is_not_remembered(
    qtbot: QtBot, document: Document, settings: Settings, tmp_path: Path
) -> None:
    opening = Opening(document, settings)
    with qtbot.waitSignal(document.open_failed) as failed:
        opening.open(str(tmp_path / "absent.sqlite"))
    assert "absent.sqlite" in failed.args[0]
    assert settings.recent == ()


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    return run(tmp_path / "talk.sqlite", ";".join(TALK.script))


def _layout(talk: Path, file: Path) -> Path:
    with closing(examine(str(talk))) as here:
        save_layout(here.mapped("").layout, file)
    return file


def test_what_no_layout_fits_is_told_and_can_be_opened_by_one_that_is_made(
    qtbot: QtBot, document: Document, settings: Settings, talk: Path
) -> None:
    opening = Opening(document, settings)
    assert opening.target == ""
    opening.reopen(None)
    opening.remember_layout("x.toml")
    with qtbot.waitSignal(document.open_failed):
        opening.open(str(talk))
    assert document.fits_no_layout
    assert opening.target == str(talk)
    with closing(examine(str(talk))) as here:
        mapped = here.mapped("")
    with qtbot.waitSignal(document.opened):
        opening.reopen(mapped)
    assert opening.asked_layout == ""
    assert settings.store_layout(str(talk)) is None


def test_a_layout_that_is_kept_opens_the_store_by_itself_until_its_file_is_gone(
    qtbot: QtBot, document: Document, settings: Settings, talk: Path, tmp_path: Path
) -> None:
    file = _layout(talk, tmp_path / "talk.toml")
    opening = Opening(document, settings)
    with qtbot.waitSignal(document.open_failed):
        opening.open(str(talk))
    with qtbot.waitSignal(document.opened):
        opening.reopen(str(file), keep=True)
    assert opening.asked_layout == str(file)
    again = Opening(document, settings)
    with qtbot.waitSignal(document.opened):
        again.open(str(talk))
    assert document.session is not None
    assert document.session.store.layout.title == "Events in events_of_students"
    file.unlink()
    with qtbot.waitSignal(document.open_failed):
        again.open(str(talk))
    again.remember_layout(None)
    assert settings.store_layout(str(talk)) is None


def test_a_layout_that_does_not_open_the_store_is_not_kept(
    qtbot: QtBot, document: Document, settings: Settings, talk: Path, tmp_path: Path
) -> None:
    opening = Opening(document, settings)
    with qtbot.waitSignal(document.open_failed):
        opening.open(str(talk))
    with qtbot.waitSignal(document.open_failed):
        opening.reopen(str(tmp_path / "absent.toml"), keep=True)
    assert not document.fits_no_layout
    assert settings.store_layout(str(talk)) is None


@pytest.fixture
def shop(postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL, without the password, of a store that needs one."""
    for name in ("PGPASSWORD", "LEFTFOLD_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    table = "CREATE TABLE shop_events (originator_id uuid, originator_version bigint, topic text, state bytea, "
    keys = "notification_id bigserial unique, PRIMARY KEY (originator_id, originator_version))"
    row = "INSERT INTO shop_events VALUES ('00000000-0000-0000-0000-00000000000a', 1, 'shop:Cart.Made', '{}')"
    url = postgresql.new_database(table + keys, row, f"GRANT SELECT ON shop_events TO {GUARDED}")
    return postgresql.url(str(make_url(url).database), user=GUARDED)


def test_a_password_is_asked_for_used_and_nowhere_shown_or_stored(
    qtbot: QtBot, document: Document, settings: Settings, shop: str, tmp_path: Path
) -> None:
    opening = Opening(document, settings)
    told: list[str] = []
    document.opening.connect(told.append)
    with qtbot.waitSignal(opening.password_wanted) as wanted:
        opening.open(shop, aggregate="00000000-0000-0000-0000-00000000000a")
    told += wanted.args
    with qtbot.waitSignal(opening.password_wanted) as wanted:
        opening.give_password("wr0ng")
    told += wanted.args
    with qtbot.waitSignal(document.loaded):
        opening.give_password(PASSWORD)
    session = document.session
    assert session is not None
    told += [session.store.name, session.place, repr(session), repr(document.shown), *settings.recent]
    settings._kept.sync()
    told.append((tmp_path / "settings.ini").read_text("utf-8"))
    assert not [text for text in told if PASSWORD in text or "wr0ng" in text]
    assert settings.recent == (session.store.name,)
    assert without_password(shop) == session.store.name


def test_a_password_that_nobody_knows_opens_nothing(
    qtbot: QtBot, document: Document, settings: Settings, shop: str
) -> None:
    opening = Opening(document, settings)
    with qtbot.waitSignal(opening.password_wanted) as wanted:
        opening.open(shop)
    with qtbot.waitSignal(document.open_failed) as failed:
        opening.give_up(*wanted.args)
    assert failed.args == wanted.args
    assert settings.recent == ()


def test_a_password_is_kept_only_where_that_is_asked_and_once_it_is_right(
    qtbot: QtBot, document: Document, settings: Settings, shop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[str, str]] = []
    monkeypatch.setattr("leftfold.ui.opening.keep", lambda target, password: kept.append((target, password)))
    opening = Opening(document, settings)
    with qtbot.waitSignal(opening.password_wanted):
        opening.open(shop)
    with qtbot.waitSignal(opening.password_wanted):
        opening.give_password("wr0ng", remember=True)
    assert kept == []
    with qtbot.waitSignal(document.opened):
        opening.give_password(PASSWORD, remember=True)
    qtbot.waitUntil(lambda: bool(kept))
    assert [password for _target, password in kept] == [PASSWORD]


def test_a_bundle_is_shown_where_it_was_made(
    qtbot: QtBot, document: Document, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    store = make_native(tmp_path / "bundle", {"student/1": [PLACED], "student/2": [PLACED, DONE, DONE]})
    stream = StreamId("student", "2")
    write_note(store, Noted(stream, 2, "school", "", ((stream, 3, "here"),)))
    with qtbot.waitSignals([document.version_missing, document.loaded], timeout=WAIT):
        Opening(document, settings).open(str(store))
    qtbot.waitUntil(lambda: document.tasks.is_idle, timeout=WAIT)
    assert (document.selection.stream, document.selection.ordinal) == (stream, 2)
    assert [one.note for one in Bookmarks(bookmarks_file()).of(str(store), stream)] == ["here"]
