"""The timeline of a case file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

from leftfold.casefile.case_file import Asked, case_file
from leftfold.casefile.drawing import timeline_svg
from leftfold.session import Session
from tests.school import EVENTS
from tests.store_builders import Payload, make_native


def _svg(tmp_path: Path, events: list[tuple[str, Payload]]) -> str:
    store = make_native(tmp_path / "school.sqlite", {"student/1": events})
    with closing(Session.open(str(store))) as session:
        return timeline_svg(case_file("here", session.open_stream(session.resolve("1")), Asked(len(events))))


def test_each_track_with_values_has_a_line(tmp_path: Path) -> None:
    drawn = ElementTree.fromstring(_svg(tmp_path, EVENTS))
    texts = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["Lesson", "3 to 7", "Activity", "1 to 3"]
    lines = list(drawn.iter("{http://www.w3.org/2000/svg}polyline"))
    first = [point.split(",") for point in lines[0].attrib["points"].split()]
    heights = [float(y) for _x, y in first]
    assert (min(heights), max(heights), len(first)) == (12, 78, 10)


def test_without_values_there_is_no_picture(tmp_path: Path) -> None:
    assert _svg(tmp_path, [("quizTaken", {"quiz": "a"})]) == ""
