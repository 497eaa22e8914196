"""JSON documents drawn for tests."""

from __future__ import annotations

from hypothesis import strategies as st

from leftfold.model.json import Json

_leaves: st.SearchStrategy[Json] = st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from([0.5, 1.0])
DOCUMENTS: st.SearchStrategy[Json] = st.recursive(
    _leaves | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=4),
)
