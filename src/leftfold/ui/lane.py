"""The queues of work off the GUI thread."""

from __future__ import annotations

from enum import StrEnum


class Lane(StrEnum):
    """A queue of work with a thread of its own, so that short work never waits behind long work."""

    LIST = "list"
    """Pages of aggregates."""
    STREAM = "stream"
    """Opening a store or a stream, previewing, committing."""
    SURVEY = "survey"
    """Passes over a whole history."""
    FIELD = "field"
    """Passes over a whole history for one field."""
    BREAK = "break"
    """Passes over a whole history for breakpoints."""
    COHORT = "cohort"
    """Passes over the histories of other aggregates."""
    FIND = "find"
    """Passes over a whole history for what is looked for."""
    MOMENT = "moment"
    """The step at the cursor."""
    ROWS = "rows"
    """Pages of event rows."""
    WATCH = "watch"
    """Asking whether the store has changed."""
    MAP = "map"
    """Looking at a database of nobody's layout."""
    AUDIT = "audit"
    """Reading who changed what, and checking that."""
    BATCH = "batch"
    """Trying a correction on many aggregates, and making it."""
    SCAN = "scan"
    """Passes over the whole store."""
    LIBRARY = "library"
    """Loading what the window can do without at first."""
