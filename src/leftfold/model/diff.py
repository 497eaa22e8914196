"""The difference of two JSON documents as a list of changes, and the changes applied.

The shape follows RFC 6902 (JSON Patch) with the value before kept beside the value after, so that a change can be read
and undone without the document. Lists are compared by place: an element inserted in front reads as a change of each
later place, which is what a person sees in the tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from leftfold.model.json import Json
from leftfold.model.paths import Path


class Op(StrEnum):
    """What happened at a path."""

    ADD = "add"
    REMOVE = "remove"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs: what it was and what it is (None where it was not, or is no more)."""

    op: Op
    path: Path
    before: Json
    after: Json


def diff(before: Json, after: Json) -> tuple[Change, ...]:
    """The changes that turn one document into another, in document order; identical subtrees are not entered."""
    changes: list[Change] = []
    pending: list[tuple[Path, Json, Json]] = [((), before, after)]
    while pending:
        path, old, new = pending.pop()
        if old is new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            pending.extend(reversed(_compare_objects(path, old, new, changes)))
        elif isinstance(old, list) and isinstance(new, list):
            pending.extend(reversed(_compare_lists(path, old, new, changes)))
        elif not same(old, new):
            changes.append(Change(Op.REPLACE, path, old, new))
    return tuple(changes)


def same(one: Json, other: Json) -> bool:
    """Whether two documents are equal as JSON: 1 and 1.0 are, 1 and true are not."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (dict, list)):
        return type(one) is type(other) and not diff(one, other)
    return one == other


def _compare_objects(
    path: Path, old: dict[str, Json], new: dict[str, Json], changes: list[Change]
) -> list[tuple[Path, Json, Json]]:
    changes.extend(Change(Op.REMOVE, (*path, key), old[key], None) for key in old if key not in new)
    shared: list[tuple[Path, Json, Json]] = []
    for key, value in new.items():
        if key in old:
            shared.append(((*path, key), old[key], value))
        else:
            changes.append(Change(Op.ADD, (*path, key), None, value))
    return shared


def _compare_lists(
    path: Path, old: list[Json], new: list[Json], changes: list[Change]
) -> list[tuple[Path, Json, Json]]:
    # The last element goes first, so that each removal's index is right when it is applied.
    changes.extend(Change(Op.REMOVE, (*path, i), old[i], None) for i in range(len(old) - 1, len(new) - 1, -1))
    changes.extend(Change(Op.ADD, (*path, i), None, new[i]) for i in range(len(old), len(new)))
    return [((*path, i), a, b) for i, (a, b) in enumerate(zip(old, new, strict=False))]


def patch(document: Json, changes: Iterable[Change]) -> Json:
    """The document with the changes applied; the given document is left as it was.

    Raises `ValueError` where a change's path does not fit the document.
    """
    for change in changes:
        document = _patched(document, change)
    return document


def _patched(document: Json, change: Change) -> Json:
    if not change.path:
        return change.after
    *parents, last = change.path
    root = top = _copied(document)
    for key in parents:
        child = _copied(_child(top, key))
        _put(top, key, child)
        top = child
    if change.op is Op.REMOVE:
        _drop(top, last)
    elif change.op is Op.ADD and isinstance(top, list) and last == len(top):
        top.append(change.after)
    else:
        _put(top, last, change.after)
    return root


def _copied(value: Json) -> Json:
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, list):
        return list(value)
    raise ValueError(f"a {type(value).__name__} has nothing inside it to change")


def _child(parent: Json, key: str | int) -> Json:
    if isinstance(parent, dict) and isinstance(key, str):
        if key in parent:
            return parent[key]
    elif isinstance(parent, list) and isinstance(key, int) and 0 <= key < len(parent):
        return parent[key]
    raise ValueError(f"nothing at {key!r}")


def _put(parent: Json, key: str | int, value: Json) -> None:
    if isinstance(parent, dict) and isinstance(key, str):
        parent[key] = value
        return
    if isinstance(parent, list) and isinstance(key, int) and 0 <= key < len(parent):
        parent[key] = value
        return
    raise ValueError(f"nothing at {key!r}")


def _drop(parent: Json, key: str | int) -> None:
    _child(parent, key)
    if isinstance(parent, dict):
        parent.pop(str(key))
    elif isinstance(parent, list):
        parent.pop(int(key))
