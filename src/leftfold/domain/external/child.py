"""One process of a reducer: asked in lines of JSON, answering in lines of JSON, ended when it takes too long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import IO, Any, Final

import orjson

from leftfold.domain.border import Told
from leftfold.domain.external.inbox import Inbox
from leftfold.domain.external.limits import Limits
from leftfold.model.json import JsonObject

_LOOK: Final = 0.05
"""Seconds between two looks at whether anybody still waits for the answer."""
_READ: Final = 2**16
_AT_ONCE: Final = 4_096
"""Bytes that an empty pipe takes at once on all systems."""
_SAID: Final = 2_000
"""Bytes of what it printed on stderr last that are kept to be told."""
_QUOTED: Final = 80
_SECRETS: Final = ("LEFTFOLD_PASSWORD", "PGPASSWORD", "MYSQL_PWD", "CIPHER_KEY")
"""What of the environment opens stores, and is no reducer's business."""
_LAUNCH: Final = str(Path(__file__).with_name("launch.py"))


class ChildFailed(Told):
    """A reducer's process that is of no use any more; the text says why, as the end of a sentence."""


class Child:
    """A running process; one thread at a time asks it."""

    def __init__(self, command: Sequence[str], limits: Limits) -> None:
        self._limits = limits
        self._inbox = Inbox(limits.line)
        self._outbox: SimpleQueue[bytes | None] = SimpleQueue()
        self._said: deque[bytes] = deque(maxlen=8)
        self._count = 0
        self._process = _started(command, limits)
        pipes = (
            (self._write, self._process.stdin),
            (self._read, self._process.stdout),
            (self._hear, self._process.stderr),
        )
        self._threads = [
            Thread(target=work, args=(pipe,), name="leftfold-reducer", daemon=True) for work, pipe in pipes
        ]
        for thread in self._threads:
            thread.start()

    def ask(
        self, request: JsonObject, *, answers: int = 1, seconds: float | None = None, check: Callable[[], None]
    ) -> Iterator[dict[str, Any]]:
        """The answers to a request, each as it comes; `check` is called while they do not, and may raise.

        Raises `ChildFailed` where one does not come in time or is none.
        """
        self._count += 1
        self._send(orjson.dumps({"id": self._count, **request}) + b"\n")
        for _answer in range(answers):
            yield self._answer(seconds or self._limits.answer, check)

    def close(self) -> None:
        """End the process with all that it started, and wait for its threads."""
        self.kill()
        self._outbox.put(None)
        self._inbox.end()
        self._process.wait()
        for thread in self._threads:
            # What it started and let go of may hold a pipe open for longer than anybody waits.
            thread.join(self._limits.answer)

    def kill(self) -> None:
        """End the process with all that it started; who waits for its answer hears that it ended."""
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def _send(self, line: bytes) -> None:
        pipe = self._process.stdin
        if len(line) > _AT_ONCE or pipe is None:
            self._outbox.put(line)
            return
        # What was asked before was read to its end, so that there is room, and no thread needs to wait for it.
        with suppress(OSError, ValueError):
            os.write(pipe.fileno(), line)

    def _answer(self, seconds: float, check: Callable[[], None]) -> dict[str, Any]:
        until = monotonic() + seconds
        while True:
            try:
                line = self._inbox.take(_LOOK)
            except EOFError:
                raise ChildFailed(self._end()) from None
            if line is not None:
                return self._read_answer(line)
            check()
            if monotonic() > until:
                raise ChildFailed(f"the reducer gave no answer within {seconds:g} s and was stopped")

    def _read_answer(self, line: bytes) -> dict[str, Any]:
        try:
            answer = orjson.loads(line)
        except orjson.JSONDecodeError:
            raise ChildFailed(
                f"the reducer printed what is no line of JSON: {_quoted(line)}; what it tells people belongs on stderr"
            ) from None
        if not isinstance(answer, dict) or "id" not in answer:
            raise ChildFailed(
                f"the reducer printed what is no answer: {_quoted(line)}; an answer is an object with an id"
            )
        if answer["id"] != self._count:
            raise ChildFailed(f"the reducer answered request {answer['id']!r} where {self._count} was asked")
        return answer

    def _end(self) -> str:
        if self._inbox.too_long:
            return f"the reducer printed a line of more than {self._limits.line:,} bytes"
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(self._limits.answer)
        self._threads[-1].join(_LOOK)
        code = self._process.returncode
        how = "closed its output" if code is None else f"ended with exit code {code}"
        if code is not None and code < 0:
            how = f"was ended by {signal.Signals(-code).name}"
        last = b"".join(self._said).decode(errors="replace").split("\n")
        said = next((line.strip() for line in reversed(last) if line.strip()), "")
        return f"the reducer {how}; it said: {said[:_SAID]}" if said else f"the reducer {how}"

    def _write(self, pipe: IO[bytes]) -> None:
        with suppress(OSError), pipe:
            while (line := self._outbox.get()) is not None:
                while line:
                    line = line[os.write(pipe.fileno(), line) :]

    def _read(self, pipe: IO[bytes]) -> None:
        with pipe:
            while (printed := os.read(pipe.fileno(), _READ)) and self._inbox.put(printed):
                pass
            self._inbox.end()

    def _hear(self, pipe: IO[bytes]) -> None:
        with pipe:
            while printed := os.read(pipe.fileno(), _READ):
                self._said.append(printed[-_SAID:])


def _started(command: Sequence[str], limits: Limits) -> subprocess.Popen[bytes]:
    is_posix = os.name == "posix"
    launched = [sys.executable, "-I", "-S", _LAUNCH, str(limits.memory)] if is_posix else []
    environment = {name: value for name, value in os.environ.items() if name not in _SECRETS}
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(
            [*launched, *command],
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            bufsize=0,
            start_new_session=is_posix,
            env=environment,
        )
    except OSError as error:
        raise ChildFailed(f"the reducer cannot be started: {error.strerror}") from error


def _quoted(line: bytes) -> str:
    text = line.decode(errors="replace")
    return repr(text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…")
