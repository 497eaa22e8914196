"""Reducers in a process of their own, well-behaved and not: the type of an event says what they do at it."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from leftfold.domain.choice import Reducer
from leftfold.domain.external.limits import Limits
from leftfold.model.event import Event
from leftfold.model.json import Json
from leftfold.model.stream import StreamId

QUICK = Limits(answer=1.0, start=20.0, memory=2**29, line=100_000, in_a_row=3, longest_pause=0.05)
"""Little patience, so that what hangs is soon over."""

STREAM = StreamId("thing", "a")

_PROGRAM = """
import json, os, sys, time

def answer(id, **more):
    print(json.dumps({"id": id, **more}), flush=not BUFFERED)

BUFFERED = "buffered" in sys.argv
for line in sys.stdin:
    ask = json.loads(line)
    if ask["do"] == "hello":
        answer(ask["id"], leftfold=1, name="adding", initial=0, tracks=[{"name": "sum"}], values=[0])
    elif ask["do"] == "evolve":
        state = ask["state"]
        for place, event in enumerate(ask["events"], 1):
            kind, more = event["type"], {}
            if kind == "add":
                state += event["data"]
            elif kind == "fail":
                more["error"] = "it cannot be added"
            elif kind == "hang":
                time.sleep(1000)
            elif kind == "exit":
                print("I leave\\n", file=sys.stderr, flush=True)
                os._exit(3)
            elif kind == "kill":
                os.kill(os.getpid(), 9)
            elif kind == "print":
                print("hello there", flush=True)
            elif kind == "list":
                print("[]", flush=True)
            elif kind == "wrong id":
                answer(7000, state=state)
            elif kind == "long":
                print("x" * 200_000, flush=True)
            elif kind == "stateless":
                answer(ask["id"])
                continue
            elif kind == "once" and not os.path.exists("once"):
                open("once", "w").close()
                os._exit(4)
            if ask["each"] or place == len(ask["events"]):
                more |= {"state": state, "values": [state]}
            answer(ask["id"], **more)
    elif ask["do"] == "pid":
        answer(ask["id"], value=os.getpid())
    elif ask["do"] == "secret":
        answer(ask["id"], value=os.environ.get("PGPASSWORD"))
    elif ask["do"] == "sleep":
        time.sleep(1000)
    else:
        answer(ask["id"], error="what?")
    sys.stdout.flush()
"""


def program(folder: Path, *arguments: str) -> tuple[str, ...]:
    """The command line of such a reducer, its program lying in the folder."""
    path = folder / "reducer program.py"
    path.write_text(_PROGRAM, "utf-8")
    return (sys.executable, str(path), *arguments)


def reducer(folder: Path, *arguments: str) -> Reducer:
    """The same as a person would name it."""
    return Reducer(shlex.join(program(folder, *arguments)))


def events(*kinds: str | int, stream: StreamId = STREAM) -> list[Event]:
    """Events of these types; a number is an event that adds it."""
    return [_event(version, kind, stream) for version, kind in enumerate(kinds, 1)]


def _event(version: int, kind: str | int, stream: StreamId) -> Event:
    data: Json = kind if isinstance(kind, int) else None
    return Event(stream, version, "add" if isinstance(kind, int) else kind, data)
