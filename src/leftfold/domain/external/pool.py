"""The processes of one reducer: started when they are needed, lent to one thread each, ended together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Condition, Event
from time import monotonic
from typing import Any, Final

from leftfold.domain.border import Told
from leftfold.domain.external.child import Child, ChildFailed
from leftfold.domain.external.limits import Limits
from leftfold.model.json import JsonObject

VERSION: Final = 1
"""The version of the protocol."""
_FIRST_PAUSE: Final = 0.05
"""Seconds until a process that ended is started again; twice as many each time, while none answers."""
_LOOK: Final = 0.05


def nobody_minds() -> None:
    """The check of who waits however long it takes."""


class Pool:
    """Lends a reducer's processes."""

    def __init__(self, command: Sequence[str], limits: Limits) -> None:
        self.limits = limits
        self._command = tuple(command)
        self._idle: list[Child] = []
        self._lent: list[Child] = []
        self._starting = 0
        self._greeting: dict[str, Any] = {}
        self._failures = 0
        self._not_before = 0.0
        self._closed = Event()
        self._changed = Condition()

    @property
    def pause(self) -> float:
        """Seconds that have to pass between its last end and its next start."""
        return min(_FIRST_PAUSE * (1 << min(max(self._failures - 1, 0), 10)), self.limits.longest_pause)

    def hello(self, check: Callable[[], None] = nobody_minds) -> dict[str, Any]:
        """What the reducer says of itself. Raises `ChildFailed` where it says nothing of use."""
        with self._lending(check):
            return self._greeting

    def ask(self, do: str, *, check: Callable[[], None] = nobody_minds, **more: Any) -> dict[str, Any]:
        """The one answer to a request. Raises `ChildFailed`, or `Told` with the error that the answer tells."""
        with self.lent(check) as child:
            answer = next(child.ask({"do": do, **more}, check=check))
        if "error" in answer:
            raise Told(str(answer["error"]))
        return answer

    @contextmanager
    def lent(self, check: Callable[[], None]) -> Iterator[Child]:
        """A process that was greeted, for as long as this lasts; one that fails meanwhile is ended."""
        with self._lending(check) as child:
            yield child
            self._failures = 0

    def stop(self) -> None:
        """Have all processes end, without waiting for it; who asks one hears that it ended."""
        self._closed.set()
        with self._changed:
            for child in (*self._idle, *self._lent):
                child.kill()
            self._changed.notify_all()

    def close(self) -> None:
        """End all processes, and wait until they have ended."""
        self.stop()
        with self._changed:
            children = (*self._idle, *self._lent)
            self._idle.clear()
        for child in children:
            child.close()

    @contextmanager
    def _lending(self, check: Callable[[], None]) -> Iterator[Child]:
        child = self._taken(check)
        try:
            yield child
        except BaseException as error:
            # What is still to come of it would be taken for the answer to the next request.
            self._drop(child, failed=isinstance(error, ChildFailed))
            raise
        with self._changed:
            self._lent.remove(child)
            is_kept = not self._closed.is_set()
            if is_kept:
                self._idle.append(child)
            self._changed.notify_all()
        if not is_kept:
            child.close()

    def _taken(self, check: Callable[[], None]) -> Child:
        with self._changed:
            while not self._idle and len(self._lent) + self._starting >= self.limits.children:
                self._check(check)
                self._changed.wait(_LOOK)
            self._check(check)
            if self._idle:
                child = self._idle.pop()
                self._lent.append(child)
                return child
            self._starting += 1
        try:
            return self._start(check)
        finally:
            with self._changed:
                self._starting -= 1

    def _start(self, check: Callable[[], None]) -> Child:
        while (left := self._not_before - monotonic()) > 0:
            self._check(check)
            self._closed.wait(min(left, _LOOK))
        child = Child(self._command, self.limits)
        with self._changed:
            self._lent.append(child)
        try:
            self._check(check)
            self._greeting = self._greet(child, check)
        except BaseException as error:
            self._drop(child, failed=isinstance(error, ChildFailed))
            raise
        return child

    def _greet(self, child: Child, check: Callable[[], None]) -> dict[str, Any]:
        hello: JsonObject = {"do": "hello", "leftfold": VERSION}
        answer = next(child.ask(hello, seconds=self.limits.start, check=check))
        if "error" in answer:
            raise ChildFailed(str(answer["error"]))
        if answer.get("leftfold") != VERSION:
            raise ChildFailed(f"the reducer speaks version {answer.get('leftfold')!r} of the protocol, not {VERSION}")
        return answer

    def _drop(self, child: Child, *, failed: bool) -> None:
        with self._changed:
            self._lent.remove(child)
            if failed:
                self._failures += 1
                self._not_before = monotonic() + self.pause
            self._changed.notify_all()
        child.close()

    def _check(self, check: Callable[[], None]) -> None:
        if self._closed.is_set():
            raise ChildFailed("the reducer is not in use any more")
        check()
