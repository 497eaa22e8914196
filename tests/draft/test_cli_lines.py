"""Lines for a shell: each word stays one word, whatever is in it, and each line expects what the one before left."""

from __future__ import annotations

import shlex
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leftfold.draft.cli_lines import cli_lines
from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft
from leftfold.model.edits import Append, Because, Restore, SoftDelete
from leftfold.model.errors import Refused
from leftfold.model.stream import StreamId

AT = datetime(2026, 1, 1, tzinfo=UTC)
WHY = Because("Mira", "it's wrong", "SUP-1")
STREAM = StreamId("student", "3202")
EDITS = (SoftDelete(4), Append("reset", {"lesson": 6}, AT), Restore(3), Append("done", {}, AT))
DRAFT = Draft(STREAM, 9, frozenset({3}), WHY, EDITS)
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


def lines(draft: Draft, place: str = "/a b/s.db", name: str = "") -> list[str]:
    text = cli_lines(Correction(name, WHY, (draft,)), place, first_version=1)
    return [line for line in text.splitlines() if line.startswith("leftfold ")]


def test_a_line_an_edit_each_on_the_version_that_is_there_then() -> None:
    assert [shlex.split(line) for line in lines(DRAFT)] == [
        ["leftfold", *command, *words]
        for command, words in [
            (("delete", *why(9)), ["4"]),
            (("append", *why(9)), ["reset", '{"lesson":6}']),
            (("restore", *why(10)), ["3"]),
            (("append", *why(10)), ["done", "{}"]),
        ]
    ]


def why(version: int) -> list[str]:
    told = ["--reason", "it's wrong", "--author", "Mira", "--ticket", "SUP-1"]
    return [*told, "--expect", str(version), "--", "/a b/s.db", "student/3202"]


# What is blank is no reason, and the correction's own counts.
@given(TEXT.filter(str.strip), TEXT, TEXT, TEXT)
def test_a_word_stays_one_word(reason: str, id_: str, type_: str, place: str) -> None:
    draft = replace(
        DRAFT,
        stream=StreamId("", id_),
        edits=(Append(type_, {type_: reason}, AT),),
        because=Because(reason, reason),
    )
    text = cli_lines(Correction(reason, WHY, (draft,)), place, first_version=1)
    # The head is four lines, whatever is in the names.
    words = shlex.split("\n".join(text.split("\n")[4:]))
    assert words[:9] == ["leftfold", "append", "--reason", reason, "--author", reason, "--expect", "9", "--"]
    assert words[9:12] == [place, id_, type_]
    assert len(words) == 13


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (replace(DRAFT, base_version=None, edits=EDITS[1:2]), "no line begins a stream"),
        (replace(DRAFT, edits=(Append("x", {}, AT, {"own": 1}),)), "metadata of its own"),
        (replace(DRAFT, edits=(Append("x\0", {}, AT),)), "no line can say"),
    ],
)
def test_what_no_line_can_say_is_refused(draft: Draft, said: str) -> None:
    with pytest.raises(Refused, match=said):
        lines(draft)
