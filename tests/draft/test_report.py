"""The page for a second pair of eyes: it tells all, and nothing in it is taken for the page's own words."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from typing_extensions import override

from leftfold.draft import report
from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft
from leftfold.draft.draft_file import Saved
from leftfold.draft.preview import Preview
from leftfold.draft.report import review_page
from leftfold.draft.review import Reviewed, gone_on
from leftfold.model.diff import Change, Op
from leftfold.model.edits import Because, SoftDelete
from leftfold.model.step import Failure
from leftfold.model.stream import StreamId

AT = datetime(2026, 3, 3, 10, tzinfo=UTC)
EVIL = "<script>alert(1)</script>&\"'"
WHY = Because("Mira", EVIL, "SUP-1")
ONE = Draft(StreamId("student", EVIL), 9, frozenset(), WHY, (SoftDelete(9),))
TWO = Draft(StreamId("student", "2"), None, frozenset(), Because("Ann", "her own"), (SoftDelete(1),))
CHANGES = (
    Change(Op.REPLACE, ("lesson",), 3, EVIL),
    Change(Op.ADD, ("new",), None, 1),
    Change(Op.REMOVE, ("x",), 2, None),
)
EFFECT = Preview({}, {}, CHANGES, (Failure(12, EVIL),), (), ())
SAVED = Saved(Correction(EVIL, WHY, (ONE, TWO)), "/data/school.sqlite", "native", AT)


class _Read(HTMLParser):
    """The words of a page, the signs that open, and those still open at the end."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tags.add(tag)
        if tag != "meta":
            self._open.append(tag)

    @override
    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    @override
    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_it_tells_who_why_what_and_what_would_be() -> None:
    found = (Reviewed(ONE, (f"Deletes {EVIL}",), EFFECT, ""), gone_on(TWO, "student/2 changed."))
    read = _Read(review_page(SAVED, found))
    words = " ".join(read.words)
    for told in (
        "For review",
        "2 edits of 2 aggregates",
        "Nothing of this is written yet.",
        "/data/school.sqlite (native)",
        f"Reason {EVIL}",
        "SUP-1",
        "2026-03-03T10:00:00.000000Z",
        f"student/{EVIL}",
        "at version 9",
        f"Deletes {EVIL}",
        f"Event 12 could not be applied: {EVIL}.",
        f"lesson 3 {EVIL}",
        "new – 1",
        "x 2 –",
        "a new stream",
        "Drafted by: Ann; Reason: her own",
        "student/2 changed.",
    ):
        assert told in words, told
    assert "script" not in read.tags


def test_without_a_change_it_says_so() -> None:
    page = review_page(SAVED, (Reviewed(ONE, ("Deletes",), Preview({}, {}, (), (), (), ()), ""),))
    assert "The last state would stay as it is." in page


def test_a_long_list_of_fields_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "_MOST", 2)
    page = review_page(SAVED, (Reviewed(ONE, ("Deletes",), EFFECT, ""),))
    assert "and 1 fields more." in page
    assert page.count("<tr><td>") == 2
