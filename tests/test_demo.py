"""The demo's store: made once, whole, and with the stories that its README tells."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from leftfold import demo
from leftfold.bundled import resources
from leftfold.demo import FIRST_SHOWN, demo_folder, demo_store
from leftfold.model.errors import CannotOpen
from leftfold.model.stream import StreamId
from leftfold.replay.narrative import shown
from leftfold.session import Replay, Session


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = Session.open(str(demo_store(tmp_path_factory.mktemp("demo"))))
    yield session
    session.close()


def _opened(session: Session, id_: str) -> Replay:
    return session.open_stream(session.resolve(id_))


def _states(replay: Replay) -> list[Any]:
    history = replay.history
    return [shown(replay.domain, history.standing(ordinal).state) for ordinal in range(history.length + 1)]


def _sentences(session: Session, id_: str) -> list[str]:
    replay = _opened(session, id_)
    steps = replay.history.steps(1, replay.history.length)
    return [replay.domain.sentence(step.event, step.before, step.after) for step in steps if step.event.data]


def test_the_talks_student_goes_through_the_talks_states(session: Session) -> None:
    states = _states(_opened(session, "student/talk"))
    places = [(state["currentPosition"], state["currentActivity"]) for state in states[1:]]
    assert places == [(6, 1), (6, 2), (6, 3), (7, 1), (3, 1)]


def test_the_talks_cart_sells_the_talks_computers(session: Session) -> None:
    replay = session.open_stream(StreamId("sales", "*"))
    own = [step.event.stream for step in replay.history.steps(1, 5)]
    assert own == [StreamId("cart", "talk")] * 5
    totals = [state["totalComputersSold"] for state in _states(replay)]
    assert totals[:6] == [0, 1, 2, 2, 1, 1]


def test_what_is_shown_first_has_the_wrong_reset(session: Session) -> None:
    assert FIRST_SHOWN == "student/3202"
    fallen = [text for text in _sentences(session, FIRST_SHOWN) if text.startswith("Progress was reset to lesson 3")]
    assert fallen == ["Progress was reset to lesson 3, activity 1 (was lesson 6, activity 8)"]
    assert _states(_opened(session, FIRST_SHOWN))[-1]["currentPosition"] == 3


def test_a_student_went_on_after_the_wrong_reset(session: Session) -> None:
    replay = _opened(session, "student/3187")
    resets = [
        step.event.version
        for step in replay.history.steps(1, replay.history.length)
        if step.event.type == "resetProgress"
    ]
    assert resets[-1] < (replay.index.last_version or 0)


def test_an_event_is_soft_deleted_with_its_reason(session: Session) -> None:
    replay = _opened(session, "student/3203")
    (deleted,) = replay.index.versions[replay.index.deleted].tolist()
    assert session.store.counts().soft_deleted == 1
    (entry,) = session.store.audit(replay.stream)
    assert entry.because.author == "Mira Castell"
    assert "the score is not hers" in entry.because.reason
    assert replay.history.step(deleted).event.type == "quizTaken"


def test_two_events_cannot_be_applied(session: Session) -> None:
    replay = _opened(session, "student/3204")
    failed = replay.history.standing(replay.history.length).failed
    assert failed is not None
    assert (failed.version, "no whole number 'lesson'" in failed.error) == (26, True)
    assert replay.history.length > failed.version


def test_real_students_are_there_and_attributed(session: Session) -> None:
    counts = session.store.counts()
    assert counts.events == 2_322 + 244
    readme = (resources() / "demo" / "README.md").read_text("utf-8")
    assert "Kuzilek J., Hlosta M., Zdrahal Z." in readme
    assert "doi:10.1038/sdata.2017.171" in readme
    assert "Creative Commons Attribution 4.0 International (CC BY 4.0)" in readme
    assert "no real person is behind any of it" in readme


def test_every_aggregate_that_the_readme_names_is_there(session: Session) -> None:
    rows = (resources() / "demo" / "README.md").read_text("utf-8").partition("| aggregate |")[2].splitlines()[2:]
    named = [word.strip(" `") for row in rows for word in row.split("|")[1].split(",")]
    assert len(named) == 8
    for name in named:
        assert str(session.resolve(name)) == name


def test_a_demo_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "demo.sqlite").write_text("corrected by hand", "utf-8")
    assert demo_store(tmp_path).read_text("utf-8") == "corrected by hand"


def test_the_folder_is_made_and_holds_nothing_else(tmp_path: Path) -> None:
    path = demo_store(tmp_path / "new" / "folder")
    assert list(path.parent.iterdir()) == [path]


def test_a_demo_that_is_interrupted_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_store: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "_soft_delete", interrupted)
    with pytest.raises(KeyboardInterrupt):
        demo_store(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotOpen, match="cannot be made: Not a directory; name another"):
        demo_store(tmp_path / "file" / "demo")


@pytest.mark.parametrize(
    ("platform", "environment", "parts"),
    [
        ("linux", {}, (".local", "share", "leftfold")),
        ("linux", {"XDG_DATA_HOME": "HOME/data"}, ("data", "leftfold")),
        ("darwin", {}, ("Library", "Application Support", "leftfold")),
        ("win32", {}, ("AppData", "Local", "leftfold")),
        ("win32", {"LOCALAPPDATA": "HOME/local"}, ("local", "leftfold")),
    ],
)
def test_each_system_keeps_the_demo_where_programs_keep_their_data(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    environment: dict[str, str],
    parts: tuple[str, ...],
) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value.replace("HOME", str(tmp_path)))
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(sys, "platform", platform)
    assert demo_folder() == tmp_path.joinpath(*parts)


def test_a_computer_without_a_home_asks_for_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(CannotOpen, match="name a folder with --at"):
        demo_folder()
