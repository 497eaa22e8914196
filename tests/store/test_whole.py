"""What reads a store as a whole, made when it is first used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.store_builders import make_native, opened

PARTS = ("asking", "growth", "scanning", "sweeping")
OPENS = """
import sys
from leftfold.store.opening import open_store
store = open_store(sys.argv[1])
print(*(name for name in sys.argv[2:] if f"leftfold.store.{name}" in sys.modules))
store.whole.scanner, store.whole.sweep, store.whole.asking, store.whole.growth
print(*(name for name in sys.argv[2:] if f"leftfold.store.{name}" in sys.modules))
store.close()
"""


def test_opening_a_store_loads_none_of_it(tmp_path: Path) -> None:
    path = make_native(tmp_path / "s.sqlite", {"thing/1": [("put", {"n": 0})]})
    command = [sys.executable, "-c", OPENS, str(path), *PARTS]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["", " ".join(PARTS)]


def test_each_part_is_made_once(tmp_path: Path) -> None:
    with opened(make_native(tmp_path / "s.sqlite", {"thing/1": [("put", {"n": 0})]})) as store:
        assert store.whole.scanner is store.whole.scanner
        assert store.whole.sweep is store.whole.sweep
