"""All that the window is assembled from, made once and handed to those who need it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from leftfold.ui.aggregates.panel import AggregatesPanel
from leftfold.ui.bookmarks import StreamBookmarks
from leftfold.ui.clock import Clock
from leftfold.ui.document import Document
from leftfold.ui.draft.panel import DraftPanel
from leftfold.ui.drafting import Drafting
from leftfold.ui.events.panel import EventsPanel
from leftfold.ui.following import Following
from leftfold.ui.inspector.panel import InspectorPanel
from leftfold.ui.selection import Selection
from leftfold.ui.settings import Settings
from leftfold.ui.snapshots import StreamSnapshots
from leftfold.ui.tasks import Tasks
from leftfold.ui.theme.themes import Themes
from leftfold.ui.timeline.panel import TimelinePanel
from leftfold.ui.watching import Watching


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is there before any store is opened."""

    themes: Themes
    clock: Clock
    settings: Settings


@dataclass(frozen=True, slots=True)
class Parts:
    """The models and panels of one window."""

    around: Surroundings
    document: Document
    drafting: Drafting
    following: Following
    watching: Watching
    snapshots: StreamSnapshots
    bookmarks: StreamBookmarks
    aggregates: AggregatesPanel
    timeline: TimelinePanel
    events: EventsPanel
    inspector: InspectorPanel
    draft: DraftPanel

    def close(self) -> None:
        """Close the store and wait for the threads to end."""
        self.document.close()
        self.document.tasks.close()


def make_parts(around: Surroundings, parent: QObject) -> Parts:
    """The models and panels of a window."""
    themes, clock = around.themes, around.clock
    document = Document(Tasks(parent), Selection(parent), parent)
    drafting = Drafting(document, parent)
    return Parts(
        around=around,
        document=document,
        drafting=drafting,
        following=Following(document),
        watching=Watching(document),
        snapshots=StreamSnapshots(document),
        bookmarks=StreamBookmarks(document),
        aggregates=AggregatesPanel(document, themes, clock),
        timeline=TimelinePanel(document, drafting, themes, clock),
        events=EventsPanel(document, drafting, themes, clock),
        inspector=InspectorPanel(document, themes, clock),
        draft=DraftPanel(document, drafting, themes, clock),
    )
