"""Stores written by other people's libraries, against what those libraries say is in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from leftfold.session import Session

BANK = Path(__file__).parents[2].parent / "shared" / "stores" / "eventsourcing-bank"

pytestmark = pytest.mark.skipif(not BANK.exists(), reason="../shared/stores/eventsourcing-bank is not on this machine")


def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((BANK / "facts.json").read_text("utf-8"))
    return facts


def test_every_stream_has_the_events_its_library_counts() -> None:
    wanted = {s["id"]: s["events"] for app in _facts()["applications"].values() for s in app["streams"]}
    session = Session.open(str(BANK / "store.sqlite"))
    try:
        found = {s.stream.id: s.events for s in session.store.aggregates(limit=1000)}
    finally:
        session.close()
    assert found == wanted


def test_decoded_events_are_as_the_library_decodes_them() -> None:
    session = Session.open(str(BANK / "store.sqlite"))
    try:
        for detail in _facts()["applications"]["BankAccounts"]["detail"]:
            replay = session.open_stream(session.resolve(detail["id"]))
            for wanted in detail["decoded_events"]:
                event = replay.history.step(wanted["version"]).event
                assert event.data == wanted["attributes"]
    finally:
        session.close()
