"""A process that runs one Python domain for another: `python -m leftfold.domain.worker DOMAIN`.

It reads requests on stdin, a line of JSON each, and writes answers on stdout; see the manual. What the
domain itself prints goes to stderr.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import BinaryIO, Final

import orjson

from leftfold.domain.registry import Domains
from leftfold.domain.serving import Serving
from leftfold.model.errors import CannotOpen
from leftfold.model.json import JsonObject

_PATIENCE: Final = 120
"""Seconds after which an answer is of use to nobody: far longer than anybody waits for one."""


def main(name: str) -> None:
    """Answer for the domain with this name, or in this file, until nobody asks any more."""
    asked, answers = _own_pipes()
    serving: Serving | None = None
    for line in asked:
        _mind_the_time()
        ask = orjson.loads(line)
        if serving is None:
            try:
                serving = Serving(Domains.installed().load(name))
            except CannotOpen as error:
                _write(answers, ask["id"], {"error": str(error).removesuffix(".")})
                return
        for answer in serving.answers(ask):
            _write(answers, ask["id"], answer)
            _mind_the_time()
        _mind_the_time(0)


def _mind_the_time(seconds: int = _PATIENCE) -> None:
    """Have the system end this process after so many seconds, 0 for never, should nobody be there to do it."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Stdin and stdout for the protocol alone: the domain's code reads nothing, and prints to stderr."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return asked, answers


def _write(answers: BinaryIO, id_: int, answer: JsonObject) -> None:
    # Each is written at once, so that who waits knows at which event it takes long.
    answers.write(orjson.dumps({"id": id_, **answer}, option=orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    main(sys.argv[1])
