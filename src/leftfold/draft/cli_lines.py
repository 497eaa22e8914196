"""A correction as lines for a shell: Leftfold's own commands, each expecting the version that the one before left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from shlex import quote
from typing import Final

from leftfold import __version__
from leftfold.draft.correction import Correction
from leftfold.draft.draft import Draft
from leftfold.model.edits import Append, Because, Edit, SoftDelete
from leftfold.model.errors import Refused
from leftfold.model.json import compact

_HIDDEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What would end a remark early, or make it read as something else."""


def cli_lines(correction: Correction, place: str, *, first_version: int) -> str:
    """The lines for a POSIX shell, on the store at this place. Raises `Refused` for what no line can say."""
    lines = [line for draft in correction for line in _lines(draft, place, first_version)]
    told = _HIDDEN.sub(" ", correction.name) or "a draft"
    head = (
        "#!/bin/sh",
        f"# Leftfold {__version__}: {told}, for {_HIDDEN.sub(' ', place)}.",
        "# Each line is a commit of its own; where one is refused the rest is not begun.",
        "set -e",
    )
    return "\n".join((*head, *lines, ""))


def _lines(draft: Draft, place: str, first_version: int) -> Iterator[str]:
    version = draft.base_version
    for edit in draft.edits:
        yield _line(edit, draft, place, version)
        if isinstance(edit, Append):
            version = first_version if version is None else version + 1


def _line(edit: Edit, draft: Draft, place: str, version: int | None) -> str:
    if version is None:
        raise Refused(f"{draft.stream} has no event yet, and no line begins a stream; take the script of SQL instead.")
    if isinstance(edit, Append):
        if edit.metadata:
            raise Refused(
                f"The new event {edit.type} has metadata of its own, which no line can say; "
                "take the script of SQL instead."
            )
        command, rest = "append", [edit.type, compact(edit.data)]
        links = [word for version_ in edit.compensates for word in ("--compensates", str(version_))]
    else:
        command, rest = "delete" if isinstance(edit, SoftDelete) else "restore", [str(edit.version)]
        links = []
    # What follows the two dashes is no option, whatever it begins with.
    words = [*_why(draft.because), *links, "--expect", str(version), "--", place, str(draft.stream), *rest]
    return " ".join(("leftfold", command, *map(_quoted, words)))


def _why(because: Because) -> Iterator[str]:
    yield from ("--reason", because.reason, "--author", because.author)
    if because.ticket:
        yield from ("--ticket", because.ticket)


def _quoted(word: str) -> str:
    if "\0" in word:
        raise Refused(f"{word!r} has a sign that no line can say; nothing was written.")
    return quote(word)
