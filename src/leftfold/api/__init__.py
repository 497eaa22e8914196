"""Leftfold for scripts and notebooks: stores read as plain values, and corrected by the rules of window and terminal.

with open_store("demo.sqlite") as store:
    student = store.aggregate("student/3202")
    print(student.state(at=91))
    student.correct(reason="The job was wrong").soft_delete(92).commit()
"""

from leftfold.api.aggregate import Aggregate, ToldEvent
from leftfold.api.correction import Correction
from leftfold.api.opened_store import OpenedStore, open_store
from leftfold.diagnose.field_history import FieldChange
from leftfold.model.diff import Change, Op
from leftfold.model.errors import BadRequest, CannotOpen, Conflict, LeftfoldError, NotFound, Refused, StoreFailed

__all__ = [
    "Aggregate",
    "BadRequest",
    "CannotOpen",
    "Change",
    "Conflict",
    "Correction",
    "FieldChange",
    "LeftfoldError",
    "NotFound",
    "Op",
    "OpenedStore",
    "Refused",
    "StoreFailed",
    "ToldEvent",
    "open_store",
]
