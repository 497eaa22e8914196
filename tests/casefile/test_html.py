"""The page of a case file: whole in itself, and nothing in it is taken for its own words."""

from __future__ import annotations

from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

from typing_extensions import override

from leftfold.casefile.bookmarks import Bookmark
from leftfold.casefile.case_file import Asked, case_file
from leftfold.casefile.drawing import timeline_svg
from leftfold.casefile.html import case_html
from leftfold.session import Session
from tests.store_builders import Payload, make_native

BAD = '<script>alert("&")</script>'
EVENTS: list[tuple[str, Payload]] = [
    ("placeStudent", {"map": BAD, "lesson": 6}),
    ("quizTaken", {"quiz": BAD, "score": 7}),
    ("resetProgress", {"lesson": 3}),
    ("quizTaken", {}),
]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]


def _page(tmp_path: Path) -> str:
    store = make_native(tmp_path / "school.sqlite", {"student/1": EVENTS})
    with closing(Session.open(str(store))) as session:
        replay = session.open_stream(session.resolve("1"))
        case = case_file(session.place, replay, Asked(4, (Bookmark(3, f"{BAD} & wrong", ""),)))
        return case_html(case, timeline_svg(case))


def test_the_page_tells_the_case(tmp_path: Path) -> None:
    page = _page(tmp_path)
    assert "<h1>student/1</h1>" in page
    assert "Progress was reset to lesson 3" in page
    assert "<tr><td>currentPosition</td><td>6</td><td>3</td></tr>" in page
    assert "At version 4: quizTaken could not be applied" in page
    assert "It stands on a failure" in page


def test_the_page_needs_nothing_else_and_runs_nothing(tmp_path: Path) -> None:
    page = _page(tmp_path)
    parser = _Tags()
    parser.feed(page)
    assert "script" not in parser.tags
    assert parser.links == []
    assert "&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt; &amp; wrong" in page
