"""Keeps what aggregates said in a file of the user's cache, so that only those that changed since are folded again.

It lies beside no store and is never trusted further than the store itself confirms: the reducer of the report must be
the same, and the store must still have all that it had, and nothing in between (see `leftfold.store.growth`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson
from platformdirs import user_cache_path

from leftfold.domain.report import Report
from leftfold.domain.report_registry import report_mark
from leftfold.model.errors import CannotOpen
from leftfold.model.stream import StreamId
from leftfold.reports.running import Part, Progress, Worked, of_streams, work_out
from leftfold.store.growth import Mark
from leftfold.store.store import Store
from leftfold.whole_file import whole_file

_FORM: Final = 1
"""Of the file: one of another form is passed over."""
_WORTH: Final = 3
"""Where more than one in so many aggregates changed, the whole report is as soon worked out."""


def rollups_folder() -> Path:
    """The folder of the current user's cache in which rollups are kept."""
    return user_cache_path("leftfold", appauthor=False) / "rollups"


@dataclass(frozen=True, slots=True)
class Rollups:
    """The rollups of one store: in a folder, under the store's place."""

    folder: Path
    place: str

    def work_out(self, report: Report, store: Store, types: tuple[str, ...], progress: Progress) -> Worked:
        """The whole report, gone on from the last time where that can be trusted."""
        # The mark comes first: what is written meanwhile is then looked at again the next time.
        now, code = store.whole.growth.mark(), report_mark(report)
        if now is None or code is None:
            return work_out(report, store, types, progress)
        file = self._file(store, report, types)
        kept = _read(file, code)
        worked = _gone_on(report, store, types, kept, now, progress) if kept else None
        worked = worked or work_out(report, store, types, progress)
        _write(file, _Kept(now, worked.parts), code)
        return worked

    def _file(self, store: Store, report: Report, types: tuple[str, ...]) -> Path:
        named = "\0".join((self.place, store.layout.key, store.layout.events.schema, report.name, *types))
        return self.folder / f"{sha256(named.encode(errors='surrogateescape')).hexdigest()}.json"


@dataclass(frozen=True, slots=True)
class _Kept:
    mark: Mark
    parts: Mapping[StreamId, Part]


def _gone_on(  # noqa: PLR0913
    report: Report, store: Store, types: tuple[str, ...], kept: _Kept, now: Mark, progress: Progress
) -> Worked | None:
    changed = store.whole.growth.since(kept.mark, now)
    if changed is None:
        return None
    streams = [stream for stream in changed if stream.type in types]
    if len(streams) * _WORTH > max(len(kept.parts), _WORTH):
        return None
    anew = of_streams(report, store, streams, progress)
    left = {stream: part for stream, part in kept.parts.items() if stream not in set(streams)}
    parts = dict(sorted({**left, **anew}.items()))
    return Worked(parts, f"Kept from the last time; {len(streams)} of {len(parts)} aggregates were folded again.")


def _read(file: Path, code: str) -> _Kept | None:
    try:
        found: dict[str, Any] = orjson.loads(file.read_bytes())
        if (found["form"], found["code"]) != (_FORM, code):
            return None
        parts = {
            StreamId(type_, id_): Part(tuple(map(tuple, rows)), failed) for type_, id_, rows, failed in found["parts"]
        }
        return _Kept(Mark(**found["mark"]), parts)
    except (OSError, ValueError, KeyError, TypeError):
        # Not there, or not what it should be: it is only a cache.
        return None


def _write(file: Path, kept: _Kept, code: str) -> None:
    parts = [[stream.type, stream.id, part.rows, part.failed] for stream, part in kept.parts.items()]
    try:
        raw = orjson.dumps({"form": _FORM, "code": code, "mark": asdict(kept.mark), "parts": parts})
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with whole_file(file) as made:
            made.write_bytes(raw)
    except (OSError, TypeError, CannotOpen):
        # A disk that is full, or rows that are no JSON: the report is right all the same.
        return
