"""Looking into what other libraries store: their snapshots beside the replay, and payloads that cannot be read."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile
from typing import Final

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.journeys.person import Person
from tests.store.layouts.axon import AXON_4
from tests.store.layouts.library import ODD, run_in_file

BANK: Final = Path(__file__).parents[3] / "shared" / "stores" / "eventsourcing-bank" / "store.sqlite"
ACCOUNT: Final = "eae622d9-67df-4fe7-afc8-a6d99d027b40"
"""It has 1,500 events, and a snapshot at every hundredth."""


@pytest.mark.skipif(not BANK.is_file(), reason=f"the bank's store is not at {BANK}")
def test_the_bank_s_own_balance_is_read_beside_the_replay(person: Person, tmp_path: Path) -> None:
    person.opens(Path(copyfile(BANK, tmp_path / "bank.sqlite")), ACCOUNT)
    person.sees(lambda: len(person.window.parts.snapshots.known) == 15)
    person.does("play.previous-snapshot")
    person.does("view.snapshot")
    person.reads("Snapshot of the application at version 1,400")
    person.reads("the events are the truth")
    page = person.window.parts.inspector.snapshot
    balance = page.stored.tree.spot_of(page.stored.tree.index_of(("balance",))).value
    assert isinstance(balance, str)
    assert float(balance) > 0
    assert page.replayed.isVisible()
    person.does("play.back")
    person.reads("The nearest one before it is at version 1,300.")


def test_what_java_wrote_is_shown_as_bytes_and_what_xml_says_as_a_tree(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    axon, path = AXON_4[0], tmp_path / "axon.db"
    run_in_file(path, *axon.schema, *axon.rows)
    person.opens(path, ODD)
    inspector = person.window.parts.inspector
    person.does("view.event")
    person.reads("The payload is an object of Java in Java's own form")
    person.reads("4 bytes")
    assert inspector.event_.bytes.table.isVisible()
    assert inspector.event_.tree.tree.index_of(("metadata",)).isValid(), "what can be read of the event is read"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "fed.bin"), ""))
    person.does("event.save-bytes")
    assert (tmp_path / "fed.bin").read_bytes() == b"\xac\xed\x00\x05"
    person.does("play.back")
    legs = inspector.event_.tree.tree.index_of(("payload", "legs"))
    assert inspector.event_.tree.tree.spot_of(legs).value == "4"
    assert not person.window.actions_["event.save-bytes"].isEnabled()
