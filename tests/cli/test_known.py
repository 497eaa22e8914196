"""The commands that tell what is known."""

from __future__ import annotations

import pytest

from leftfold.domain.plugins import Entry
from leftfold.domain.registry import Domains
from leftfold.domains.progress import PROGRESS
from leftfold.store.layout_files import shipped_layouts
from tests.cli.conftest import Leftfold


def test_layouts_with_what_they_lack(leftfold: Leftfold) -> None:
    said = leftfold("layouts")
    head, *rows = said.out.splitlines()
    assert head.split() == ["layout", "title", "databases", "absent", "from"]
    told = {row.split()[0]: row for row in rows}
    assert "Leftfold's own layout" in told["native"]
    assert " nothing " in told["native"]
    for layout in shipped_layouts():
        assert f" {', '.join(name for name, _reason in layout.absent) or 'nothing'} " in told[layout.key]
    assert told["eventsourcing-sqlite"].endswith("eventsourcing-sqlite.toml")


def test_domains_with_their_commands(leftfold: Leftfold) -> None:
    lines = leftfold("domains").out.splitlines()
    assert "progress, from leftfold: Student progress; reads aggregates of type student." in lines
    assert "  reset-progress     lesson: integer, activity: integer (optional)" in lines
    assert "  empty-cart" in lines
    assert "generic, from Leftfold itself: Generic; reads any aggregate." in lines
    (sales,) = [line for line in lines if line.startswith("sales")]
    assert sales.endswith("a projection over all aggregates of type cart, opened by the id sales.")


def test_a_domain_that_does_not_load_says_why_and_hides_no_other(
    leftfold: Leftfold, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> object:
        raise ImportError("no module named pricing")

    entries = [Entry("pricing", "acme", broken), Entry("progress", "leftfold", lambda: PROGRESS)]
    monkeypatch.setattr(Domains, "installed", lambda: Domains(entries))
    said = leftfold("domains")
    assert said.code == 0
    first, second, *_commands = said.out.splitlines()
    assert first.startswith("pricing, from acme: The domain 'pricing' of acme cannot be loaded: ImportError")
    assert second.startswith("progress, from leftfold: Student progress")
