"""A layout that opens what its store holds encrypted, with a key that a person gave."""

from __future__ import annotations

from dataclasses import replace

from leftfold.store.cipher import Cipher
from leftfold.store.forms import DocumentForm
from leftfold.store.layout import DocumentColumn, Layout, Time, TimeInside


def unsealed(layout: Layout, cipher: Cipher) -> Layout:
    """The layout with each document of PyPI `eventsourcing` opened by the cipher where it is encrypted."""
    here, snapshots = layout.events, layout.snapshots
    events = replace(here, data=_document(here.data, cipher), recorded_at=_time(here.recorded_at, cipher))
    if snapshots is not None:
        state, time = _document(snapshots.state, cipher), _time(snapshots.recorded_at, cipher)
        snapshots = replace(snapshots, state=state, recorded_at=time)
    return replace(layout, events=events, snapshots=snapshots)


def _document(document: DocumentColumn, cipher: Cipher) -> DocumentColumn:
    return replace(document, unseal=cipher.open) if document.form is DocumentForm.EVENTSOURCING else document


def _time(time: Time | None, cipher: Cipher) -> Time | None:
    return replace(time, document=_document(time.document, cipher)) if isinstance(time, TimeInside) else time
