"""What a compensating event is linked to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leftfold.draft.draft import new_draft
from leftfold.draft.linking import check_targets, hanging, target_text, with_linked
from leftfold.model.errors import Refused
from tests.draft.piling import WHY, append, index_of, stored

_INDEX = index_of(stored(("put", False), ("put", True)))


def test_a_target_is_named_with_what_became_of_it() -> None:
    assert [target_text(_INDEX, version) for version in (5, 6, 99)] == [
        "event 5",
        "event 6, which is soft-deleted",
        "event 99, which is not there",
    ]


def test_one_that_is_not_there_is_refused() -> None:
    check_targets(_INDEX, (5, 6))
    with pytest.raises(Refused, match=r"^pile/1 has no event 99 to compensate; nothing was changed\.$"):
        check_targets(_INDEX, (5, 99))
    draft = new_draft(_INDEX, WHY)
    with pytest.raises(Refused):
        with_linked(_INDEX, draft, replace(append("take"), compensates=(4,)))
    assert len(with_linked(_INDEX, draft, replace(append("take"), compensates=(5,))).edits) == 1


def test_one_that_is_deleted_is_told() -> None:
    assert hanging(_INDEX, (5,)) == ()
    assert hanging(_INDEX, (5, 6)) == ("Event 6 is soft-deleted already: there is nothing left to make up for.",)
