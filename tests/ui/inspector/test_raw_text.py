"""The raw event is all of it, as long as it can be shown; what is no JSON is shown as the bytes it is."""

from __future__ import annotations

from leftfold.model.event import Document, Event, Undecodable
from leftfold.model.stream import StreamId
from leftfold.ui.inspector.raw_text import LONGEST, MOST, bounded, raw_text


def _event(data: Document, metadata: Document = None) -> Event:
    return Event(StreamId("thing", "1"), 1, "made", data, metadata)


def test_payload_and_metadata_are_json_text() -> None:
    assert raw_text(_event({"a": [1]}, {"by": "é"})) == (
        '// payload\n{\n  "a": [\n    1\n  ]\n}\n\n// metadata\n{\n  "by": "é"\n}'
    )
    assert raw_text(_event({})) == "// payload\n{}"


def test_what_is_no_json_is_dumped_with_the_reason() -> None:
    text = raw_text(_event(Undecodable(b"{a: 1}", "is not JSON: unexpected character"), {"by": "x"}))
    assert text.startswith("The payload is not JSON: unexpected character. Its 6 bytes:\n\n000000  7b 61 3a 20 31 7d")
    assert text.endswith('// metadata\n{\n  "by": "x"\n}')


def test_what_is_missing_has_no_bytes() -> None:
    assert raw_text(_event(Undecodable(b"", "is missing"))) == "The payload is missing. Its 0 bytes:"


def test_a_huge_payload_is_cut_and_says_so() -> None:
    text = raw_text(_event({"items": list(range(2_000_000))}))
    assert len(text) < MOST + 200
    assert text.endswith("more characters; copying takes all of it")


def test_a_long_line_is_cut_and_says_so() -> None:
    text = bounded(f"short\n{'x' * (LONGEST + 1_234)}\nshort")
    first, long, last = text.split("\n")
    assert (first, last) == ("short", "short")
    assert long == f"{'x' * LONGEST}… 1,234 more characters on this line"
