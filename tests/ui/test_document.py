"""The opened store and the shown stream."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest
from pytestqt.qtbot import QtBot

from leftfold.model.edits import ChangeSet, SoftDelete
from leftfold.model.errors import StoreFailed
from leftfold.model.stream import StreamId
from leftfold.replay.narrative import Moment
from leftfold.replay.survey import CHUNK, SurveyChunk
from leftfold.session import Session
from leftfold.store.bulk import NewRow
from leftfold.store.store import Store
from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.selection import Selection
from leftfold.ui.shown import Shown
from leftfold.ui.tasks import Lane, Tasks
from tests.store_builders import START, TESTING, make_native, opened
from tests.ui.conftest import WAIT, HoldLane, OpenStore

LONG = 2 * CHUNK + 300
SHORT, OTHER = StreamId("thing", "short"), StreamId("thing", "other")


class Desk:
    """A document on a store with things of 7, 3 and many events, and what it tells."""

    def __init__(self, document: Document, path: Path, idle: Callable[[], None]) -> None:
        self.document = document
        self.path = path
        self.idle = idle
        self.said: list[tuple[str, str]] = []
        self.moments: list[int | None] = []
        """The versions of the moments that came, None where there was none."""
        self.chunks: list[SurveyChunk] = []
        """What came of the survey since what is shown changed last."""
        document.open_failed.connect(lambda sentence: self.said.append(("open", sentence)))
        document.load_failed.connect(lambda sentence: self.said.append(("load", sentence)))
        document.version_missing.connect(lambda sentence: self.said.append(("version", sentence)))
        document.survey_failed.connect(lambda sentence: self.said.append(("survey", sentence)))
        document.moment_failed.connect(lambda sentence: self.said.append(("moment", sentence)))
        document.moment_changed.connect(self._note_moment)
        document.shown_changed.connect(self.chunks.clear)
        document.surveyed.connect(self.chunks.append)

    @property
    def place(self) -> tuple[int, int]:
        """After how many of how many events the cursor stands."""
        return self.document.selection.ordinal, self.document.selection.length

    @property
    def shown(self) -> Shown | None:
        """What is shown."""
        return self.document.shown

    @property
    def surveyed(self) -> list[int]:
        """The ordinals in the chunks."""
        return [ordinal for chunk in self.chunks for ordinal in range(chunk.first, chunk.first + len(chunk))]

    def show(self, id_: str, *, at: int | None = None) -> None:
        """Show a thing, and wait until nothing is under way."""
        self.document.select(f"thing/{id_}", at=at)
        self.idle()

    def reload(self) -> None:
        """Read everything again, and wait until nothing is under way."""
        self.document.reload()
        self.idle()

    def append(self, stream: StreamId, count: int = 1) -> None:
        """Append events as another program would."""
        with opened(self.path, write=True) as store:
            store.append_many([NewRow(stream, "put", '{"n": 0}', START)] * count, TESTING)

    def lose(self, id_: str) -> None:
        """Lose a thing's events, past all that protects them."""
        with closing(sqlite3.connect(self.path)) as connection, connection:
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute("DELETE FROM events WHERE aggregate_id = ?", (id_,))

    def _note_moment(self, moment: Moment[object] | None) -> None:
        self.moments.append(None if moment is None else moment.step.event.version)


def _events(count: int) -> Iterator[tuple[str, dict[str, int]]]:
    return (("put", {"n": n}) for n in range(1, count + 1))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three things, made once."""
    streams = {"thing/short": _events(7), "thing/other": _events(3), "thing/long": _events(LONG)}
    return make_native(tmp_path_factory.mktemp("made") / "s.sqlite", streams)


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    """A store of three things."""
    return Path(copy(made, tmp_path))


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """Another store."""
    return make_native(tmp_path / "t.sqlite", {"thing/9": _events(1)})


@pytest.fixture
def desk(document: Document, path: Path, idle: Callable[[], None], open_store: OpenStore) -> Desk:
    """A document on an open store, with nothing shown yet."""
    open_store(path)
    return Desk(document, path, idle)


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens to sessions: `opened`, then `closed here` by this thread or `closed elsewhere`."""
    happened: list[str] = []
    here = threading.get_ident()
    really_begin, really_close = Session.__init__, Session.close

    def begin(session: Session, target: str, store: Store, *arguments: object, **options: object) -> None:
        really_begin(session, target, store, *arguments, **options)  # type: ignore[arg-type]
        happened.append("opened")

    def close(session: Session) -> None:
        really_close(session)
        happened.append("closed here" if threading.get_ident() == here else "closed elsewhere")

    monkeypatch.setattr(Session, "__init__", begin)
    monkeypatch.setattr(Session, "close", close)
    return happened


def test_a_store_that_is_not_there_is_told(document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(document.open_failed, timeout=WAIT) as told:
        document.open(str(tmp_path / "none.sqlite"))
    assert "none.sqlite" in told.args[0]
    assert document.session is None


def test_another_store_takes_the_place_of_the_first(sessions: list[str], desk: Desk, second: Path) -> None:
    desk.show("short")
    document, happened = desk.document, list[str]()
    document.closed.connect(lambda: happened.append(f"closed: {document.session}, {document.shown}, {desk.place}"))
    document.opened.connect(lambda: happened.append("opened"))
    document.open(str(second))
    desk.idle()
    assert happened == ["closed: None, None, (0, 0)", "opened"]
    assert document.session is not None
    assert document.session.store.name == "t.sqlite"
    assert document.selection.stream is None
    assert sessions == ["opened", "opened", "closed elsewhere"]


def test_a_store_stays_open_where_another_cannot_be_opened(desk: Desk, tmp_path: Path) -> None:
    desk.show("short")
    shown = desk.shown
    desk.document.open(str(tmp_path / "none.sqlite"))
    desk.idle()
    assert [about for about, _sentence in desk.said] == ["open"]
    assert desk.shown is shown is not None


def test_of_stores_opened_in_quick_succession_the_last_stays_and_the_others_are_closed(
    sessions: list[str], desk: Desk, second: Path
) -> None:
    for path in (second, desk.path) * 3 + (second,):
        desk.document.open(str(path))
    desk.idle()
    assert desk.document.session is not None
    assert desk.document.session.store.name == "t.sqlite"
    assert sessions.count("opened") - sessions.count("closed elsewhere") == 1
    assert "closed here" not in sessions


def test_a_store_that_was_opened_too_late_is_closed(
    sessions: list[str], document: Document, tasks: Tasks, path: Path, idle: Callable[[], None]
) -> None:
    opened_ = threading.Event()
    document.open(str(path))
    tasks.when_through(opened_.set)
    opened_.wait(WAIT)
    document.close()
    idle()
    assert sessions == ["opened", "closed elsewhere"]
    assert document.session is None


def test_a_store_is_closed_once_nobody_reads_it(sessions: list[str], desk: Desk, held: HoldLane) -> None:
    desk.show("short")
    with held(Lane.ROWS):
        desk.document.close()
        assert desk.document.session is None
        assert desk.shown is None
        assert sessions == ["opened"]
    desk.idle()
    assert sessions == ["opened", "closed elsewhere"]


def test_closing_with_everything_under_way_leaves_nothing(sessions: list[str], desk: Desk) -> None:
    document = desk.document
    desk.show("short")
    document.select("long")
    document.reload()
    document.open(str(desk.path))
    document.close()
    document.tasks.close()
    assert sessions.count("opened") == sum(happened.startswith("closed") for happened in sessions)
    assert document.session is None
    assert document.tasks.is_idle


def test_closing_twice_is_told_once(desk: Desk) -> None:
    told: list[str] = []
    desk.document.closed.connect(lambda: told.append("closed"))
    desk.document.close()
    desk.document.close()
    assert told == ["closed"]


def test_without_a_store_nothing_is_read(document: Document, tasks: Tasks, selection: Selection) -> None:
    document.select("short")
    document.reload()
    selection.select(SHORT)
    assert tasks.is_idle
    assert document.shown is None


def test_the_selected_stream_is_shown_at_its_end(desk: Desk) -> None:
    desk.show("short")
    assert desk.shown is not None
    assert desk.document.selection.stream == SHORT
    assert desk.place == (7, 7)


@pytest.mark.parametrize("version", [4, 0, 7])
def test_a_stream_is_shown_at_the_version_asked_for(desk: Desk, version: int) -> None:
    desk.show("short", at=version)
    assert desk.place == (version, 7)
    desk.show("short", at=2)
    assert desk.place == (2, 7)
    assert desk.said == []


def test_a_version_that_is_not_there_is_told_and_the_cursor_stands_before_it(desk: Desk) -> None:
    desk.show("short", at=70)
    assert desk.place == (7, 7)
    assert desk.said == [("version", "thing/short has no version 70; the state shown is the one after version 7.")]


def test_an_aggregate_that_is_not_there_is_told_and_what_is_shown_stays(desk: Desk) -> None:
    desk.show("short")
    shown = desk.shown
    desk.show("nobody")
    ((about, sentence),) = desk.said
    assert about == "load"
    assert "thing/nobody" in sentence
    assert desk.shown is shown is not None


def test_of_streams_selected_in_quick_succession_the_last_is_shown(desk: Desk, held: HoldLane) -> None:
    lengths: list[int] = []
    desk.document.loaded.connect(lambda: lengths.append(len(desk.shown.index) if desk.shown else 0))
    with held(Lane.STREAM):
        for _time in range(5):
            for stream in (SHORT, StreamId("thing", "long"), OTHER):
                desk.document.selection.select(stream)
    desk.idle()
    assert lengths == [3]
    assert desk.place == (3, 3)


def test_a_version_asked_of_one_stream_is_not_taken_for_another(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.document.loading, timeout=WAIT):
        desk.document.select("short", at=2)
    desk.document.selection.select(OTHER)
    desk.idle()
    assert desk.place == (3, 3)


@pytest.mark.parametrize(("stands", "then"), [(0, 0), (1, 1), (4, 4), (6, 6), (7, 9)])
def test_read_again_the_cursor_stays_where_it_is_or_at_the_end(desk: Desk, stands: int, then: int) -> None:
    desk.show("short")
    desk.document.selection.go_to(stands)
    desk.append(SHORT, 2)
    desk.reload()
    assert desk.place == (then, 9)


def test_the_cursor_may_move_while_the_stream_is_read_again(desk: Desk, held: HoldLane) -> None:
    desk.show("short")
    with held(Lane.STREAM):
        desk.document.reload()
        desk.document.selection.go_to(2)
    desk.idle()
    assert desk.place == (2, 7)


def test_reading_again_says_so_before_and_is_no_loading_of_another(desk: Desk) -> None:
    desk.show("short")
    document, told = desk.document, list[str]()
    document.loading.connect(lambda _stream: told.append("loading"))
    document.reloading.connect(lambda _token: told.append("reloading"))
    document.loaded.connect(lambda: told.append("loaded"))
    document.shown_changed.connect(lambda: told.append("shown"))
    document.reload()
    reading = [document.is_reading]
    desk.idle()
    assert [*reading, document.is_reading] == [True, False]
    assert told == ["reloading", "loaded", "shown"]
    document.selection.select(OTHER)
    desk.idle()
    assert told[3:] == ["loading", "loaded", "shown"]


def test_lists_of_the_store_are_out_of_date_even_where_no_stream_is_shown(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.document.reloading, timeout=WAIT) as told:
        desk.document.reload()
    assert desk.document.session is not None
    assert told.args == [desk.document.session.store.change_token()]


def test_a_stream_that_disappeared_is_told_and_not_shown_until_it_is_back(desk: Desk) -> None:
    desk.show("short")
    desk.lose("short")
    desk.reload()
    ((about, sentence),) = desk.said
    assert about == "load"
    assert "thing/short" in sentence
    gone = desk.shown
    assert gone is None
    assert desk.place == (0, 0)
    desk.append(SHORT, 2)
    desk.reload()
    assert desk.place == (2, 2)


def test_a_stream_that_cannot_be_read_again_just_now_stays_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.show("short")
    shown = desk.shown
    monkeypatch.setattr(Session, "show_stream", _locked)
    desk.reload()
    assert desk.said == [("load", "s.sqlite is locked.")]
    assert desk.shown is shown is not None
    desk.document.selection.select(OTHER)
    desk.idle()
    assert desk.shown is None, "a stream is not shown under another's name"


def _locked(*_arguments: object, **_options: object) -> None:
    raise StoreFailed("s.sqlite is locked.")


def test_a_replay_of_another_stream_is_not_shown(desk: Desk) -> None:
    desk.show("short")
    shown = desk.shown
    assert desk.document.session is not None
    desk.document.show_replay(desk.document.session.open_stream(OTHER))
    assert desk.shown is shown


def test_the_moment_follows_the_cursor(desk: Desk) -> None:
    desk.show("short")
    for ordinal in (3, 0, 6):
        desk.document.selection.go_to(ordinal)
        desk.idle()
    assert desk.moments == [7, 3, None, 6]


def test_of_quick_jumps_only_the_last_moment_is_fetched(desk: Desk, held: HoldLane) -> None:
    desk.show("long")
    with held(Lane.MOMENT):
        for ordinal in range(1, 2000):
            desk.document.selection.go_to(ordinal)
    desk.idle()
    assert desk.moments == [LONG, 1999]


def test_a_moment_that_cannot_be_read_is_told(desk: Desk) -> None:
    desk.show("short")
    desk.lose("short")
    desk.document.selection.go_to(5)
    desk.idle()
    ((about, sentence),) = desk.said
    assert about == "moment"
    assert "s.sqlite" in sentence


def test_the_survey_covers_each_event_once(desk: Desk) -> None:
    desk.show("long")
    assert desk.document.survey_from == 1
    assert desk.surveyed == list(range(1, LONG + 1))
    assert len(desk.chunks) == 3


def test_the_survey_begins_anew_at_the_first_edit(drafting: Drafting, desk: Desk) -> None:
    desk.show("long")
    edited = LONG - 100
    drafting.soft_delete(edited)
    assert desk.document.survey_from == edited
    desk.idle()
    assert desk.surveyed == list(range(edited, LONG + 1))
    drafting.append("put", {"n": 1})
    desk.idle()
    assert desk.surveyed == list(range(edited, LONG + 2))
    drafting.discard()
    desk.idle()
    assert desk.surveyed == list(range(edited, LONG + 1))


def test_what_was_not_surveyed_before_an_edit_still_is(
    drafting: Drafting, desk: Desk, held: HoldLane, qtbot: QtBot
) -> None:
    with held(Lane.SURVEY):
        with qtbot.waitSignal(desk.document.loaded, timeout=WAIT):
            desk.document.select("long")
        drafting.soft_delete(LONG - 100)
        assert desk.document.survey_from == 1
    desk.idle()
    assert desk.surveyed == list(range(1, LONG + 1))


def test_the_survey_ends_with_a_sentence_where_events_are_gone(desk: Desk, held: HoldLane, qtbot: QtBot) -> None:
    with held(Lane.SURVEY):
        with qtbot.waitSignal(desk.document.loaded, timeout=WAIT):
            desk.document.select("long")
        qtbot.waitUntil(lambda: desk.moments == [LONG], timeout=WAIT)
        desk.lose("long")
    desk.idle()
    ((about, sentence),) = desk.said
    assert about == "survey"
    assert "s.sqlite" in sentence


def test_at_the_end_the_cursor_stays_at_the_end_of_the_draft(drafting: Drafting, desk: Desk) -> None:
    desk.show("short")
    drafting.append("put", {"n": 8})
    assert desk.place == (8, 8)
    drafting.append("put", {"n": 9})
    assert desk.place == (9, 9)
    drafting.remove(0)
    assert desk.place == (8, 8)
    drafting.discard()
    assert desk.place == (7, 7)


@pytest.mark.parametrize("ordinal", [0, 3])
def test_elsewhere_the_cursor_stays_where_it_is(drafting: Drafting, desk: Desk, ordinal: int) -> None:
    desk.show("short", at=ordinal)
    drafting.append("put", {"n": 8})
    drafting.soft_delete(2)
    assert desk.place == (ordinal, 8)
    drafting.discard()
    assert desk.place == (ordinal, 7)


def test_a_cursor_on_a_drafted_event_moves_to_the_end_when_it_is_taken_away(drafting: Drafting, desk: Desk) -> None:
    desk.show("short")
    for n in (8, 9):
        drafting.append("put", {"n": n})
    desk.document.selection.go_to(8)
    drafting.discard()
    assert desk.place == (7, 7)


def test_read_again_the_draft_is_laid_at_once_and_the_cursor_stays(drafting: Drafting, desk: Desk) -> None:
    desk.show("short")
    for n in (8, 9):
        drafting.append("put", {"n": n})
    desk.document.selection.go_to(8)
    lengths: list[int] = []
    desk.document.shown_changed.connect(lambda: lengths.append(len(desk.shown.index) if desk.shown else 0))
    desk.reload()
    assert lengths == [9]
    assert desk.document.survey_from == 8, "what was told of the stored events holds as before"
    assert desk.surveyed == [8, 9]
    assert desk.place == (8, 9)


def test_the_moment_is_the_one_of_the_draft(drafting: Drafting, desk: Desk, qtbot: QtBot) -> None:
    desk.show("short")
    with qtbot.waitSignal(desk.document.moment_changed, timeout=WAIT) as came:
        drafting.append("put", {"n": 8})
    (moment,) = came.args
    assert moment.step.event.version == 8
    assert moment.after == {"n": 8}


def test_an_edit_belongs_to_the_stream_that_is_shown_though_another_is_being_read(
    drafting: Drafting, desk: Desk, held: HoldLane
) -> None:
    desk.show("short")
    with held(Lane.STREAM):
        desk.document.selection.select(OTHER)
        drafting.soft_delete(2)
        assert drafting.drafted == (SHORT,)
    desk.idle()
    elsewhere = drafting.draft
    assert elsewhere is None
    desk.show("short")
    assert drafting.draft is not None
    assert drafting.draft.stream == SHORT


def test_without_a_stream_nothing_is_laid(desk: Desk) -> None:
    desk.document.show_what_if(None)
    assert desk.shown is None


def test_what_was_told_of_a_stream_holds_where_nothing_of_it_changed(desk: Desk) -> None:
    desk.show("long")
    desk.append(SHORT, 2)
    desk.reload()
    assert (desk.document.survey_from, desk.surveyed) == (LONG + 1, [])
    assert desk.moments[-1] == LONG
    desk.show("short")
    assert desk.document.survey_from == 1
    desk.show("long")
    assert desk.document.survey_from == 1, "what is told is told of one stream at a time"
    assert desk.surveyed == list(range(1, LONG + 1))


@pytest.mark.usefixtures("in_pages")
def test_of_a_stream_that_grew_only_the_new_events_are_told_anew(desk: Desk) -> None:
    desk.show("long")
    desk.append(StreamId("thing", "long"), 3)
    desk.reload()
    assert desk.document.survey_from == LONG + 1
    assert desk.surveyed == [LONG + 1, LONG + 2, LONG + 3]
    assert desk.place == (LONG + 3, LONG + 3)


@pytest.mark.usefixtures("in_pages")
def test_a_draft_on_a_stream_that_only_deletions_changed_is_told_from_its_first_edit(
    desk: Desk, drafting: Drafting
) -> None:
    desk.show("long")
    drafting.soft_delete(50)
    desk.idle()
    desk.append(SHORT)
    desk.reload()
    assert desk.document.survey_from == 50
    with opened(desk.path, write=True) as store:
        store.commit(ChangeSet(StreamId("thing", "long"), LONG, (SoftDelete(9),), TESTING, frozenset()))
    desk.reload()
    assert desk.document.survey_from == 1
