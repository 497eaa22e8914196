"""The law of the diff: applied to before, it gives after."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leftfold.model.diff import diff, patch, same
from leftfold.model.json import Json

_leaves = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3)
_documents = st.recursive(
    _leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=4)
)


@given(_documents, _documents)
def test_a_diff_applied_to_before_gives_after(before: Json, after: Json) -> None:
    assert same(patch(before, diff(before, after)), after)


@given(_documents)
def test_a_document_does_not_differ_from_itself(document: Json) -> None:
    assert diff(document, document) == ()


def test_true_is_not_one() -> None:
    assert not same(True, 1)
    assert same(1, 1.0)
