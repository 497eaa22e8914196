"""What streams are told apart by in statements: a type or an id, the text of one column or of several."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, and_, bindparam, cast, tuple_
from sqlalchemy.types import NullType

from leftfold.store.dialects import Dialect, Expression
from leftfold.store.tables import Kind


@dataclass(frozen=True, slots=True)
class KeyText:
    """A type or an id as statements have it.

    That of several columns is one text, so that it is read and bound as any other; it is compared and sorted column
    by column, so that the indexes over them serve.
    """

    words: Dialect
    value: Expression
    kind: Kind
    """What the value holds."""
    columns: tuple[Expression, ...] = ()
    """Those it is made of, where there are several."""
    kinds: tuple[Kind, ...] = ()
    """What each of them holds."""

    @property
    def order(self) -> tuple[Expression, ...]:
        """What it is sorted by."""
        return self.columns or (self.value,)

    def given(self, name: str) -> Expression:
        """One to be bound under a name."""
        bound = bindparam(name, type_=NullType())
        return cast(bound, Text) if self.columns else self.words.given(bound, self.kind)

    def equals(self, other: Expression) -> ColumnElement[bool]:
        """Whether it is this one."""
        return and_(*(own == part for own, part in zip(self.order, self.parts(other), strict=True)))

    def is_same(self, other: KeyText) -> ColumnElement[bool]:
        """Whether it is what another table has."""
        pairs = zip(self.order, other.order, strict=True)
        return and_(*(own == its for own, its in pairs))

    def is_after(self, other: Expression) -> ColumnElement[bool]:
        """Whether it comes after this one."""
        if not self.columns:
            return self.value > other
        return tuple_(*self.columns) > tuple_(*self.parts(other))

    def is_from(self, other: Expression) -> ColumnElement[bool]:
        """Whether it is this one or comes after it."""
        if not self.columns:
            return self.value >= other
        return tuple_(*self.columns) >= tuple_(*self.parts(other))

    def is_upto(self, other: Expression) -> ColumnElement[bool]:
        """Whether it is this one or comes before it."""
        if not self.columns:
            return self.value <= other
        return tuple_(*self.columns) <= tuple_(*self.parts(other))

    def parts(self, other: Expression) -> tuple[Expression, ...]:
        """What another one has in place of each column it is sorted by."""
        if not self.columns:
            return (other,)
        texts = self.words.split(other, len(self.columns))
        return tuple(self.words.given(text, kind) for text, kind in zip(texts, self.kinds, strict=True))
