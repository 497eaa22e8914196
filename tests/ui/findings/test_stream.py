"""The findings of the shown stream: known once its survey is through, and of no other stream's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from leftfold.ui.document import Document
from leftfold.ui.drafting import Drafting
from leftfold.ui.findings import stream
from leftfold.ui.findings.found import Found
from leftfold.ui.findings.stream import StreamFindings
from tests.scan.made import make_wrong
from tests.store_builders import make_native, put_raw
from tests.ui.conftest import OpenStore


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return make_wrong(tmp_path / "wrong.sqlite", students=12)


@pytest.fixture
def findings(document: Document) -> StreamFindings:
    """What is known of the stream that the document shows."""
    return StreamFindings(document)


def _kinds(found: Found) -> list[str]:
    return [str(one.kind) for one in found.findings]


def test_those_of_the_shown_stream_are_known(
    findings: StreamFindings, open_store: OpenStore, store: Path, document: Document, idle: Callable[[], None]
) -> None:
    heard: list[Found] = []
    findings.changed.connect(heard.append)
    open_store(store, select="student/011")
    assert _kinds(findings.known) == ["unknown-type", "gap", "time"]
    assert findings.known.ordinals.tolist() == [6, 6, 6]
    document.select("student/000")
    idle()
    assert len(findings.known) == 0
    assert [len(found) for found in heard] == [3, 0]


def test_a_stream_that_is_shown_again_has_its_own_again(
    findings: StreamFindings, open_store: OpenStore, store: Path, document: Document, idle: Callable[[], None]
) -> None:
    open_store(store, select="student/011")
    for other in ("student/000", "student/011"):
        document.select(other)
        idle()
    assert len(findings.known) == 3
    document.reload()
    idle()
    assert len(findings.known) == 3


def test_a_draft_that_deletes_what_is_wrong_has_fewer(
    findings: StreamFindings, open_store: OpenStore, store: Path, drafting: Drafting, idle: Callable[[], None]
) -> None:
    open_store(store, select="student/007")
    assert _kinds(findings.known) == ["unreadable", "time"]
    drafting.soft_delete(6)
    idle()
    assert _kinds(findings.known) == ["time"]
    drafting.discard()
    idle()
    assert _kinds(findings.known) == ["unreadable", "time"]


def test_a_long_stream_is_looked_through_once_it_is_read(
    findings: StreamFindings, open_store: OpenStore, tmp_path: Path, in_pages: None
) -> None:
    del in_pages
    path = make_native(tmp_path / "long.sqlite", {"thing/1": [("put", {"n": n}) for n in range(150)]})
    put_raw(path, "thing/1", 151, b"{")
    open_store(path, select="thing/1")
    assert _kinds(findings.known) == ["unreadable", "time"]


def test_not_more_are_listed_than_anybody_reads(
    findings: StreamFindings, open_store: OpenStore, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "MOST", 2)
    open_store(store, select="student/011")
    assert (len(findings.known), findings.known.more) == (2, True)


def test_a_projection_has_findings_too(findings: StreamFindings, open_store: OpenStore, tmp_path: Path) -> None:
    path = make_native(tmp_path / "carts.sqlite", {"cart/1": [("odd", {})], "cart/2": [("odd", {})]})
    open_store(path, select="sales")
    assert "gap" not in _kinds(findings.known)
