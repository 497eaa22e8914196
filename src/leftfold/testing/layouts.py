"""The contract of a layout, asked of a store that has it."""

from __future__ import annotations

import numpy as np

from leftfold.model.errors import LeftfoldError
from leftfold.model.index import StreamIndex
from leftfold.model.stream import StreamId
from leftfold.model.summary import AggregateSummary
from leftfold.store.layout_files import load_layout, shipped_layouts
from leftfold.store.opening import open_store
from leftfold.store.store import Store
from leftfold.testing.assertions import check

PAGE = 7
"""Events and aggregates read at once: few, so that a small store has several pages."""


def check_layout(layout_file: str, store: str) -> None:
    """Raise `AssertionError` with the first thing in which the store, read with the layout, contradicts itself.

    `layout_file` is the path of a TOML file or the key of a shipped layout, `store` a path or URL. Everything in the
    store is read, so let it be a small one; nothing is written.
    """
    try:
        layout = load_layout(layout_file)
        opened = open_store(store, layout=layout_file)
    except LeftfoldError as error:
        raise AssertionError(f"The layout does not open the store: {error}") from error
    try:
        if layout.key in [shipped.key for shipped in shipped_layouts()]:
            _check_detected(layout.key, store)
        check_streams(opened)
    finally:
        opened.close()


def _check_detected(key: str, store: str) -> None:
    detected = open_store(store)
    found = detected.layout.key
    detected.close()
    check(found == key, f"{store} is taken for {found!r} where no layout is named, not for {key!r}.")


def check_streams(store: Store, *, most: int | None = None) -> int:
    """Raise `AssertionError` with the first thing in which a store contradicts itself; gives how many streams it read.

    With `most`, only that many streams are read, and what would take reading all of the store is not asked.
    """
    listed = _listed(store, most)
    check(listed, f"{store.name} lists no aggregate; nothing can be checked of an empty store.")
    if most is None:
        _check_counts(store, listed)
    ids = [summary.stream.id for summary in listed]
    for summary in listed:
        _check_names(store, summary.stream, alone=ids.count(summary.stream.id) == 1)
        index = store.index(summary.stream)
        _check_index(store, summary, index)
        _check_pages(store, index)
    return len(listed)


def _check_counts(store: Store, listed: list[AggregateSummary]) -> None:
    counts = store.counts()
    check(len(listed) == counts.aggregates, f"{len(listed)} aggregates are listed, {counts.aggregates} are counted.")
    events = sum(summary.events for summary in listed)
    check(events == counts.events, f"The listed aggregates have {events} events, {counts.events} are counted.")


def _listed(store: Store, most: int | None) -> list[AggregateSummary]:
    listed: list[AggregateSummary] = []
    seen: set[StreamId] = set()
    while page := store.aggregates(after=listed[-1].stream if listed else None, limit=PAGE):
        if most is not None and len(listed) >= most:
            break
        for summary in page:
            check(summary.stream not in seen, f"{summary.stream} is listed twice.")
            seen.add(summary.stream)
        listed.extend(page)
    return listed


def _check_names(store: Store, stream: StreamId, *, alone: bool) -> None:
    for name in (str(stream), stream.id) if alone else (str(stream),):
        try:
            found = store.resolve(name)
        except LeftfoldError as error:
            raise AssertionError(f"{stream} is listed, but cannot be found as {name!r}: {error}") from error
        check(found == stream, f"{name!r} finds {found}, not {stream}, which is listed.")


def _check_index(store: Store, summary: AggregateSummary, index: StreamIndex) -> None:
    stream = index.stream
    check(index.stream == summary.stream, f"The index of {summary.stream} is that of {stream}.")
    check(len(index) == summary.events, f"{stream} is listed with {summary.events} events, its index has {len(index)}.")
    last = index.last_version
    check(last == summary.version, f"{stream} is listed up to version {summary.version}, its index up to {last}.")
    check(np.all(np.diff(index.versions) > 0), f"The versions of {stream} do not increase from each to the next.")
    first, least = int(index.versions[0]), store.layout.first_version
    check(first >= least, f"{stream} begins at version {first}, before the layout's first version, {least}.")


def _check_pages(store: Store, index: StreamIndex) -> None:
    events = store.events(index)
    for first in range(1, len(index) + 1, PAGE):
        last = min(first + PAGE - 1, len(index))
        page = list(events.read(first, last))
        asked = f"{index.stream}, events {first} to {last},"
        check(len(page) == last - first + 1, f"{asked} gave {len(page)} events.")
        versions = [event.version for event in page]
        check(versions == index.versions[first - 1 : last].tolist(), f"{asked} have other versions than its index.")
