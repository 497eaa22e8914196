"""What is previewed of any draft is what the store folds to after its commit, while others write to it as well."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from leftfold.draft.draft import Draft, with_append, with_restore, with_soft_delete
from leftfold.model.edits import Append, Because
from leftfold.model.errors import Conflict, Refused
from leftfold.model.index import StreamIndex
from leftfold.model.json import Json, JsonObject
from leftfold.model.step import Failed
from leftfold.replay.history import History
from leftfold.replay.narrative import shown
from leftfold.session import Replay, Session
from tests.school import EVENTS
from tests.servers import Server
from tests.store_builders import make_native

WHY: Final = Because("Ann", "put right")
STUDENTS: Final = ("student/1", "student/2")
AT: Final = datetime(2024, 6, 1, 9, 30, tzinfo=UTC)
ROUNDS: Final = 60

NUMBERS = st.integers(-1, 9)
NEW: Final[st.SearchStrategy[tuple[str, JsonObject]]] = st.one_of(
    st.tuples(st.just("activityCompleted"), st.fixed_dictionaries({"lesson": NUMBERS, "activity": NUMBERS})),
    st.tuples(st.sampled_from(["resetProgress", "placeStudent"]), st.fixed_dictionaries({"lesson": NUMBERS})),
    # Neither of these can be applied: an edit may be wrong, and the preview has to know it.
    st.tuples(st.just("lessonCompleted"), st.fixed_dictionaries({"lesson": st.text(max_size=2)})),
    st.tuples(st.just("unheard"), st.just({})),
)
EDITS = st.lists(st.one_of(NEW, st.integers(0, 10**6)), min_size=1, max_size=6)
"""Each an event to append, or a number that tells which stored event is deleted, or restored where it is deleted."""


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long one waits for the other is up to how busy the machine is."""
    monkeypatch.setattr("leftfold.store.sqlite_engine.BUSY_SECONDS", 60)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A store with two students, one of whom has an event that cannot be applied."""
    students = {STUDENTS[0]: EVENTS, STUDENTS[1]: [*EVENTS, ("unheard", {}), ("lessonCompleted", {"lesson": 3})]}
    if request.param == "sqlite":
        return str(make_native(tmp_path / "school.sqlite", students))
    server: Server = request.getfixturevalue("postgresql")
    return make_native(server.new_database(), students)


@contextmanager
def writing(place: str) -> Iterator[Session]:
    with closing(Session.open(place)) as session:
        session.unlock()
        yield session


def drafted(session: Session, replay: Replay, edits: list[Any]) -> Draft:
    """A draft of as many of the edits as apply."""
    draft = session.new_draft(replay, WHY)
    for edit in edits:
        with suppress(Refused):
            draft = edited(draft, replay.index, edit)
    return draft


def edited(draft: Draft, index: StreamIndex, edit: Any) -> Draft:
    if isinstance(edit, tuple):
        type_, data = edit
        return with_append(draft, Append(type_, data, AT))
    ordinal = edit % len(index)
    change = with_restore if index.deleted[ordinal] else with_soft_delete
    return change(draft, index, int(index.versions[ordinal]))


def failures(history: History[Any]) -> dict[int, str]:
    """By version the error of each event that cannot be applied."""
    steps = history.steps(1, history.length)
    return {step.event.version: step.outcome.error for step in steps if isinstance(step.outcome, Failed)}


def check_commit(session: Session, student: str, edits: list[Any]) -> None:
    """Commit a draft, and hold what was previewed of it against what is read afterwards. Raises `Conflict`."""
    replay = session.open_stream(session.resolve(student))
    draft = drafted(session, replay, edits)
    if not draft:
        return
    proposed = session.what_if(replay, draft)
    effect = session.preview(replay, proposed)
    before = failures(replay.history)
    done = session.commit(draft)
    stored = session.open_stream(replay.stream)
    # Others may have gone on since.
    length = stored.index.ordinal_at(done.last_version or 0)
    until = History(stored.domain, stored.history.source, length)
    assert shown_at_end(until) == effect.after == shown_at_end(proposed.history)
    assert stored.index.versions[:length].tolist() == proposed.index.versions.tolist()
    assert stored.index.deleted[:length].tolist() == proposed.index.deleted.tolist()
    fail = failures(until)
    assert {one.version for one in effect.now_failing} == fail.keys() - before.keys()
    assert set(effect.now_applied) == {v for v in before.keys() - fail.keys() if v not in draft_deleted(draft, stored)}


def shown_at_end(history: History[Any]) -> Json:
    return shown(history.domain, history.standing(history.length).state)


def draft_deleted(draft: Draft, stored: Replay) -> set[int]:
    """The versions that are deleted now and were not before the draft."""
    return set(stored.index.versions[stored.index.deleted].tolist()) - draft.base_deletions


def test_any_draft_is_kept_as_it_was_previewed(place: str) -> None:
    with writing(place) as session:

        @settings(max_examples=60, deadline=None)
        @given(st.sampled_from(STUDENTS), EDITS)
        def law(student: str, edits: list[Any]) -> None:
            check_commit(session, student, edits)

        law()


class Meddler(threading.Thread):
    """Another program that appends to the students until it is told to end."""

    def __init__(self, place: str, began: threading.Event) -> None:
        super().__init__()
        self._place, self._began = place, began
        self.ended = threading.Event()
        self.appended = 0
        self.error: Exception | None = None

    @override
    def run(self) -> None:
        """Append until the end."""
        try:
            with writing(self._place) as session:
                self._meddle(session, Random(7))
        except Exception as error:  # noqa: BLE001 - the thread that waits for it raises it
            self.error = error
        finally:
            self._began.set()

    def _meddle(self, session: Session, chance: Random) -> None:
        while not self.ended.is_set():
            replay = session.open_stream(session.resolve(chance.choice(STUDENTS)))
            data: JsonObject = {"lesson": chance.randint(1, 9)}
            with suppress(Conflict):
                session.commit(with_append(session.new_draft(replay, WHY), Append("resetProgress", data, AT)))
                self.appended += 1
            self._began.set()
            # As an application would: now and then, and not as fast as it can.
            self.ended.wait(chance.random() / 50)


def test_it_is_kept_or_refused_while_another_program_writes(place: str) -> None:
    began = threading.Event()
    meddler = Meddler(place, began)
    outcomes = {"kept": 0, "refused": 0}
    meddler.start()
    try:
        assert began.wait(30)
        with writing(place) as session:
            for number in range(ROUNDS):
                outcomes[outcome(lambda number=number: check_commit(session, *an_edit(number)))] += 1  # type: ignore[misc]
    finally:
        meddler.ended.set()
        meddler.join()
    assert meddler.error is None
    assert meddler.appended > 0
    assert outcomes["kept"] > 0


def an_edit(number: int) -> tuple[str, list[Any]]:
    """The student and the edits of a round."""
    chance = Random(number)
    new = ("activityCompleted", {"lesson": chance.randint(1, 9), "activity": chance.randint(1, 3)})
    return chance.choice(STUDENTS), [chance.randrange(10**6), new, chance.randrange(10**6)]


def outcome(work: Callable[[], None]) -> str:
    try:
        work()
    except Conflict:
        return "refused"
    return "kept"


def test_what_moved_after_the_preview_is_refused_and_nothing_is_written(place: str) -> None:
    with writing(place) as session, writing(place) as other:
        replay = session.open_stream(session.resolve(STUDENTS[0]))
        draft = drafted(session, replay, [0, ("resetProgress", {"lesson": 6})])
        meanwhile = other.open_stream(replay.stream)
        other.commit(with_append(other.new_draft(meanwhile, WHY), Append("resetProgress", {"lesson": 2}, AT)))
        with pytest.raises(Conflict):
            session.commit(draft)
        after = session.open_stream(replay.stream)
        assert len(after.index) == len(replay.index) + 1
        assert not after.index.deleted.any()
