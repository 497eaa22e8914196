"""A session composes the floors; and the law of a commit: what its preview showed is what the store then folds to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leftfold.computer import computer_user
from leftfold.domain.plugins import Entry
from leftfold.domain.registry import Domains
from leftfold.domains.progress import PROGRESS
from leftfold.domains.sales import SALES
from leftfold.draft.draft import Draft, rebased, with_append, with_restore, with_soft_delete
from leftfold.model.edits import Append, Because
from leftfold.model.errors import Cancelled, CannotOpen, Conflict, NotFound, Refused, StoreFailed
from leftfold.model.json import Json, JsonObject
from leftfold.model.stream import StreamId
from leftfold.replay.narrative import shown
from leftfold.session import ALL, Replay, Session
from tests.store.applications import append, application
from tests.store.made_layouts import JOINED_TOML, make_joined
from tests.store_builders import Streams, make_eventsourcing, make_native, stream_id

WHY = Because("tester", "a law", "T-1")
AT = datetime(2026, 1, 1, tzinfo=UTC)
STUDENT = stream_id("student/1")
STREAMS: Streams = {
    "student/1": [("placeStudent", {"lesson": 6}), ("lessonCompleted", {"lesson": 6})],
    "cart/7": [("itemAdded", {"item": "computer", "quantity": 2})],
    "ghost/1": [("seen", {"times": 3, "where": "attic"}), ("seen", {"times": 4})],
}

Fact: TypeAlias = tuple[str, JsonObject]

_numbers = st.integers(1, 9)
# A completed lesson without its number fails, and so does an event of a type that the domain does not know.
_facts: st.SearchStrategy[Fact] = st.tuples(
    st.sampled_from(["placeStudent", "lessonCompleted", "activityCompleted", "resetProgress", "quizTaken", "unknown"]),
    st.fixed_dictionaries(
        {}, optional={"lesson": st.integers(1, 9), "activity": st.integers(1, 4), "quiz": st.just("q")}
    ),
)


def _opened(path: Path, *, domain: str | None = None, domains: Domains | None = None) -> closing[Session]:
    return closing(Session.open(str(path), domain=domain, domains=domains))


def _drafted(session: Session, replay: Replay, flips: list[int], new: list[Fact]) -> Draft:
    draft = session.new_draft(replay, WHY)
    for version in flips:
        deleted = version in draft.base_deletions
        draft = (with_restore if deleted else with_soft_delete)(draft, replay.index, version)
    for name, data in new:
        draft = with_append(draft, Append(name, data, AT))
    return draft


def _any_draft(session: Session, replay: Replay, data: st.DataObject) -> Draft:
    flips = data.draw(st.lists(st.integers(1, len(replay.index)), unique=True, max_size=4))
    return _drafted(session, replay, flips, data.draw(st.lists(_facts, max_size=3)))


def _standing(replay: Replay) -> tuple[Json, object]:
    standing = replay.history.standing(len(replay.index))
    return shown(replay.domain, standing.state), standing.failed


def _commit(session: Session, replay: Replay, draft: Draft) -> None:
    """Commit a draft, and check that the store then folds to what its preview showed."""
    proposed = session.what_if(replay, draft)
    effect = session.preview(replay, proposed)
    expected = proposed.history.standing(proposed.history.length)
    if draft:
        assert session.commit(draft).last_version == proposed.index.last_version
    after = session.open_stream(replay.stream)
    assert _standing(after) == (effect.after, expected.failed)
    assert after.index.versions.tolist() == proposed.index.versions.tolist()
    assert after.index.deleted.tolist() == proposed.index.deleted.tolist()
    wanted = proposed.history.source.read(1, len(proposed.index))
    stored = after.history.source.read(1, len(after.index))
    assert [event._replace(position=None) for event in stored] == [event._replace(position=None) for event in wanted]


@settings(max_examples=20, deadline=None)
@given(st.lists(_facts, min_size=1, max_size=8), st.data())
def test_a_commit_is_its_preview_made_true(stored: list[Fact], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder, _opened(make_native(Path(folder) / "s.db", {"student/1": stored})) as session:
        session.unlock()
        for _round in range(3):
            replay = session.open_stream(STUDENT)
            _commit(session, replay, _any_draft(session, replay, data))


@settings(max_examples=20, deadline=None)
@given(stored=st.lists(_facts, min_size=1, max_size=12), data=st.data())
def test_a_replay_that_begins_at_snapshots_tells_what_one_from_the_first_event_does(
    stored: list[Fact], data: st.DataObject
) -> None:
    with (
        TemporaryDirectory() as folder,
        _opened(make_native(Path(folder) / "s.sqlite", {"student/1": stored})) as session,
    ):
        session.unlock()
        for _round in range(data.draw(st.integers(1, 3))):
            replay = session.open_stream(STUDENT, resume=True)
            snapshot = session.snapshot(replay)
            assert snapshot is not None
            session.keep_snapshots([snapshot], WHY)
            assert session.open_stream(STUDENT, resume=True).history.way_to(len(replay.index)) == 0
            flips = data.draw(st.lists(st.integers(1, len(replay.index)), unique=True, max_size=2))
            new = data.draw(st.lists(_facts, max_size=3))
            if flips or new:
                session.commit(_drafted(session, session.open_stream(STUDENT), flips, new))
            resumed, folded = session.open_stream(STUDENT, resume=True), session.open_stream(STUDENT)
            for ordinal in range(len(folded.index) + 1):
                assert resumed.history.standing(ordinal) == folded.history.standing(ordinal)


def test_snapshots_are_made_of_what_can_be_gone_on_from_and_kept_while_unlocked(path: Path) -> None:
    with _opened(path) as session:
        assert session.snapshot(session.open_stream(stream_id("cart/7"))) is None
        assert session.snapshot(session.open_stream(stream_id("sales/*"))) is None
        snapshot = session.snapshot(session.open_stream(STUDENT))
        assert snapshot is not None
        with pytest.raises(Refused, match="unlock it"):
            session.keep_snapshots([snapshot], WHY)
        session.unlock()
        assert session.keep_snapshots([snapshot], WHY) == 1
        assert session.store.snapshots(STUDENT)[0].basis == snapshot.basis


@settings(max_examples=20, deadline=None)
@given(st.lists(_facts, min_size=1, max_size=8), st.data())
def test_a_draft_that_another_overtook_is_a_conflict_and_true_once_it_is_rebased(
    stored: list[Fact], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        path = make_native(Path(folder) / "s.db", {"student/1": stored})
        with _opened(path) as session, _opened(path) as rival:
            session.unlock()
            rival.unlock()
            first = rival.open_stream(STUDENT)
            _commit(rival, first, _any_draft(rival, first, data))
            replay = session.open_stream(STUDENT)
            draft = _any_draft(session, replay, data)
            theirs = _any_draft(rival, replay, data)
            _commit(rival, replay, theirs)
            now = session.open_stream(STUDENT)
            assert draft.stands_on(now.index) is not bool(theirs)
            if draft and theirs:
                with pytest.raises(Conflict, match=r"^student/1 changed since the draft was made: "):
                    session.commit(draft)
                assert len(session.open_stream(STUDENT).index) == len(now.index)
            fresh, _lost = rebased(draft, now.index)
            assert fresh.stands_on(now.index)
            _commit(session, now, fresh)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_native(tmp_path / "s.db", STREAMS)


def test_a_draft_is_signed_with_who_why_and_for_which_ticket(path: Path) -> None:
    with _opened(path) as session:
        session.unlock()
        draft = session.new_draft(session.open_stream(STUDENT), Because("", "the wrong lesson", "SUP-1"))
        assert draft.because == Because(computer_user(), "the wrong lesson", "SUP-1")
        assert session.signed(WHY) == WHY
        session.commit(with_append(draft, Append("lessonCompleted", {"lesson": 7}, AT, {"desk": 3})))
        replay = session.open_stream(STUDENT)
        assert replay.history.step(3).event.metadata == {
            "desk": 3,
            "leftfold": {"author": computer_user(), "reason": "the wrong lesson", "ticket": "SUP-1"},
        }
        (entry,) = session.store.audit(STUDENT)
        assert (entry.because, entry.base_version, entry.version) == (draft.because, 2, 3)


def test_only_an_unlocked_session_commits(path: Path) -> None:
    with _opened(path) as session:
        replay = session.open_stream(STUDENT)
        draft = _drafted(session, replay, [1], [])
        unlocked = []
        for _time in range(2):
            with pytest.raises(Refused, match=r"^The store is open read-only; unlock it before committing\.$"):
                session.commit(draft)
            for switch in (session.unlock, session.unlock, session.lock, session.lock):
                switch()
                unlocked.append(session.unlocked)
        assert unlocked == [True, True, False, False] * 2
        assert session.open_stream(STUDENT).index.deleted.tolist() == [False, False]
        session.unlock()
        session.commit(draft)
        assert session.open_stream(STUDENT).index.deleted.tolist() == [True, False]


def test_what_cannot_be_written_stays_locked(tmp_path: Path) -> None:
    layout = tmp_path / "joined.toml"
    layout.write_text(JOINED_TOML, "utf-8")
    with closing(Session.open(str(make_joined(tmp_path / "f.db")), layout=str(layout))) as session:
        with pytest.raises(Refused, match="Append through the application instead"):
            session.unlock()
        assert not session.unlocked


def test_a_store_that_is_another_by_now_is_not_unlocked(path: Path, tmp_path: Path) -> None:
    with _opened(path) as session:
        (tmp_path / "aside").mkdir()
        make_native(tmp_path / "aside" / "s.db", STREAMS).replace(path)
        with pytest.raises(
            StoreFailed, match=r"^s\.db was replaced by another file since it was opened; open it again"
        ):
            session.unlock()
        assert not session.unlocked


def test_another_program_that_comes_and_goes_takes_no_commit_away(path: Path) -> None:
    with _opened(path) as session:
        replay = session.open_stream(STUDENT)
        session.unlock()
        with application(path) as other:
            other.run(append("ghost/1", 3))
        session.commit(_drafted(session, replay, [], [("lessonCompleted", {"lesson": 7})]))
    with _opened(path) as session:
        assert len(session.open_stream(STUDENT).index) == 3


def test_a_session_leaves_only_the_store(path: Path) -> None:
    with _opened(path) as session:
        replay = session.open_stream(STUDENT)
        session.unlock()
        session.commit(_drafted(session, replay, [1], []))
        session.lock()
        assert session.open_stream(STUDENT).index.deleted.tolist() == [True, False]
        session.unlock()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_session_that_fails_to_open_leaves_nothing_open(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotOpen, match="There is no domain 'nope'"):
        Session.open(str(path), domain="nope")

    def broken() -> Domains:
        raise KeyError

    monkeypatch.setattr(Domains, "installed", broken)
    with pytest.raises(KeyError):
        Session.open(str(path))
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_reading_store_is_closed_even_where_the_writing_one_fails(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session.open(str(path))
    session.unlock()
    lock = session.lock

    def failing() -> None:
        lock()
        raise KeyError

    monkeypatch.setattr(session, "lock", failing)
    with pytest.raises(KeyError):
        session.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


DOMAINS = Domains([Entry("progress", "tests", lambda: PROGRESS), Entry("sales", "tests", lambda: SALES)])


def test_a_stream_is_read_by_the_domain_of_its_type(path: Path) -> None:
    with _opened(path, domains=DOMAINS) as session:
        names = [session.open_stream(session.resolve(text)).domain.name for text in ("student/1", "cart/7", "ghost/1")]
        assert names == ["progress", "generic", "generic"]
        ghost = session.open_stream(stream_id("ghost/1"))
        assert [track.name for track in ghost.domain.tracks] == ["times"]
        assert _standing(ghost) == ({"times": 4, "where": "attic"}, None)
        assert session.domain_for(stream_id("ghost/1")).tracks == ()


def test_a_domain_that_was_asked_for_reads_every_aggregate(path: Path) -> None:
    with _opened(path, domain="progress", domains=DOMAINS) as session:
        replay = session.open_stream(stream_id("ghost/1"))
        assert replay.domain == PROGRESS
        assert session.projections() == (StreamId("sales", ALL),)


def test_a_projection_is_opened_by_its_name_and_takes_no_edits(path: Path) -> None:
    sales = StreamId("sales", ALL)
    with _opened(path, domains=DOMAINS) as session:
        assert session.projections() == (sales,)
        assert session.resolve("sales") == session.resolve("sales/*") == sales
        replay = session.open_stream(sales)
        assert (replay.domain, replay.is_projection, len(replay.index)) == (SALES, True, 1)
        assert not session.open_stream(STUDENT).is_projection
        with pytest.raises(Refused, match=r"^sales is a projection over many aggregates; correct the"):
            session.new_draft(replay, WHY)


def test_an_aggregate_is_found_without_asking_for_all_types(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def types() -> tuple[str, ...]:
        pytest.fail("some stores take long to tell their types")

    with closing(Session.open(str(path))) as session:
        monkeypatch.setattr(session.store, "types", types)
        assert session.resolve("student/1") == STUDENT
        assert session.projections(types=("ghost",)) == ()
        assert session.projections(types=("cart",)) == (StreamId("sales", ALL),)


def test_a_projection_that_was_asked_for_is_the_only_one(path: Path) -> None:
    ghosts = replace(SALES, name="ghosts", aggregate_types=("ghost",))
    domains = Domains([*DOMAINS.entries, Entry("ghosts", "tests", lambda: ghosts)])
    with _opened(path, domains=domains) as session:
        assert session.projections() == (StreamId("sales", ALL), StreamId("ghosts", ALL))
    with _opened(path, domain="ghosts", domains=domains) as session:
        assert session.projections() == (StreamId("ghosts", ALL),)
        assert len(session.open_stream(StreamId("ghosts", ALL)).index) == 2
        assert session.open_stream(STUDENT).domain.name == "progress"


def test_a_projection_without_aggregates_is_not_there(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", {"student/1": [("placeStudent", {"lesson": 6})], "odd/*": [("made", {})]})
    with _opened(path, domains=DOMAINS) as session:
        assert session.projections() == ()
        with pytest.raises(NotFound, match='no aggregate "sales"'):
            session.resolve("sales")
        assert session.open_stream(StreamId("odd", ALL)).domain.name == "generic"


def test_opening_a_stream_tells_its_progress_and_may_be_ended(path: Path) -> None:
    heard: list[int] = []

    def stop(done: int) -> None:
        heard.append(done)
        raise Cancelled

    with _opened(path, domains=DOMAINS) as session:
        for stream in (STUDENT, StreamId("sales", ALL)):
            with pytest.raises(Cancelled):
                session.open_stream(stream, progress=stop)
    assert heard == [2, 1]


def test_where_a_store_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_native(tmp_path / "s.sqlite", {"student/1": [("placeStudent", {"lesson": 6})]})
    monkeypatch.chdir(tmp_path)
    with closing(Session.open("s.sqlite")) as session:
        assert session.place == str(tmp_path / "s.sqlite")


@pytest.fixture
def _in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leftfold.store.outline.LONG", 5)
    monkeypatch.setattr("leftfold.store.outline.INDEX_PAGE", 2)


@settings(max_examples=20, deadline=None)
@given(st.lists(_facts, min_size=1, max_size=12), st.lists(st.integers(0, 12), max_size=6))
def test_what_is_shown_replays_as_what_is_read_whole(stored: list[Fact], places: list[int]) -> None:
    with (
        pytest.MonkeyPatch.context() as patch,
        TemporaryDirectory() as folder,
        _opened(make_native(Path(folder) / "s.db", {"student/1": stored})) as session,
    ):
        patch.setattr("leftfold.store.outline.LONG", 3)
        patch.setattr("leftfold.store.outline.INDEX_PAGE", 2)
        whole, begun = session.open_stream(STUDENT), session.show_stream(STUDENT)
        for place in places:
            ordinal = min(place, len(stored))
            assert begun.history.standing(ordinal) == whole.history.standing(ordinal)
        assert list(begun.history.steps(1, len(stored))) == list(whole.history.steps(1, len(stored)))
        assert begun.as_read().index.unread is None


def _edit(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


_APPEND = (
    "INSERT INTO events (aggregate_type, aggregate_id, version, event_type, payload, recorded_at) "
    "VALUES ('{}', '{}', {}, 'lessonCompleted', '{{\"lesson\": 7}}', '2024-05-01T08:00:00.000000Z')"
)
_DELETE = "INSERT INTO deletions (position, action, at, by, reason) VALUES (2, 'delete', '2024', 'me', 'why')"
_REWRITE = "UPDATE events SET payload = '{\"lesson\": 3}' WHERE position = 1"


@pytest.mark.parametrize(
    ("changes", "warm"),
    [
        ((), True),
        ((_APPEND.format("student", "2", 1),), True),
        ((_APPEND.format("student", "1", 3),), False),
        ((_DELETE,), False),
        (("DROP TRIGGER events_never_update", _REWRITE), False),
    ],
)
def test_what_was_shown_lately_is_given_again_unless_it_may_have_changed(
    tmp_path: Path, changes: tuple[str, ...], *, warm: bool
) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with _opened(path) as session:
        before = session.show_stream(STUDENT)
        session.show_stream(stream_id("cart/7"))
        _edit(path, *changes)
        after = session.show_stream(STUDENT)
        assert (after.history is before.history) is warm
        now = session.open_stream(STUDENT)
        assert list(after.history.steps(1, len(after.index))) == list(now.history.steps(1, len(now.index)))
        assert session.show_stream(STUDENT).history is (after.history), "and from then on it is kept as it is now"


def test_a_stream_that_went_away_is_not_given_from_memory(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with _opened(path) as session:
        session.show_stream(STUDENT)
        _edit(path, "DROP TRIGGER events_never_delete", "DELETE FROM events WHERE aggregate_id = '1'")
        with pytest.raises(NotFound, match="student/1"):
            session.show_stream(STUDENT)


def test_a_store_that_does_not_keep_its_events_is_read_again_once_anything_changed(tmp_path: Path) -> None:
    rows = [("a" * 32, 1, "shop:Cart.Added", b"{}"), ("b" * 32, 1, "shop:Cart.Added", b"{}")]
    path = make_eventsourcing(tmp_path / "e.db", rows)
    with _opened(path) as session:
        cart = session.store.aggregates()[0].stream
        first = session.show_stream(cart)
        assert session.show_stream(cart).history is first.history
        _edit(path, "UPDATE stored_events SET state = '{\"a\": 1}' WHERE originator_version = 1")
        assert session.show_stream(cart).history is not first.history


@pytest.mark.usefixtures("_in_pages")
def test_a_draft_stands_on_a_stream_of_which_not_all_is_read(tmp_path: Path) -> None:
    stored: list[Fact] = [("placeStudent", {"lesson": lesson}) for lesson in range(1, 12)]
    with _opened(make_native(tmp_path / "s.db", {"student/1": stored})) as session:
        begun, whole = session.show_stream(STUDENT), session.open_stream(STUDENT)
        assert begun.index.count_read == 3
        draft = _drafted(session, begun, [4], [("lessonCompleted", {"lesson": 11})])
        assert draft == _drafted(session, whole, [4], [("lessonCompleted", {"lesson": 11})])
        proposed, expected = session.what_if(begun, draft), session.what_if(whole, draft)
        assert [proposed.index.type_at(ordinal) for ordinal in (4, 11, 12)] == ["", "placeStudent", "lessonCompleted"]
        assert session.preview(begun, proposed) == session.preview(whole, expected)
        *_more, full = begun.filled()
        shown_index = proposed.on(full.index)
        assert [shown_index.type_at(n) for n in range(1, 13)] == [expected.index.type_at(n) for n in range(1, 13)]
        assert shown_index.deleted.tolist() == expected.index.deleted.tolist()
        assert (shown_index.unread, proposed.on(begun.index) is proposed.index) == (None, True)


def test_a_projection_is_read_whole_and_kept_while_the_store_is_as_it_was(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.db", STREAMS)
    with _opened(path) as session:
        (sales,) = session.projections()
        first = session.show_stream(sales)
        assert first.index.unread is None
        assert session.show_stream(sales).history is first.history
        _edit(path, _APPEND.format("student", "2", 1))
        assert session.show_stream(sales).history is not first.history


@pytest.mark.usefixtures("_in_pages")
def test_a_long_stream_that_went_on_is_not_read_again_and_keeps_what_was_folded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored: list[Fact] = [("placeStudent", {"lesson": 1 + lesson % 9}) for lesson in range(200)]
    path = make_native(tmp_path / "s.db", {"student/1": stored})
    with _opened(path) as session:
        before = session.show_stream(STUDENT)
        before.history.standing(200)
        _edit(path, *(_APPEND.format("student", "1", version) for version in (201, 202, 203)))
        with monkeypatch.context() as never:
            never.setattr("leftfold.session.Session._begun", None)
            after = session.show_stream(STUDENT)
        assert (len(before.index), len(after.index), after.lineage is before.lineage) == (200, 203, True)
        assert after.history.way_to(203) < 64, "keyframes are as far apart"
        whole = session.open_stream(STUDENT)
        assert list(after.history.steps(1, 203)) == list(whole.history.steps(1, 203))
        _edit(path, _DELETE.replace("(2,", "(150,"), _APPEND.format("student", "1", 204))
        with monkeypatch.context() as never:
            never.setattr("leftfold.session.Session._begun", None)
            after = session.show_stream(STUDENT)
        assert after.lineage is not before.lineage, "what was told of it does not hold any more"
        assert after.history.way_to(149) < 64, "but what was folded before the first change does"
        whole = session.open_stream(STUDENT)
        assert list(after.history.steps(1, 204)) == list(whole.history.steps(1, 204))
        assert after.as_read().index.deleted.tolist() == whole.index.deleted.tolist()
        _edit(path, _DELETE.replace("(2,", "(1,"))
        now = session.show_stream(STUDENT)
        assert list(now.history.steps(1, 204)) == list(session.open_stream(STUDENT).history.steps(1, 204))


_changes = st.lists(st.tuples(st.sampled_from(["append", "delete", "restore", "show"]), st.integers(1, 9)), max_size=12)


@settings(max_examples=25, deadline=None)
@given(_changes)
def test_whatever_others_do_meanwhile_what_is_shown_is_what_the_store_has(changes: list[tuple[str, int]]) -> None:
    stored: list[Fact] = [("placeStudent", {"lesson": lesson}) for lesson in range(1, 10)]
    with (
        pytest.MonkeyPatch.context() as patch,
        TemporaryDirectory() as folder,
        _opened(path := make_native(Path(folder) / "s.db", {"student/1": stored})) as session,
    ):
        patch.setattr("leftfold.store.outline.LONG", 3)
        patch.setattr("leftfold.store.outline.INDEX_PAGE", 2)
        session.show_stream(STUDENT)
        last = len(stored)
        for change, version in (*changes, ("show", 9)):
            if change == "append":
                last += 1
                _edit(path, _APPEND.format("student", "1", last))
            elif change == "show":
                replay, whole = session.show_stream(STUDENT), session.open_stream(STUDENT)
                assert replay.index.deleted.tolist() == whole.index.deleted.tolist()
                assert replay.history.step(version) == whole.history.step(version)
                assert list(replay.history.steps(1, last)) == list(whole.history.steps(1, last))
            else:
                _edit(path, _DELETE.replace("(2, 'delete'", f"({version}, '{change}'"))
