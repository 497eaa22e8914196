"""A test written from what is stored: given the events before, when the next one comes, then the state is this."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from leftfold.domain.decide import decide
from leftfold.domain.definition import Domain, NewEvent
from leftfold.model.diff import diff, same
from leftfold.model.errors import Refused
from leftfold.model.event import Event, Undecodable
from leftfold.model.paths import path_text
from leftfold.model.step import Applied, Failed, Step
from leftfold.opened import Replay
from leftfold.replay.narrative import sentence, shown
from leftfold.testing.scenarios import given

MOST: Final = 10_000
"""Events that are given: a file of a megabyte, above which nobody reads a test."""
_DIFF: Final = "from leftfold.model.diff import diff"
_PATHS: Final = "from leftfold.model.paths import path_text"


@dataclass(frozen=True, slots=True)
class _Case:
    """What the test is made of."""

    domain: Domain[Any]
    given: tuple[NewEvent, ...]
    step: Step[Any]

    @property
    def event(self) -> NewEvent:
        """The event of the step, as one that is decided on."""
        return _new(self.step.event)

    @property
    def command(self) -> str:
        """The command that decides this event where its payload is given as arguments; empty where none does."""
        state, event = self.step.before, self.event
        names = (command.name for command in self.domain.commands)
        return next((name for name in names if decide(self.domain, state, name, event.data) == (event,)), "")


def testcase(replay: Replay, ordinal: int, domain: str) -> str:
    """The text of a test of one step; `domain` is what the domain is loaded by: its name, or a file's path.

    Raises `Refused` where the step makes no test.
    """
    case = _case(replay, ordinal)
    return "\n".join(
        (*_head(replay, domain, fails=isinstance(case.step.outcome, Failed)), *_given(case), *_test(replay, case), "")
    )


def _case(replay: Replay, ordinal: int) -> _Case:
    if replay.domain.personal:
        raise Refused(f"{replay.stream} has personal fields, which a test would hold; add --reveal REASON.")
    if not ordinal:
        raise Refused("Before the first event nothing happens; name an event with --at.")
    if ordinal > MOST:
        raise Refused(
            f"The test would be given {ordinal - 1:,} events, and {MOST:,} are the most; name an earlier one."
        )
    *before, step = replay.history.steps(1, ordinal)
    if isinstance(step.event.data, Undecodable):
        raise Refused(f"The payload of event {step.event.version} cannot be read; name another event with --at.")
    if step.event.deleted:
        raise Refused(f"Event {step.event.version} is soft-deleted and changes nothing; name another with --at.")
    case = _Case(replay.domain, tuple(_new(one.event) for one in before if _counts(one)), step)
    _check(case)
    return case


def _check(case: _Case) -> None:
    """Raise `Refused` where the events do not lead to the stored state without their times and metadata."""
    events = case.given if isinstance(case.step.outcome, Failed) else (*case.given, case.event)
    why = f"The domain {case.domain.name} looks at more of an event than its type and payload; no test is written."
    try:
        reached = given(case.domain, *events).state
    except AssertionError as error:
        raise Refused(why) from error
    if not same(shown(case.domain, reached), shown(case.domain, case.step.after)):
        raise Refused(why)


def _counts(step: Step[Any]) -> bool:
    return isinstance(step.outcome, Applied) and not isinstance(step.event.data, Undecodable)


def _new(event: Event) -> NewEvent:
    return NewEvent(event.type, event.data)  # type: ignore[arg-type]


def _head(replay: Replay, domain: str, *, fails: bool) -> Iterator[str]:
    yield f'"""What happened to {_plain(str(replay.stream))}, as it is stored."""'
    yield ""
    yield from ("import pytest", "") if fails else ()
    yield "from leftfold.domain.definition import NewEvent"
    yield "from leftfold.domain.registry import Domains"
    yield from () if fails else (_DIFF, _PATHS)
    yield "from leftfold.testing import given"
    yield ""
    yield f"DOMAIN = Domains.installed().load({domain!r})"
    yield ""


def _given(case: _Case) -> Iterator[str]:
    yield "GIVEN = ("
    yield from (f"    {_event(event)}," for event in case.given)
    yield ")"
    yield f"EVENT = {_event(case.event)}"
    yield ""
    yield ""


def _test(replay: Replay, case: _Case) -> Iterator[str]:
    yield f"def test_{_name(replay)}_at_version_{case.step.event.version}():"
    yield f'    """{_plain(sentence(replay.domain, case.step))}."""'
    yield "    before = given(DOMAIN, *GIVEN)"
    yield f"    assert DOMAIN.show(before.state) == {shown(replay.domain, case.step.before)!r}"
    if isinstance(case.step.outcome, Failed):
        yield '    with pytest.raises(AssertionError, match="could not be applied"):'
        yield "        given(DOMAIN, *GIVEN, EVENT)"
        return
    if case.command:
        yield f"    before.when({case.command!r}, {case.event.data!r}).then(EVENT)"
    yield "    after = given(DOMAIN, *GIVEN, EVENT)"
    yield f"    assert DOMAIN.show(after.state) == {shown(replay.domain, case.step.after)!r}"
    yield "    changes = diff(DOMAIN.show(before.state), DOMAIN.show(after.state))"
    changes = diff(shown(replay.domain, case.step.before), shown(replay.domain, case.step.after))
    yield f"    assert [path_text(change.path) for change in changes] == {[path_text(one.path) for one in changes]!r}"


def _event(event: NewEvent) -> str:
    return f"NewEvent({event.type!r}, {event.data!r})"


def _name(replay: Replay) -> str:
    return re.sub(r"\W+", "_", str(replay.stream), flags=re.ASCII).strip("_").lower() or "the_aggregate"


def _plain(text: str) -> str:
    """A text that ends no literal and no line."""
    return " ".join(text.replace("\\", "/").replace('"', "'").split()).rstrip(".")
