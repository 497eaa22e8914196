"""A program as an ordinary domain: what list, timeline, tree, changes and what-if ask of one."""

from __future__ import annotations

import shlex
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from shutil import which
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from leftfold.bundled import resources
from leftfold.domain.choice import DomainFile, Reducer
from leftfold.domain.decide import decide
from leftfold.domain.definition import Domain, NewEvent, Rejection
from leftfold.domain.external.running import Running, run_domain
from leftfold.domain.generic import generic_domain
from leftfold.domains.progress import PROGRESS
from leftfold.model.diff import diff
from leftfold.model.errors import Cancelled, CannotOpen
from leftfold.model.event import Event, Undecodable
from leftfold.model.json import Json
from leftfold.model.stream import StreamId
from leftfold.replay.history import History
from leftfold.replay.keyframes import Keyframes
from leftfold.replay.narrative import narrate, shown
from leftfold.replay.survey import SurveyChunk, survey
from tests.domain.external.programs import QUICK, events, reducer

NODE = pytest.mark.skipif(which("node") is None, reason="there is no Node.js on this machine")
STREAM = StreamId("student", "3202")

MERGING = """
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
const isObject = (data) => data !== null && typeof data === 'object' && !Array.isArray(data)
const does = {
  hello: () => [{ leftfold: 1, name: 'merging', initial: {} }],
  * evolve({ state, events, each }) {
    for (const [place, { data }] of events.entries()) {
      state = isObject(data) ? { ...state, ...data } : { ...state, value: data }
      yield each || place === events.length - 1 ? { state } : {}
    }
  },
}
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  for (const answer of does[request.do](request)) writeSync(1, JSON.stringify({ id: request.id, ...answer }) + '\\n')
}
"""


class _Events:
    def __init__(self, kept: list[Event]) -> None:
        self._kept = kept

    def read(self, first: int, last: int) -> list[Event]:
        return self._kept[first - 1 : last]


def _history(domain: Domain[Any], kept: list[Event], spacing: int = 64) -> History[Any]:
    return History(domain, _Events(kept), len(kept), keyframes=Keyframes(spacing=spacing, limit=8))


@pytest.fixture(scope="module")
def merging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Domain[Any]]:
    """A reducer in JavaScript that does what the generic domain does."""
    path = tmp_path_factory.mktemp("reducer") / "merging.mjs"
    path.write_text(MERGING, "utf-8")
    with closing(run_domain(Reducer(f"node '{path}'"))) as running:
        yield running.domain


# What JavaScript holds as Python does: no whole numbers as fractions, and no keys that it would put in front.
LEAVES = (
    some.none() | some.booleans() | some.integers(-(2**53), 2**53) | some.sampled_from([0.5, -2.25]) | some.text("xü")
)
DATA: some.SearchStrategy[Json] = some.recursive(
    LEAVES,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from("abc"), inner, max_size=3),
    max_leaves=6,
)
PAYLOADS = DATA | some.just(Undecodable(b"{", "is not JSON"))
KEPT = some.lists(some.tuples(PAYLOADS, some.sampled_from([False, False, True])), max_size=12)


@NODE
@settings(max_examples=60)
@given(KEPT, some.integers(1, 5), some.integers(1, 5))
def test_a_reducer_in_javascript_gives_what_the_same_one_in_python_does(
    merging: Domain[Any], kept: list[tuple[Any, bool]], spacing: int, other_spacing: int
) -> None:
    stored = [
        Event(STREAM, version, "merged", data, deleted=deleted) for version, (data, deleted) in enumerate(kept, 1)
    ]
    here = _history(generic_domain(), stored, spacing)
    there = _history(merging, stored, other_spacing)
    for ordinal in Random(spacing).sample(range(len(stored) + 1), len(stored) + 1):
        one, other = here.standing(ordinal), there.standing(ordinal)
        assert (shown(merging, other.state), other.failed) == (one.state, one.failed)
        assert diff(one.state, shown(merging, other.state)) == ()
    moments = [
        [*map(lambda step, domain=domain: narrate(domain, step), history.steps(1, len(stored)))]  # type: ignore[misc]
        for domain, history in ((generic_domain(), here), (merging, there))
        if stored
    ]
    told = [[(moment.before, moment.after, moment.changes, moment.sentence) for moment in some] for some in moments]
    assert not stored or told[0] == told[1]
    assert [_marks(chunk) for chunk in survey(here)] == [_marks(chunk) for chunk in survey(there)]


def _marks(chunk: SurveyChunk) -> list[int]:
    marks: list[int] = chunk.marks.tolist()
    return marks


@NODE
def test_the_example_folds_what_it_says() -> None:
    with closing(run_domain(Reducer(f"node '{resources() / 'examples' / 'reducer.mjs'}'"))) as running:
        domain = running.domain
        lesson: Json = {"lesson": 6}
        activity: Json = {"lesson": 6, "activity": 1}
        kinds: list[tuple[str, Json]] = [
            ("placeStudent", lesson),
            ("activityCompleted", activity),
            ("quizTaken", {}),
            ("nonsense", {}),
            ("lessonCompleted", lesson),
            ("resetProgress", {"lesson": 3}),
        ]
        history = _history(domain, [Event(STREAM, version, *kind) for version, kind in enumerate(kinds, 1)])
        assert history.standing(2).state.state == {"lesson": 6, "activitiesDone": 1, "resets": 0}
        last = history.standing(6)
        assert shown(domain, last.state) == {"lesson": 3, "activitiesDone": 0, "resets": 1}
        assert last.failed is not None
        assert (last.failed.version, last.failed.error) == (4, "I know no nonsense")
        assert [chunk.tracks.tolist() for chunk in survey(history)] == [[[6, 6, 6, 6, 7, 3]]]
        assert (domain.name, domain.title, domain.tracks[0].title) == ("lessons", "Lessons", "Lesson")


STUDENT = [
    Event(STREAM, 1, "placeStudent", {"map": "Blue", "lesson": 2, "activity": 1}),
    Event(STREAM, 2, "activityCompleted", {"lesson": 2, "activity": 1}),
    Event(STREAM, 3, "nonsense", {}),
    Event(STREAM, 4, "quizTaken", {"quiz": "A", "score": 50}),
    Event(STREAM, 5, "resetProgress", {"lesson": 1, "activity": 1}, deleted=True),
]


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """The domain of the demo's students, from its file."""
    with closing(run_domain(DomainFile(f"{sys.modules[PROGRESS.evolve.__module__].__file__}:PROGRESS"))) as running:
        yield running


def test_a_python_domain_does_in_a_process_what_it_does_here(running: Running) -> None:
    domain = running.domain
    assert running.traces
    here, there = _history(PROGRESS, STUDENT), _history(domain, STUDENT, 2)
    for one, other in zip(here.steps(1, 5), there.steps(1, 5), strict=True):
        told, heard = narrate(PROGRESS, one), narrate(domain, other)
        assert (heard.sentence, heard.before, heard.after) == (told.sentence, told.before, told.after)
    for chunk, far in zip(survey(here), survey(there), strict=True):
        assert far.tracks.tolist()[:2] == chunk.tracks.tolist()[:2]
        assert (far.marks.tolist(), far.breaches) == (chunk.marks.tolist(), chunk.breaches)
    described = ("name", "title", "aggregate_types", "event_types", "scope")
    assert [getattr(domain, name) for name in described] == [getattr(PROGRESS, name) for name in described]


def test_its_commands_are_decided_there(running: Running) -> None:
    domain = running.domain
    here, there = _history(PROGRESS, STUDENT).standing(5).state, _history(domain, STUDENT).standing(5).state
    for arguments in ({"lesson": 2, "activity": 2}, {"lesson": 9, "activity": 1}):
        decision = decide(PROGRESS, here, "complete-activity", arguments)
        assert decide(domain, there, "complete-activity", arguments) == decision
        assert isinstance(decision, (tuple, Rejection))
    assert domain.restore is not None
    assert domain.restore(domain.show(there)) == there
    assert domain.compensate is not None
    assert PROGRESS.compensate is not None
    wanted = PROGRESS.compensate(here, PROGRESS.initial)
    assert domain.compensate(there, domain.initial) == wanted
    assert wanted is None or all(isinstance(event, NewEvent) for event in wanted)


def test_a_reducer_that_says_little_is_shown_as_it_is(tmp_path: Path) -> None:
    with closing(run_domain(reducer(tmp_path), limits=QUICK)) as found:
        domain = found.domain
        step = _history(domain, events(3)).step(1)
        assert narrate(domain, step).sentence == "Add"
        assert shown(domain, step.after) == 3
        assert domain.tracks[0].value(step.after) == 3.0
        assert domain.compensate is None
        assert not found.traces
        assert domain.commands == ()


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (Reducer(""), "The reducer's command line is empty; name a program and its arguments."),
        (Reducer("node 'x"), r"The reducer .* is no command line: No closing quotation."),
        (Reducer("nosuchprogram x"), "There is no program 'nosuchprogram'; name one that is installed, or its whole"),
        (Reducer(f"{sys.executable} -c 'exit(4)'"), "cannot be used: the reducer ended with exit code 4."),
        (DomainFile("absent.py"), "There is no domain file 'absent.py'; give the path of a Python file."),
    ],
)
def test_what_cannot_be_run_is_told(choice: Reducer | DomainFile, sentence: str) -> None:
    with pytest.raises(CannotOpen, match=sentence):
        run_domain(choice, limits=QUICK)


def test_what_says_nonsense_of_itself_is_told() -> None:
    answer = '{"id": 1, "leftfold": 1, "initial": 0, "tracks": [1]}'
    script = f"import sys; print({answer!r}, flush=True); sys.stdin.read()"
    with pytest.raises(CannotOpen, match="what it says of itself is not understood: TypeError"):
        run_domain(Reducer(shlex.join([sys.executable, "-c", script])))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("def (", "line 1: SyntaxError: invalid syntax"),
        ("x = 1\ny = x / 0", "line 2: ZeroDivisionError: division by zero"),
        ("x = 1", "has 0 domains; name one as"),
        ("import os\nos._exit(3)", "the reducer ended with exit code 3"),
        ("while True:\n    pass", "the reducer gave no answer within 1 s and was stopped"),
    ],
)
def test_a_file_that_cannot_be_loaded_is_told_with_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    path = tmp_path / "own.py"
    path.write_text(text, "utf-8")
    limits = QUICK if "while" not in text else type(QUICK)(start=1.0)
    with pytest.raises(CannotOpen, match=sentence):
        run_domain(DomainFile(str(path)), limits=limits)


def test_who_waits_until_it_is_loaded_may_give_up(tmp_path: Path) -> None:
    def give_up() -> None:
        raise Cancelled

    path = tmp_path / "own.py"
    path.write_text("while True:\n    pass", "utf-8")
    before = set(threading.enumerate())
    with pytest.raises(Cancelled):
        run_domain(DomainFile(str(path)), check=give_up)
    assert set(threading.enumerate()) == before
