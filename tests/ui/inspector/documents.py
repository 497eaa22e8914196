"""Documents for the tests of the inspector."""

from __future__ import annotations

from hypothesis import strategies as st

from leftfold.model.json import Json

LEAVES = st.sampled_from([None, True, False, 0, 1, 1.0, "", "x", "long " * 20])
DOCUMENTS: st.SearchStrategy[Json] = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.sampled_from("abcdefghijk"), inner, max_size=9),
    max_leaves=30,
)
