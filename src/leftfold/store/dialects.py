"""What the databases say in different words: how a stored value is read as bytes, compared, cut, and told as a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    LargeBinary,
    Text,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import BYTEA, JSONB
from sqlalchemy.dialects.postgresql import UUID as POSTGRESQL_UUID
from sqlalchemy.types import NullType, TypeEngine, UserDefinedType
from typing_extensions import override

from leftfold.store.codec import SEPARATOR, as_given
from leftfold.store.layout import TextPart, Time, TimeColumn
from leftfold.store.tables import Kind

Expression: TypeAlias = ColumnElement[Any]

_SEPARATOR: Final[Expression] = literal_column(f"'{SEPARATOR}'", Text)


class _Padded(UserDefinedType[str]):
    """Text that is compared without the spaces at its end, as PostgreSQL has it."""

    cache_ok = True

    @override
    def get_col_spec(self, **_kw: object) -> str:
        """The type's name."""
        return "BPCHAR"


_POSTGRESQL_TYPES: Final[dict[Kind, TypeEngine[Any]]] = {
    Kind.UUID: POSTGRESQL_UUID(as_uuid=False),
    Kind.PADDED: _Padded(),
    Kind.BYTES: BYTEA(),
    Kind.NUMBER: BigInteger(),
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """The words of one kind of database."""

    name: str
    """As SQLAlchemy names it."""

    @property
    def is_postgresql(self) -> bool:
        """Whether it speaks as PostgreSQL does."""
        return self.name == "postgresql"

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite, which keeps in a column whatever is put there."""
        return self.name == "sqlite"

    def stored(self, value: Expression, kind: Kind) -> Expression:
        """The bytes of a value: of a text in UTF-8, so that one that is not UTF-8 cannot spoil the rows around it."""
        if self.is_sqlite:
            return cast(value, LargeBinary)
        if self.is_postgresql:
            if kind is Kind.BYTES:
                return value
            if kind is Kind.LARGE_OBJECT:
                return func.lo_get(value)
            return func.convert_to(cast(value, Text), "UTF8")
        return value if kind is Kind.BYTES else _mysql_bytes(value)

    def given(self, value: Expression, kind: Kind) -> Expression:
        """A bound value, a text or bytes, to compare with a column that holds this."""
        if self.is_sqlite:
            return value if kind is Kind.BYTES else cast(value, Text)
        if self.is_postgresql:
            return cast(value, _POSTGRESQL_TYPES.get(kind, Text()))
        return value

    def text(self, given: str | bytes, kind: Kind = Kind.TEXT) -> Expression:
        """A text to compare with a stored one, given as its bytes where it is not UTF-8."""
        return self.given(literal(as_given(given), NullType()), kind)

    def part(self, column: Expression, part: TextPart, kind: Kind) -> Expression:
        """The part of a column."""
        text = self._under(column, (*part.within, part.key), kind) if part.key else column
        if not (part.after or part.before or part.before_last or part.otherwise):
            return text
        text = func.coalesce(text if part.key else self.shown(text), "")
        if part.after:
            text = func.substr(text, self._place(text, part.after) + len(part.after))
        if part.before:
            return self._before(text, part)
        if part.before_last:
            text = self._before_last(text, part.before_last)
        return func.coalesce(func.nullif(text, ""), literal(part.otherwise, Text)) if part.otherwise else text

    def number(self, column: Expression, key: str, kind: Kind) -> Expression:
        """The whole number that a JSON column has under a key; NULL where it has none there."""
        text = self._under(column, (key,), kind)
        digits = text.op("REGEXP" if not self.is_postgresql else "~")("^[0-9]{1,18}$")
        return cast(text, BigInteger) if self.is_sqlite else case((digits, cast(text, BigInteger)))

    def moved(self, column: Expression, by: Expression) -> Expression:
        """A whole number and so much more; in SQLite, anything else that is there as it is."""
        if self.is_sqlite:
            return case((func.typeof(column) == "integer", column + by), else_=column)
        return cast(column, BigInteger) + by

    def ordinals(self, count: Expression) -> tuple[FromClause, Expression]:
        """Rows of 0, 1, 2 … below a count that the row before them tells, and the column of these."""
        if self.is_postgresql:
            found = func.generate_series(0, count - 1).table_valued("at", name="items").render_derived()
            return found, found.c.at
        if self.is_sqlite:
            # As many zeros, since this SQLite may lack what gives a series.
            zeros = func.rtrim(func.replace(func.hex(func.zeroblob(count)), "00", "0,"), ",")
            found = func.json_each(literal("[").concat(zeros).concat("]")).table_valued("key", name="items")
            return found, found.c.key
        zeros = func.concat("[0", func.repeat(",0", count - 1), "]")
        shape: Expression = literal_column("'$[*]' COLUMNS (at FOR ORDINALITY)")
        found = func.JSON_TABLE(zeros, shape).table_valued("at", name="items")
        return found, found.c.at - 1

    def numbered(self, at: Expression, stored: Expression) -> Expression:
        """Stored bytes after a number and a colon."""
        if self.is_postgresql:
            return func.convert_to(cast(at, Text).concat(":"), "UTF8").op("||")(stored)
        if self.is_sqlite:
            return cast(cast(at, Text).concat(":").concat(stored), LargeBinary)
        return cast(func.concat(at, ":", stored), LargeBinary)

    def joined(self, columns: Iterable[Expression]) -> Expression:
        """The texts of several columns as one."""
        first, *others = (type_coerce(self.shown(column), Text) for column in columns)
        return reduce(lambda text, other: text.concat(_SEPARATOR).concat(other), others, first)

    def split(self, joined: Expression, count: int) -> tuple[Expression, ...]:
        """The texts of which one was made."""
        texts: list[Expression] = []
        left: Expression = type_coerce(joined, Text)
        for _part in range(count - 1):
            place = self._place(left, SEPARATOR)
            texts.append(func.substr(left, 1, place - 1))
            left = func.substr(left, place + 1)
        return (*texts, left)

    def marked(self, column: Expression, kind: Kind) -> ColumnElement[bool]:
        """Whether a mark is set: a truth, a number other than 0, or a time since when it is."""
        if kind is Kind.MOMENT:
            return column.is_not(None)
        # PostgreSQL takes no number for a truth, and SQLite no time.
        return column != 0 if kind is Kind.NUMBER or self.is_sqlite else column

    def moment(self, column: Expression, kind: Kind) -> Expression:
        """A time: as microseconds since 1970 where the database knows that it is one, else as bytes or a number."""
        if kind is Kind.NUMBER:
            return column
        if kind is Kind.MOMENT and self.is_postgresql:
            # Some servers that speak so give a float, which may lie a little below.
            return cast(func.round(func.extract("epoch", column) * 1_000_000), BigInteger)
        if kind is Kind.MOMENT:
            return func.timestampdiff(literal_column("MICROSECOND"), literal_column("'1970-01-01'"), column)
        return self.stored(column, kind)

    def time(self, where: Time | None, columns: Callable[[str], Expression], kinds: Mapping[str, Kind]) -> Expression:
        """What `Moments` reads times from, NULL for none; `columns` gives each by its name, `kinds` what it holds."""
        match where:
            case None:
                return null()
            case TimeColumn(name):
                return self.moment(columns(name), kinds[name])
            case inside:
                return self.stored(columns(inside.document.column), kinds[inside.document.column])

    def shown(self, value: Expression) -> Expression:
        """A value as a text, to look for a part in it."""
        return value if self.is_sqlite else cast(value, Text)

    def digits(self, value: Expression) -> Expression:
        """Bytes as hexadecimal digits."""
        return func.lower(func.encode(value, "hex") if self.is_postgresql else func.hex(value))

    def contains(self, column: Expression, kind: Kind, text: Expression) -> ColumnElement[bool]:
        """Whether a column has a text in it, as it is stored."""
        if self.is_sqlite:
            # Without a cast, which would cost a tenth of a scan: `instr` compares bytes.
            return func.instr(column, text) > 0
        if self.is_postgresql:
            whole = self.stored(column, kind)
            return func.position(func.convert_to(cast(text, Text), "UTF8").op("IN")(whole)) > 0
        return func.locate(cast(text, LargeBinary), self.stored(column, kind)) > 0

    def _under(self, column: Expression, path: tuple[str, ...], kind: Kind) -> Expression:
        """The text that JSON has under a path; NULL where it is no JSON, which would spoil the rows around it."""
        # Written into the statement, since an index over what is under a key is of use only to one that names it.
        if self.is_postgresql:
            if kind is not Kind.JSON:
                return self._looked_for(column, path[-1], kind)
            document: Expression = cast(column, JSONB)
            for key in path[:-1]:
                document = document.op("->")(_quoted(key))
            return type_coerce(document.op("->>")(_quoted(path[-1])), Text)
        inside = _quoted("$" + "".join(f'."{key}"' for key in path))
        if self.is_sqlite:
            text = cast(column, Text)
            return func.json_extract(case((func.json_valid(text) == 1, text)), inside)
        return func.json_value(column, inside)

    def _looked_for(self, column: Expression, key: str, kind: Kind) -> Expression:
        """The first text under a key, looked for by its signs: PostgreSQL reads no text as JSON that may be none."""
        text = func.encode(column, "escape") if kind is Kind.BYTES else cast(column, Text)
        return func.substring(text, f'"{re.escape(key)}"\\s*:\\s*"([^"\\\\]*)"')

    def _place(self, text: Expression, sign: str) -> Expression:
        return func.strpos(text, sign) if self.is_postgresql else func.instr(text, sign)

    def _before(self, text: Expression, part: TextPart) -> Expression:
        place = self._place(text, part.before)
        cut = func.substr(text, 1, place - 1)
        if part.otherwise:
            return case((place > 1, cut), else_=literal(part.otherwise, Text))
        return case((place > 0, cut), else_=text)

    def _before_last(self, text: Expression, sign: str) -> Expression:
        if self.is_sqlite or self.is_postgresql:
            # What is cut from the right are all signs but the mark, so that the text ends with the last of them.
            upto = func.rtrim(text, func.replace(text, sign, ""))
            # Without the last sign; a text without any has no length that could be lessened.
            return func.left(upto, -1) if self.is_postgresql else func.substr(upto, 1, func.length(upto) - 1)
        last = func.char_length(text) - func.instr(func.reverse(text), sign)
        return case((func.instr(text, sign) > 0, func.substr(text, 1, last)), else_="")


def _quoted(text: str) -> Expression:
    """A text written into a statement."""
    quoted = text.replace("'", "''")
    return literal_column(f"'{quoted}'", Text)


def _mysql_bytes(value: Expression) -> Expression:
    return cast(func.convert(value.op("USING")(literal_column("utf8mb4"))), LargeBinary)
