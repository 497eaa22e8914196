"""Personal fields: which paths mark what, and how values are covered in documents, changes and sentences."""

from __future__ import annotations

import pytest

from leftfold.model.diff import Change, Op, diff
from leftfold.model.json import Json
from leftfold.model.personal import MASK, hidden_values, mask, mask_changes, mask_text, personal_fields

PEOPLE: Json = {"name": "Ada", "contacts": [{"phone": "030", "kind": "home"}, {"phone": None}], "lesson": 3}


def test_paths_mark_payload_metadata_and_state() -> None:
    found = personal_fields(("data.email", "metadata.user", "state.contacts[*].phone", 'state["odd key"].0'))
    assert found.data == (("email",),)
    assert found.metadata == (("user",),)
    assert found.state == (("contacts", "*", "phone"), ("odd key", "0"))


@pytest.mark.parametrize("path", ["", "email", "data", "payload.email", "data.", "data..a", "state[x]"])
def test_a_path_that_marks_nothing_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="names no personal field"):
        personal_fields((path,))


def test_a_document_is_covered_where_it_is_marked_and_left_as_it_was() -> None:
    patterns = personal_fields(("state.name", "state.contacts.*.phone")).state
    covered = mask(PEOPLE, patterns)
    assert covered == {"name": MASK, "contacts": [{"phone": MASK, "kind": "home"}, {"phone": None}], "lesson": 3}
    assert isinstance(PEOPLE, dict)
    assert PEOPLE["name"] == "Ada"


def test_nothing_marked_costs_no_copy() -> None:
    assert mask(PEOPLE, ()) is PEOPLE


def test_what_lies_inside_a_marked_value_is_covered_with_it() -> None:
    patterns = personal_fields(("state.contacts",)).state
    assert mask(PEOPLE, patterns) == {"name": "Ada", "contacts": MASK, "lesson": 3}
    assert list(hidden_values(PEOPLE, patterns)) == ["phone", "030", "kind", "home", "phone", None]


def test_changes_tell_that_a_personal_value_changed_and_not_to_what() -> None:
    after: Json = {"name": "Eve", "contacts": [{"phone": "031", "kind": "work"}], "lesson": 4}
    patterns = personal_fields(("state.name", "state.contacts")).state
    assert mask_changes(diff(PEOPLE, after), patterns) == (
        Change(Op.REPLACE, ("name",), MASK, MASK),
        Change(Op.REPLACE, ("contacts",), MASK, MASK),
        Change(Op.REPLACE, ("lesson",), 3, 4),
    )


def test_a_change_above_a_personal_value_has_it_covered_inside() -> None:
    change = Change(Op.ADD, ("student",), None, {"name": "Ada", "lesson": 1})
    (masked,) = mask_changes([change], personal_fields(("state.student.name",)).state)
    assert masked == Change(Op.ADD, ("student",), None, {"name": MASK, "lesson": 1})


def test_values_are_covered_in_a_sentence_as_words_of_their_own() -> None:
    assert mask_text("Ada Lovelace, Ada, Adam: 30 of 300", ["Ada Lovelace", "Ada", 30, None, True, ""]) == (
        f"{MASK}, {MASK}, Adam: {MASK} of 300"
    )
