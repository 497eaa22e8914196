"""What is marked in the list of events beside what the events say themselves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from leftfold.model.index import Ints, StreamIndex
from leftfold.model.ordinals import place_of
from leftfold.ui.bookmarks import NO_MARKS
from leftfold.ui.bookmarks import Marks as Bookmarked
from leftfold.ui.breakpoints.hits import NO_HITS, Hits
from leftfold.ui.events.facts import Facts
from leftfold.ui.links import NO_LINKS, Links
from leftfold.ui.snapshots import NO_SNAPSHOTS, Snapshots


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Snapshots, changes of the watched field, hits of the breakpoints and links, as far as they are known."""

    snapshots: Snapshots = NO_SNAPSHOTS
    changes: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    """The ordinals of the events that changed the watched field, ascending."""
    hits: Hits = NO_HITS
    links: Links = NO_LINKS
    bookmarks: Bookmarked = NO_MARKS

    def on(self, facts: Facts, index: StreamIndex) -> Facts:
        """The row of an event of a stream with its marks."""
        ordinal = facts.ordinal
        snapshot = self.snapshots.text_at(ordinal) if len(self.snapshots) else ""
        breaks, changed = self.hits.at(ordinal), place_of(self.changes, ordinal) is not None
        link = self.links.text_at(index, facts.version) if len(self.links) else ""
        bookmark = self.bookmarks.text_at(ordinal) if len(self.bookmarks) else ""
        if not (snapshot or breaks or changed or link or bookmark):
            return facts
        short = self.links.short_at(facts.version) if link else ""
        marked = replace(facts, snapshot=snapshot, breaks=breaks, changes_watched=changed, bookmark=bookmark)
        return replace(marked, link=link, link_short=short) if link else marked
