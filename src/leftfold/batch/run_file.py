"""The file of a batch run: what was planned, what is proposed for each aggregate, and what came of it.

It is JSON Lines that are only ever added to, so that a run that was stopped or killed goes on from there: first the
head, then a line a proposal, then one that ends the dry run, then a line an outcome. A line that was cut short by the
end of its writer counts for nothing. Of a proposal only where it stands and how it ranks is kept in memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias
from uuid import uuid4

import orjson

from leftfold.batch.correction import Plan, correction_row, read_correction
from leftfold.batch.outcome import Outcome, outcome_row, read_outcome
from leftfold.batch.proposal import Proposal, proposal_row, read_proposal
from leftfold.batch.ranking import Look, look_at, outliers_first
from leftfold.batch.which import Listed, read_which, which_row
from leftfold.model.edits import Because
from leftfold.model.errors import BadRequest, CannotOpen, Refused
from leftfold.model.json import JsonObject
from leftfold.model.stream import StreamId
from leftfold.model.times import time_text

_FORM: Final = 1
"""Of the file: one of a later form is not read."""
_LISTED: Final = 2
"""The form of a run over listed events, so that a version that knows of none says so."""
_Line: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a run is."""

    id: str
    store: str
    """The place of the store that it was tried on."""
    plan: Plan
    at: str
    """When it was begun, as ISO 8601."""

    @property
    def tag(self) -> str:
        """What tells its writes apart: it stands in the reason of each."""
        return f"[batch {self.id}]"

    @property
    def because(self) -> Because:
        """Who writes, and why, with the tag."""
        because = self.plan.because
        return Because(because.author, f"{because.reason} {self.tag}".lstrip(), because.ticket)


class RunFile:
    """A run's file; one program writes to it at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def begin(self, store: str, plan: Plan) -> Head:
        """Make the file for a new run. Raises `Refused` where there is one already."""
        head = Head(id=uuid4().hex[:12], store=store, plan=plan, at=time_text(datetime.now(UTC)))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Made here and nowhere else, so that no other run is added to.
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except OSError as error:
            if self.path.is_file():
                raise Refused(f"{self.path} exists already; name another file for this run.") from error
            raise CannotOpen(f"{self.path} cannot be written: {error.strerror}.") from error
        self._add(_head_row(head))
        return head

    def propose(self, proposals: Iterator[Proposal]) -> Iterator[Proposal]:
        """Add proposals as they come, and pass them on; once all are there, the dry run is ended."""
        with self._opened() as file:
            for proposal in proposals:
                file.write(orjson.dumps({"proposal": proposal_row(proposal)}, option=orjson.OPT_APPEND_NEWLINE))
                yield proposal
        self._add({"end": time_text(datetime.now(UTC))})

    def explain(self, because: Because) -> None:
        """Say who writes, and why, in place of what was said before."""
        self._add({"because": [because.author, because.reason, because.ticket]})

    def repropose(self, proposal: Proposal) -> None:
        """Take a proposal in place of the one for the same aggregate, which is as if nothing had come of it."""
        self._add({"proposal": proposal_row(proposal)})

    def record(self, outcome: Outcome) -> None:
        """Add what came of a proposal."""
        self._add({"outcome": outcome_row(outcome)})

    def read(self) -> Run:
        """The run as the file has it. Raises `CannotOpen` where it is none."""
        lines = _lines(self.path)
        _offset, first = next(lines, (0, {}))
        run = Run(self.path, _read_head(self.path, first))
        for offset, line in lines:
            _take(run, offset, line)
        run.ranking = outliers_first(run.looks)
        return run

    def _add(self, line: JsonObject) -> None:
        with self._opened() as file:
            file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))

    def _opened(self) -> Any:
        try:
            file = self.path.open("ab+")
        except OSError as error:
            raise CannotOpen(f"{self.path} cannot be written: {error.strerror}.") from error
        if file.tell() and _last_byte(file) != b"\n":
            # The writer before was ended within a line; what follows is none of it.
            file.write(b"\n")
        return file


@dataclass(slots=True)
class Run:
    """A run as its file has it."""

    path: Path
    head: Head
    ended: bool = False
    """Whether the dry run came to its end."""
    looks: list[Look] = field(default_factory=list)
    """One a proposal, in the order of the streams."""
    streams: list[StreamId] = field(default_factory=list)
    outcomes: dict[StreamId, Outcome] = field(default_factory=dict)
    offsets: list[int] = field(default_factory=list)
    places: dict[StreamId, int] = field(default_factory=dict)
    ranking: list[int] = field(default_factory=list)
    """The places of the proposals, the outliers first: worked out where the file is read, not where it is shown."""

    def __len__(self) -> int:
        return len(self.offsets)

    def proposal(self, place: int) -> Proposal:
        """The proposal in a place."""
        with self.path.open("rb") as file:
            file.seek(self.offsets[place])
            return read_proposal(orjson.loads(file.readline())["proposal"])

    def proposals(self, places: list[int]) -> Iterator[Proposal]:
        """The proposals in these places."""
        with self.path.open("rb") as file:
            for place in places:
                file.seek(self.offsets[place])
                yield read_proposal(orjson.loads(file.readline())["proposal"])

    def add(self, proposal: Proposal, offset: int) -> None:
        """Know of a proposal that stands there; it takes the place of one for the same aggregate."""
        look, place = look_at(proposal), self.places.get(proposal.stream)
        if place is not None:
            self.looks[place], self.offsets[place] = look, offset
            self.outcomes.pop(proposal.stream, None)
            return
        self.places[proposal.stream] = len(self.offsets)
        self.streams.append(proposal.stream)
        self.looks.append(look)
        self.offsets.append(offset)


def _take(run: Run, offset: int, line: _Line) -> None:
    match line:
        case {"proposal": row}:
            run.add(read_proposal(row), offset)
        case {"outcome": row}:
            outcome = read_outcome(row)
            run.outcomes[outcome.stream] = outcome
        case {"because": [author, reason, ticket]}:
            plan = replace(run.head.plan, because=Because(author, reason, ticket))
            run.head = replace(run.head, plan=plan)
        case {"end": _}:
            run.ended = True


def _lines(path: Path) -> Iterator[tuple[int, _Line]]:
    """The lines of a file with where each begins, but for those that were cut short."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise CannotOpen(f"{path} cannot be read: {error.strerror}.") from error
    offset = 0
    with file:
        for raw in file:
            try:
                line = orjson.loads(raw)
            except orjson.JSONDecodeError:
                line = None
            if isinstance(line, dict):
                yield offset, line
            offset += len(raw)


def _last_byte(file: Any) -> bytes:
    file.seek(-1, os.SEEK_END)
    return bytes(file.read(1))


def _head_row(head: Head) -> JsonObject:
    plan = head.plan
    return {
        "leftfold_batch": _LISTED if isinstance(plan.which, Listed) else _FORM,
        "id": head.id,
        "at": head.at,
        "store": head.store,
        **which_row(plan.which),
        "correction": correction_row(plan.correction),
        "because": [plan.because.author, plan.because.reason, plan.because.ticket],
    }


def _read_head(path: Path, row: _Line) -> Head:
    if row.get("leftfold_batch") not in (_FORM, _LISTED):
        raise CannotOpen(f"{path} is not a batch run of this version of Leftfold; make one with `leftfold batch try`.")
    try:
        correction, because = read_correction(row["correction"]), Because(*row["because"])
        plan = Plan(which=read_which(row), correction=correction, because=because)
        return Head(id=row["id"], store=row["store"], plan=plan, at=row["at"])
    except (KeyError, TypeError, ValueError, BadRequest) as error:
        raise CannotOpen(f"{path} is a batch run whose first line is damaged; do the dry run again.") from error
