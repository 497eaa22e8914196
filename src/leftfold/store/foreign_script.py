"""The SQL of a commit to a store of another library: the statements of its layout, with every value in their text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BindParameter, ClauseElement, Select, literal_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.visitors import replacement_traverse

from leftfold.model.edits import ChangeSet
from leftfold.model.errors import Refused
from leftfold.store.appending import made_in, names_in, parts_of
from leftfold.store.foreign import ForeignWriter
from leftfold.store.literals import literal, text_literal
from leftfold.store.protocols import Appending, Step
from leftfold.store.script_words import Part, Refusing, block, refusing_lines
from leftfold.store.statements import Key

_PLACES: Final = re.compile(r"\{(\w+)\}|(?<![:\w]):(\w+)")
"""What a layout's statement leaves open: a table, or a value."""


def foreign_parts(writer: ForeignWriter, dialect: str, work: Sequence[tuple[ChangeSet, Key]]) -> Iterator[Part]:
    """What the script of a commit to a store of another library consists of.

    Raises `Refused` where there can be none, and `Conflict` where a stream has moved.
    """
    appending = writer.layout.appending
    assert appending is not None
    for changes, key in work:
        if changes.base_version is None and not appending.begins:
            raise Refused("A new stream of this store is begun by its application alone; there is no script of it.")
        script = _Script(writer, dialect, appending, changes)
        yield from script.sqlite(key) if dialect == "sqlite" else (block(script.postgresql(key)),)


@dataclass(frozen=True, slots=True)
class _Script:
    """The statements for one stream."""

    writer: ForeignWriter
    dialect: str
    appending: Appending
    changes: ChangeSet

    @property
    def moved(self) -> str:
        return f"{self.changes.stream} changed since the draft was made; nothing was written."

    def sqlite(self, key: Key) -> Iterator[Part]:
        yield self._stands(key)
        for step, bound in self._steps(key):
            if step.keep:
                raise Refused(
                    "This library's statements hand values on to each other; take the script of lines instead."
                )
            yield self._filled(step, bound, {})
            if step.rows >= 0:
                # Each statement here is one that changes rows.
                yield Refusing(f"changes() = {step.rows}", self.moved)

    def postgresql(self, key: Key) -> Iterator[str]:
        body: list[str] = []
        for step in self._made(self.appending.lock):
            body += self._executed(step, parts_of(key), {})
        body += refusing_lines(self._stands(key))
        kept: dict[str, str] = {}
        records = 0
        for step, bound in self._steps(key):
            if step.keep:
                records += 1
                body += self._executed(step, bound, kept, into=f"kept{records}")
                kept = kept | {name: f"kept{records}.{name}" for name in step.keep}
            else:
                body += self._executed(step, bound, kept)
        yield "DECLARE changed bigint;"
        yield from (f"  kept{number} record;" for number in range(1, records + 1))
        yield "BEGIN"
        yield from body
        yield "END"

    def _executed(
        self, step: Step, bound: Mapping[str, Any], kept: Mapping[str, str], *, into: str = ""
    ) -> Iterator[str]:
        used: dict[str, str] = {}
        text = self._filled(step, bound, kept, using=used)
        after = (f" INTO {into}" if into else "") + (f" USING {', '.join(used.values())}" if used else "")
        yield f"  EXECUTE {text_literal(text.strip(), self.dialect)}{after};"
        if step.rows >= 0:
            yield "  GET DIAGNOSTICS changed = ROW_COUNT;"
            yield from refusing_lines(Refusing(f"changed = {step.rows}", self.moved))

    def _steps(self, key: Key) -> Iterator[tuple[Step, Mapping[str, Any]]]:
        is_new = self.changes.base_version is None
        for place, bound in enumerate(self.writer.bound(self.changes, key)):
            which = "new" if is_new and not place else "known"
            for step in self._made(self.appending.steps):
                if step.for_stream in ("", which):
                    yield step, bound

    def _made(self, steps: Sequence[Step]) -> Iterator[Step]:
        return made_in(steps, self.writer.layout.events, self.dialect)

    def _filled(
        self, step: Step, bound: Mapping[str, Any], kept: Mapping[str, str], *, using: dict[str, str] | None = None
    ) -> str:
        """A statement with its tables and values; what an earlier one kept is numbered, and told in `using`."""
        names = dict(names_in(self.writer.layout.events, self.dialect))

        def fill(found: re.Match[str]) -> str:
            if found[1]:
                return names[found[1]]
            if using is not None and found[2] in kept:
                using.setdefault(found[2], kept[found[2]])
                return f"${list(using).index(found[2]) + 1}"
            return literal(bound[found[2]], self.dialect)

        return _PLACES.sub(fill, step.sql)

    def _stands(self, key: Key) -> Refusing:
        """What refuses where the stream does not end where it should."""
        statements, base = self.writer.statements, self.changes.base_version
        columns = zip(statements.outline.selected_columns, ("count", "first", "last"), strict=True)
        named = statements.outline.with_only_columns(
            *(column.label(f"o_{name}") for column, name in columns), maintain_column_froms=True
        )
        outline = with_literals(named, key, self.dialect)
        if statements.numbered:
            ends = f"o_count = {0 if base is None else base - self.writer.first_version + 1}"
        else:
            same = "IS" if self.dialect == "sqlite" else "IS NOT DISTINCT FROM"
            ends = f"o_last {same} {literal(base, self.dialect)}"
        return Refusing(f"SELECT {ends} FROM ({outline}) AS o", self.moved)


def with_literals(statement: Select[Any], bound: Mapping[str, Any], dialect: str) -> str:
    """The text of a statement with all its values in it."""

    def replaced(element: ClauseElement, **_more: Any) -> ClauseElement | None:
        if isinstance(element, BindParameter):
            return literal_column(literal(bound.get(element.key, element.effective_value), dialect))
        return None

    changed: Any = replacement_traverse(statement, {}, replaced)
    return str(changed.compile(dialect=_DIALECTS[dialect]()))


# In this style a per cent sign of a literal stays one.
_DIALECTS: Final[Mapping[str, Callable[[], Any]]] = {
    "sqlite": lambda: sqlite.dialect(paramstyle="named"),
    "postgresql": lambda: postgresql.dialect(paramstyle="named"),  # type: ignore[no-untyped-call]
}
