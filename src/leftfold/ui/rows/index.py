"""The two kinds of index that Qt hands to a model or delegate."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

AnyIndex: TypeAlias = QModelIndex | QPersistentModelIndex
"""An index that is used at once, or one that was kept."""
