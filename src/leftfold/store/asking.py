"""Has the database itself answer the query of a report, where what it says is sure to be what a fold would say.

That is so in a store of Leftfold's own layout, on SQLite and PostgreSQL. Payloads in which the two might read something
different (escapes, signs beyond ASCII, numbers with exponents, long ones) are looked at one by one first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Connection,
    LargeBinary,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import DBAPIError

from leftfold.model.event import Undecodable
from leftfold.model.query import LARGEST, Measure, Query, Row, Source, Take, Value, row_of
from leftfold.model.stream import StreamId
from leftfold.store.codec import read_json
from leftfold.store.database import Database
from leftfold.store.interrupting import interruptible
from leftfold.store.ledger import live_events
from leftfold.store.listing import unasked
from leftfold.store.native import EVENTS

Answer: TypeAlias = dict[StreamId, tuple[Row, ...]]
Expression: TypeAlias = ColumnElement[Any]
_Key: TypeAlias = tuple[str, str, str]
"""Type and id of an aggregate, and the month, empty where rows are not by month."""

_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_SHORT: Final = 300
"""Letters of a payload that neither nest too deep nor spell a number beyond those that can be counted."""
_DOUBTFUL: Final = 20_000
"""Most payloads that are looked at one by one: as many are folded as soon."""
_AGGREGATES: Final[dict[Take, Callable[[Expression], Expression]]] = {
    Take.COUNT: func.count,
    Take.SUM: func.sum,
    Take.MAX: func.max,
}
_DATABASES: Final = ("sqlite", "postgresql")


class Asking:
    """Asks one store of Leftfold's own layout."""

    def __init__(self, database: Database, *, native: bool) -> None:
        self._database = database
        self._native = native

    def answer(self, query: Query, types: tuple[str, ...], *, check: Callable[[], None] = unasked) -> Answer | str:
        """The rows of each aggregate of these types; or why the database cannot tell them exactly.

        `check` is called while the database works, and may raise `Cancelled` to end it.
        """
        dialect = self._database.engine.dialect.name
        if not self._native or dialect not in _DATABASES:
            return "its events are not laid out as Leftfold's own, on SQLite or PostgreSQL"
        keys = (key for one in query.measures for source in one.sources for key in source.path)
        if not all(map(_PLAIN_KEY.fullmatch, keys)):
            return "a key it asks for is no plain name"
        with self._database.connect() as connection:
            try:
                with interruptible(connection, check):
                    return _answer(connection, query, types)
            except DBAPIError:
                return "the database cannot read each payload, or took too long"


def _answer(connection: Connection, query: Query, types: tuple[str, ...]) -> Answer | str:
    if _is_doubtful(connection, query, types):
        return "it has payloads or times that the database might read in another way"
    found: dict[_Key, list[Value]] = {}
    for place, measure in enumerate(query.measures):
        for key, value in _asked(connection, query, measure, types):
            found.setdefault(key, [None] * len(query.measures))[place] = value
    answer: Answer = {}
    for (type_, id_, month), values in sorted(found.items()):
        stream = StreamId(type_, id_)
        answer[stream] = (*answer.get(stream, ()), row_of(query, month, tuple(values)))
    return answer


def _asked(connection: Connection, query: Query, measure: Measure, types: tuple[str, ...]) -> list[tuple[_Key, Value]]:
    speaks = _Words(connection.dialect.name)
    keys = (EVENTS.c.aggregate_type, EVENTS.c.aggregate_id, speaks.month() if query.by_month else literal("", Text))
    counting = [source.event_type for source in measure.sources]
    live = and_(live_events(), EVENTS.c.aggregate_type.in_(types), EVENTS.c.event_type.in_(counting))
    if measure.take is Take.LAST:
        rows = connection.execute(_last(speaks, measure, keys, live)).all()
        return [((type_, id_, month), _read(measure, kind, payload)) for type_, id_, month, kind, payload in rows]
    value = case(*((EVENTS.c.event_type == one.event_type, speaks.value(measure.take, one)) for one in measure.sources))
    taken: Expression = _AGGREGATES[measure.take](value)
    found = select(*keys, taken).where(live).group_by(*keys).having(func.count(value) > 0)
    return [((type_, id_, month), int(number)) for type_, id_, month, number in connection.execute(found)]


def _last(speaks: _Words, measure: Measure, keys: tuple[Expression, ...], live: ColumnElement[bool]) -> Select[Any]:
    there = or_(*(and_(EVENTS.c.event_type == one.event_type, speaks.is_there(one.path)) for one in measure.sources))
    place = func.row_number().over(partition_by=keys, order_by=EVENTS.c.version.desc())
    names = ("type", "id", "month")
    labels = [key.label(name) for key, name in zip(keys, names, strict=True)]
    ranked = (
        select(*labels, EVENTS.c.event_type.label("kind"), EVENTS.c.payload.label("payload"), place.label("place"))
        .where(live, there)
        .subquery()
    )
    columns = [ranked.c[name] for name in (*names, "kind", "payload")]
    return select(*columns).where(ranked.c.place == 1)


def _read(measure: Measure, event_type: str, payload: str) -> Value:
    value: Any = read_json(payload.encode())
    source = next(one for one in measure.sources if one.event_type == event_type)
    for key in source.path:
        value = value[key]
    found: Value = value
    return found


def _is_doubtful(connection: Connection, query: Query, types: tuple[str, ...]) -> bool:
    speaks = _Words(connection.dialect.name)
    counting = EVENTS.c.aggregate_type.in_(types) & EVENTS.c.event_type.in_(query.event_types)
    if query.by_month and connection.execute(select(1).where(counting, speaks.odd_time()).limit(1)).first():
        return True
    if not any(source.path for measure in query.measures for source in measure.sources):
        return False
    looked_at = select(*speaks.looked_at()).where(counting, speaks.doubtful()).limit(_DOUBTFUL + 1)
    rows = connection.execute(looked_at).all()
    return len(rows) > _DOUBTFUL or any(_differs(raw, is_read=bool(is_read)) for raw, is_read in rows)


def _differs(raw: bytes, *, is_read: bool) -> bool:
    """Whether the database might read a payload in another way; a key that is spelt with escapes it would not find."""
    return b"\\u" in raw or isinstance(read_json(raw), Undecodable) is is_read


class _Words:
    """What is asked of a payload in the words of a kind of database."""

    def __init__(self, dialect: str) -> None:
        self._is_sqlite = dialect == "sqlite"

    def month(self) -> Expression:
        """The month of UTC an event is of."""
        at = EVENTS.c.recorded_at
        if self._is_sqlite:
            return func.substr(cast(at, Text), 1, 7)
        return func.to_char(func.timezone("UTC", at), literal("YYYY-MM", Text))

    def odd_time(self) -> ColumnElement[bool]:
        """Whether a time is not written in UTC as Leftfold does."""
        if not self._is_sqlite:
            return literal(False)
        digits = "".join(f"{'[0-9]' * count}{sign}" for count, sign in zip((4, 2, 2, 2, 2, 2), "--T::.", strict=True))
        return cast(EVENTS.c.recorded_at, Text).op("NOT GLOB")(f"{digits}{'[0-9]' * 6}Z")

    def looked_at(self) -> tuple[Expression, Expression]:
        """A payload's bytes, and whether the database reads it as JSON; PostgreSQL tells only by failing."""
        if self._is_sqlite:
            return cast(EVENTS.c.payload, LargeBinary), func.json_valid(EVENTS.c.payload)
        return func.convert_to(EVENTS.c.payload, "UTF8"), literal(1)

    def doubtful(self) -> ColumnElement[bool]:
        """Whether a payload has anything that is to be looked at."""
        payload = EVENTS.c.payload
        if not self._is_sqlite:
            return or_(payload.op("~")(r"\\u|[0-9][eE][-+0-9]"), func.length(payload) > _SHORT)
        return or_(
            func.typeof(payload) != "text",
            # Bytes and letters are as many where all of it is ASCII, and no NUL ends it early.
            func.length(cast(payload, LargeBinary)) != func.length(payload),
            payload.op("GLOB")("*[0-9][eE][-+0-9]*"),
            payload.op("GLOB")("*[\x01-\x1f\x80-\xbf\ufffd]*"),
            func.instr(payload, "\\u") > 0,
            func.length(payload) > _SHORT,
            func.json_valid(payload) == 0,
        )

    def value(self, take: Take, source: Source) -> Expression:
        """What an event of the source counts for; NULL for nothing."""
        if take is Take.COUNT:
            return case((self.is_there(source.path), 1)) if source.path else literal(1)
        return self._whole(source.path) + source.plus

    def is_there(self, path: tuple[str, ...]) -> ColumnElement[bool]:
        """Whether a payload has a text, a number or a truth under a path."""
        if self._is_sqlite:
            kinds = ("text", "integer", "real", "true", "false")
            return func.coalesce(self._item(path, lambda each: each.c.type), "").in_(kinds)
        return func.json_typeof(self._under(path)).in_(("string", "number", "boolean"))

    def _whole(self, path: tuple[str, ...]) -> Expression:
        if self._is_sqlite:
            return self._item(path, _whole_number)
        text: Expression = cast(EVENTS.c.payload, JSON).op("#>>")(self._array(path))
        digits = and_(func.json_typeof(self._under(path)) == "number", text.op("~")("^-?[0-9]{1,16}$"))
        number = cast(text, BigInteger)
        return case((digits, case((number.between(-LARGEST, LARGEST), number))))

    def _under(self, path: tuple[str, ...]) -> Expression:
        return cast(EVENTS.c.payload, JSON).op("#>")(self._array(path))

    def _array(self, path: tuple[str, ...]) -> Expression:
        return cast(literal(list(path), ARRAY(Text)), ARRAY(Text))

    def _item(self, path: tuple[str, ...], take: Callable[[Any], Expression]) -> Expression:
        # Of a key that is there twice the last one counts, as it does when the payload is decoded.
        document: Expression = case((func.json_valid(EVENTS.c.payload) == 1, EVENTS.c.payload))
        for depth, key in enumerate(path):
            each = func.json_each(document).table_valued("key", "value", "type", "id", name=f"level_{depth}")
            of_this = take if depth == len(path) - 1 else _inner_object
            found = select(of_this(each)).where(each.c.key == key).order_by(each.c.id.desc()).limit(1)
            document = found.correlate_except(each).scalar_subquery()
        return document


def _inner_object(each: Any) -> Expression:
    return case((each.c.type == "object", each.c.value))


def _whole_number(each: Any) -> Expression:
    number = each.c.value
    whole = and_(each.c.type == "integer", func.typeof(number) == "integer", number.between(-LARGEST, LARGEST))
    return case((whole, number))
