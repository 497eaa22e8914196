"""Layouts read from TOML files, the shipped ones and a user's own; whatever is not understood is refused."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from leftfold.bundled import resources
from leftfold.model.errors import CannotOpen
from leftfold.model.personal import personal_fields
from leftfold.store.layout import Layout, Needed
from leftfold.store.layout_parts import read_events, read_snapshots
from leftfold.store.protocol_parts import read_appending
from leftfold.store.protocols import Protocol
from leftfold.store.section import Section

MARKS: Final = ("ledger",)
"""The ways in which an event is soft-deleted."""


@cache
def shipped_layouts() -> tuple[Layout, ...]:
    """The layouts that come with Leftfold, by key; they are read once, in some 12 ms."""
    files = (file for file in (resources() / "layouts").iterdir() if file.name.endswith(".toml"))
    return tuple(sorted((_read(file, file.name) for file in files), key=lambda layout: layout.key))


def load_layout(key_or_path: str) -> Layout:
    """The shipped layout with a key, or the one in a TOML file. Raises `CannotOpen`."""
    if key_or_path.endswith(".toml"):
        return _without_statements(_read(Path(key_or_path), key_or_path))
    shipped = shipped_layouts()
    for layout in shipped:
        if layout.key == key_or_path:
            return layout
    known = ", ".join(layout.key for layout in shipped)
    raise CannotOpen(f'There is no layout "{key_or_path}"; known are {known}, or give the path of a .toml file.')


def parse_layout(content: str, file: str) -> Layout:
    """The layout that a TOML text describes; `file` names it in messages. Raises `CannotOpen`."""
    try:
        root = Section(file, tomllib.loads(content))
    except tomllib.TOMLDecodeError as error:
        raise CannotOpen(f"{file} is not valid TOML: {error}.") from error
    layout = Layout(
        key=root.text("key"),
        title=root.text("title"),
        databases=root.texts("databases"),
        first_version=_first_version(root),
        events=read_events(root.section("events")),
        snapshots=read_snapshots(root.section("snapshots")) if root.has("snapshots") else None,
        needs=_needs(root.section("needs")),
        protocol=Protocol(root.choice("protocol", tuple(Protocol))) if root.has("protocol") else None,
        appending=read_appending(root.section("append")) if root.has("append") else None,
        mark=_name(root, "mark", MARKS),
        absent=_absent(root.section("absent")),
        personal=_personal(root),
        channel=root.text("channel", default=""),
        origin=file,
    )
    root.finish()
    _check_absences(root, layout)
    _check_appending(root, layout)
    return layout


def _without_statements(layout: Layout) -> Layout:
    """The layout for reading alone, where its file, which may be anybody's, has statements that write."""
    if layout.appending is None:
        return layout
    reason = (
        f"{layout.origin} is a layout file of your own, and Leftfold makes no statements from such a file; "
        "append through the application instead."
    )
    return replace(layout, protocol=None, appending=None, absent=(*layout.absent, ("append", reason)))


def _read(file: Traversable, name: str) -> Layout:
    try:
        content = file.read_bytes().decode()
    except OSError as error:
        raise CannotOpen(f"The layout file {name} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CannotOpen(f"The layout file {name} is not UTF-8 text.") from error
    return parse_layout(content, name)


def _needs(section: Section) -> tuple[Needed, ...]:
    return tuple(Needed(table, section.texts(table)) for table in section.names())


def _absent(section: Section) -> tuple[tuple[str, str], ...]:
    return tuple((name, section.text(name)) for name in section.names())


def _name(root: Section, key: str, known: tuple[str, ...]) -> str:
    return root.choice(key, known) if root.has(key) else ""


def _personal(root: Section) -> tuple[str, ...]:
    paths = root.texts("personal")
    try:
        personal_fields(paths)
    except ValueError as error:
        raise root.wrong(f'has a wrong path under "personal": {error}') from error
    return paths


def _first_version(root: Section) -> int:
    version = root.integer("first_version")
    if version not in (0, 1):
        raise root.wrong("must have 0 or 1 under first_version")
    return version


def _check_appending(root: Section, layout: Layout) -> None:
    has_own = layout.protocol not in (None, Protocol.NATIVE)
    if has_own is not (layout.appending is not None):
        raise root.wrong("must have both, a protocol other than native and the table append, or neither")


def _check_absences(root: Section, layout: Layout) -> None:
    expected = (() if layout.protocol else ("append",)) + (() if layout.mark else ("soft delete", "restore"))
    # For what it lacks it may give a reason of its own in place of the usual one.
    given = [name for name, _reason in layout.absent if name not in layout.lacks]
    if sorted(given) != sorted(expected):
        raise root.wrong(f"must give under absent a reason for exactly these: {', '.join(expected) or 'none'}")
