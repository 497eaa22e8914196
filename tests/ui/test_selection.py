"""The one selection."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import SignalInstance

from leftfold.model.stream import StreamId
from leftfold.ui.selection import Selection

ONE, OTHER = StreamId("student", "1"), StreamId("student", "2")


def _heard(selection: Selection) -> list[tuple[str, object]]:
    heard: list[tuple[str, object]] = []

    def note(name: str) -> Callable[[object], None]:
        return lambda value: heard.append((name, value))

    signals: dict[str, SignalInstance] = {
        "stream": selection.stream_changed,
        "ordinal": selection.ordinal_changed,
        "length": selection.length_changed,
        "watched": selection.watched_changed,
    }
    for name, signal in signals.items():
        signal.connect(note(name))
    return heard


def test_at_first_nothing_is_selected() -> None:
    selection = Selection()
    assert (selection.stream, selection.ordinal, selection.length, selection.watched) == (None, 0, 0, None)


def test_what_is_already_so_is_not_told(selection: Selection) -> None:
    selection.select(ONE)
    selection.stand(3, 7)
    selection.watch(("lesson",))
    heard = _heard(selection)
    selection.select(ONE)
    selection.stand(3, 7)
    selection.go_to(3)
    selection.watch(("lesson",))
    assert heard == []


def test_another_aggregate_has_no_watched_field(selection: Selection) -> None:
    selection.select(ONE)
    selection.watch(("lesson",))
    heard = _heard(selection)
    selection.select(OTHER)
    assert heard == [("watched", None), ("stream", OTHER)]
    assert selection.watched is None


def test_who_is_told_of_the_length_or_the_cursor_finds_both(selection: Selection) -> None:
    selection.stand(50, 50)
    seen: list[tuple[int, int]] = []

    def look(_value: int) -> None:
        seen.append((selection.ordinal, selection.length))

    selection.length_changed.connect(look)
    selection.ordinal_changed.connect(look)
    selection.stand(2, 4)
    selection.stand(90, 100)
    assert seen == [(2, 4)] * 2 + [(90, 100)] * 2


@given(st.lists(st.tuples(st.sampled_from(["go", "step", "stand"]), st.integers(-20, 60), st.integers(0, 40))))
def test_the_cursor_is_always_within_the_events(moves: list[tuple[str, int, int]]) -> None:
    selection = Selection()
    heard = _heard(selection)
    for kind, to, length in moves:
        match kind:
            case "go":
                selection.go_to(to)
            case "step":
                selection.step(to)
            case _:
                selection.stand(to, length)
                assert selection.length == length
        assert 0 <= selection.ordinal <= selection.length
    told = [value for name, value in heard if name == "ordinal"]
    assert (told[-1] if told else 0) == selection.ordinal


def test_a_step_stops_at_either_end(selection: Selection) -> None:
    selection.stand(2, 3)
    selection.step(5)
    assert selection.ordinal == 3
    selection.step(-5)
    assert selection.ordinal == 0
