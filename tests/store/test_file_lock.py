"""Of those who add to a file, one at a time goes on."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

from leftfold.store.file_lock import alone


def test_the_second_goes_on_when_the_first_is_done(tmp_path: Path) -> None:
    path, inside, order = tmp_path / "f", Event(), list[str]()
    path.touch()

    def second() -> None:
        with path.open("r+b") as file:
            inside.set()
            with alone(file):
                order.append("second")

    thread = Thread(target=second)
    with path.open("r+b") as file, alone(file):
        thread.start()
        assert inside.wait(10)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
