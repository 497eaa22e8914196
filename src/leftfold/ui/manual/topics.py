"""Which page of the manual tells about what has the focus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from leftfold.manual import INDEX

TOPICS: Final[Mapping[str, str]] = {
    "aggregates": "first-diagnosis.md#the-list-of-aggregates",
    "timeline": "first-diagnosis.md#the-timeline",
    "events": "first-diagnosis.md#the-event-list",
    "inspector": "first-diagnosis.md#the-inspector",
    "breakpoints": "first-diagnosis.md#when-did-it-change-and-why",
    "compare": "first-diagnosis.md#when-did-it-change-and-why",
    "draft": "corrections.md#drafts",
    "AppendDialog": "corrections.md#new-events",
    "AuditDialog": "safety.md#the-audit",
    "BatchDialog": "many.md",
    "CommandDialog": "corrections.md#new-events",
    "CommandPalette": "actions.md",
    "CommitAllDialog": "corrections.md#drafts",
    "ConditionField": "conditions.md",
    "ConsequencesDialog": "corrections.md#propose-look-commit",
    "CrashDialog": "trouble.md",
    "EnvironmentDialog": "safety.md#environments-and-who-may-write",
    "FindBar": "conditions.md",
    "FindingsPage": "findings.md",
    "MappingDialog": "layouts.md#a-table-of-nobodys-layout",
    "PasswordDialog": "servers.md#passwords",
    "ReducerDialog": "domains.md#a-reducer-in-any-language",
    "ReportsDialog": "reports.md",
    "ScanDialog": "findings.md",
    "ShortcutSheet": "actions.md",
    "SnapshotPage": "findings.md#do-the-others-agree",
    "StepDialog": "domains.md#step-into",
    "TypedUnlock": "safety.md#environments-and-who-may-write",
}
"""Page and anchor by the name of a dock, or of the class of a widget; the innermost counts."""


def topic_of(widget: QWidget | None) -> str:
    """The page, and the place in it, that tells about a widget: its own, or that of what it lies in."""
    while widget is not None:
        for name in (widget.objectName(), *(kind.__name__ for kind in type(widget).__mro__)):
            if name in TOPICS:
                return TOPICS[name]
        widget = widget.parentWidget()
    return INDEX
