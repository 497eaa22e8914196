"""The SQL of a commit to a native store: the same checks and rows as Leftfold's own, with every value in its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from leftfold import __version__
from leftfold.model.audit import appended
from leftfold.model.edits import Append, Because, ChangeSet, Restore, SoftDelete, correction_metadata
from leftfold.model.errors import Refused
from leftfold.model.json import JsonObject, compact
from leftfold.model.stream import StreamId
from leftfold.model.times import time_text
from leftfold.store.literals import literal, text_literal
from leftfold.store.script_words import Part, Refusing
from leftfold.store.writing import signed, stored_text

TOOL: Final = f"leftfold {__version__}, by script"
"""What the audit names as the program that wrote."""


@dataclass(frozen=True, slots=True)
class _Sql:
    """How one kind of database says it."""

    dialect: str
    table: Callable[[str], str]
    now: str
    at: Callable[[str], str]
    """The time of a text."""
    same: str
    """Compares what may be nothing."""
    quoted: Callable[[str], str]
    """A text as JSON."""

    def text(self, text: str) -> str:
        return text_literal(text, self.dialect)

    def insert(self, table: str, number: tuple[str, str], row: dict[str, str], *, source: str = "") -> str:
        """A statement that inserts one row; `number` is the column that numbers it, and that of the numbers."""
        columns, values = list(row), list(row.values())
        if self.dialect == "sqlite":
            given = f"SELECT {', '.join(values)}" + (f" FROM {source}" if source else "")
            return f"INSERT INTO {self.table(table)} ({', '.join(columns)})\n{given}"
        column, counted = number
        return (
            f"WITH next AS (UPDATE {self.table('numbers')} SET {counted} = {counted} + 1 RETURNING {counted})\n"
            f"INSERT INTO {self.table(table)} ({', '.join((column, *columns))})\n"
            f"SELECT {', '.join((f'next.{counted}', *values))} FROM next" + (f", {source}" if source else "")
        )


def native_parts(dialect: str, schema: str, change_sets: Sequence[ChangeSet]) -> Iterator[Part]:
    """What the script of a commit to a native store consists of. Raises `Refused` for what cannot be written."""
    sql = _sql(dialect, schema)
    if dialect != "sqlite":
        yield f"SELECT FROM {sql.table('numbers')} FOR UPDATE"
    for changes in change_sets:
        yield Refusing(_stands(sql, changes), _moved(changes.stream))
    for changes in change_sets:
        yield from _Script(sql, changes).parts()


def _moved(stream: StreamId) -> str:
    return f"{stream} changed since the draft was made; nothing was written."


class _Script:
    """The statements of one change set."""

    def __init__(self, sql: _Sql, changes: ChangeSet) -> None:
        self._sql, self._changes = sql, changes
        self._last = changes.base_version
        self._deleted = set(changes.base_deletions)

    def parts(self) -> Iterator[Part]:
        """A statement for each edit, then the one of the audit."""
        told: list[str] = []
        for edit in self._changes.edits:
            yield from self._appended(edit, told) if isinstance(edit, Append) else self._marked(edit, told)
        flipped = [edit.version for edit in self._changes.edits if not isinstance(edit, Append)]
        if flipped:
            yield self._dropped(min(flipped))
        yield self._audit(told)

    def _dropped(self, first: int) -> str:
        """Takes away the snapshots that no longer follow from what counts."""
        sql, stream = self._sql, self._changes.stream
        of = f"aggregate_type = {sql.text(stream.type)} AND aggregate_id = {sql.text(stream.id)}"
        return f"DELETE FROM {sql.table('snapshots')} WHERE {of} AND version >= {first}"

    def _appended(self, event: Append, told: list[str]) -> Iterator[Part]:
        sql, because, stream = self._sql, self._changes.because, self._changes.stream
        self._last = 1 if self._last is None else self._last + 1
        row = {
            "aggregate_type": sql.text(stream.type),
            "aggregate_id": sql.text(stream.id),
            "version": str(self._last),
            "event_type": sql.text(event.type),
            "payload": sql.text(stored_text(event.data)),
            "metadata": sql.text(stored_text(correction_metadata(event, because))),
            "recorded_at": sql.at(time_text(event.recorded_at)),
        }
        yield sql.insert("events", ("position", "position"), row)
        told.append(self._told({**appended(event), "version": self._last}, self._last))

    def _marked(self, edit: SoftDelete | Restore, told: list[str]) -> Iterator[Part]:
        sql, because = self._sql, self._changes.because
        action = "delete" if isinstance(edit, SoftDelete) else "restore"
        if (edit.version in self._deleted) is isinstance(edit, SoftDelete):
            already = "is already soft-deleted" if action == "delete" else "is not soft-deleted"
            raise Refused(f"Event {edit.version} of {self._changes.stream} {already}; there is no script of it.")
        self._deleted ^= {edit.version}
        row = {
            "position": "e.position",
            "action": f"'{action}'",
            "at": sql.now,
            '"by"': sql.text(because.author),
            "reason": sql.text(because.reason),
        }
        yield sql.insert("deletions", ("id", "deletion"), row, source=self._event(edit.version))
        kind = self._sql.quoted(f"(SELECT e.event_type FROM {self._event(edit.version)})")
        told.append(self._told({"edit": action, "version": edit.version}, edit.version, kind))

    def _audit(self, told: list[str]) -> str:
        sql, changes = self._sql, self._changes
        because, stream = changes.because, changes.stream
        row = {
            "at": sql.now,
            "author": sql.text(because.author),
            "reason": sql.text(because.reason),
            "ticket": sql.text(because.ticket),
            "tool": sql.text(TOOL),
            "aggregate_type": sql.text(stream.type),
            "aggregate_id": sql.text(stream.id),
            "base_version": literal(changes.base_version, sql.dialect),
            "version": literal(self._last, sql.dialect),
            "edits": _joined(["'['", *_with_commas(told), "']'"]),
        }
        return sql.insert("audit", ("id", "entry"), row)

    def _told(self, edit: JsonObject, version: int, *kind: str) -> str:
        """What the audit has of an edit, as an expression: its position is known only when it is run.

        So is the type of a stored event, of which `kind` is the expression.
        """
        signs = compact(signed({}, self._changes.because))
        parts = [
            self._sql.text(f'{compact(edit)[:-1]},"position":'),
            f"CAST((SELECT e.position FROM {self._event(version)}) AS text)",
        ]
        for quoted in kind:
            parts += [self._sql.text(',"type":'), quoted]
        return _joined([*parts, self._sql.text(f",{signs[1:]}" if signs != "{}" else "}")])

    def _event(self, version: int) -> str:
        return f"{_of(self._sql, self._changes.stream)} AND e.version = {version}"


def _of(sql: _Sql, stream: StreamId) -> str:
    """The events of a stream, as what follows FROM."""
    of = f"e.aggregate_type = {sql.text(stream.type)} AND e.aggregate_id = {sql.text(stream.id)}"
    return f"{sql.table('events')} AS e WHERE {of}"


def _stands(sql: _Sql, changes: ChangeSet) -> str:
    """Whether a stream is as it was when the draft was made, as a condition."""
    events, deletions, count = _of(sql, changes.stream), sql.table("deletions"), len(changes.base_deletions)
    base = literal(changes.base_version, sql.dialect)
    deleted = (
        f"SELECT 1 FROM {deletions} AS d WHERE d.position = e.position AND d.action = 'delete' AND NOT EXISTS "
        f"(SELECT 1 FROM {deletions} AS later WHERE later.position = d.position AND later.id > d.id)"
    )
    # One more for each that was deleted then, one less for any other.
    each = f"CASE WHEN {_among(changes.base_deletions)} THEN 1 ELSE -1 END"
    return "\n AND ".join(
        (
            f"(SELECT max(e.version) FROM {events}) {sql.same} {base}",
            f"(SELECT coalesce(sum({each}), 0) FROM {events}\n      AND EXISTS ({deleted})) = {count}",
            *_named_events(changes, events),
        )
    )


def _named_events(changes: ChangeSet, events: str) -> Iterator[str]:
    named = frozenset(edit.version for edit in changes.edits if not isinstance(edit, Append))
    if named:
        yield f"(SELECT count(*) FROM {events} AND {_among(named)}) = {len(named)}"


def _among(versions: frozenset[int]) -> str:
    return f"e.version IN ({', '.join(map(str, sorted(versions)))})" if versions else "1 = 0"


def _joined(parts: Sequence[str]) -> str:
    """Texts put together, half by half: in SQLite an expression nests a thousand levels at most."""
    if len(parts) <= 2:
        return f"({' || '.join(parts)})" if len(parts) == 2 else parts[0]
    half = len(parts) // 2
    return f"({_joined(parts[:half])} || {_joined(parts[half:])})"


def _with_commas(parts: Sequence[str]) -> Iterator[str]:
    for place, part in enumerate(parts):
        if place:
            yield "','"
        yield part


def _sql(dialect: str, schema: str) -> _Sql:
    if dialect == "sqlite":
        now = "strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')"
        return _Sql(dialect, str, now, lambda at: f"'{at}'", "IS", lambda text: f"json_quote({text})")
    within = '"' + schema.replace('"', '""') + '".' if schema else ""
    return _Sql(
        dialect,
        lambda table: f"{within}{table}",
        "now()",
        lambda at: f"CAST('{at}' AS timestamptz)",
        "IS NOT DISTINCT FROM",
        lambda text: f"CAST(to_json({text}) AS text)",
    )


def why_text(because: Because) -> str:
    """Who wrote a script's draft and why, for the remarks at its head."""
    ticket = f" ({because.ticket})" if because.ticket else ""
    committed = f", committed by {because.committer}" if because.committer else ""
    return f"Drafted by {because.author}{committed}: {because.reason}{ticket}"
