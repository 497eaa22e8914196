"""What can be done with a store, and why the rest cannot."""

from __future__ import annotations

from typing import Final

from leftfold.model.capability import Capability
from leftfold.model.edits import Append, Restore, SoftDelete
from leftfold.store.detection import Detected

NEEDED: Final = {Append: "append", SoftDelete: "soft delete", Restore: "restore"}
"""The capability that each kind of edit needs."""

_CAPABILITIES: Final = (
    ("append", "Events can be appended to the end of a stream."),
    ("soft delete", "An event can be marked so that it no longer counts; it stays stored."),
    ("restore", "A soft-deleted event can be made to count again."),
    ("snapshots", "The application's snapshots can be compared with the replay."),
    ("global order", "Each event has its place in the whole store."),
    ("times", "Each event tells when it was recorded."),
    ("metadata", "Each event may carry metadata beside its payload."),
)


def capabilities_of(detected: Detected) -> tuple[Capability, ...]:
    """What can be done with a store of this layout, in this database."""
    reasons = dict(detected.absent)
    return tuple(Capability(name, name not in reasons, reasons.get(name, text)) for name, text in _CAPABILITIES)
