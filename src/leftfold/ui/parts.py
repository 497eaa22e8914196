"""All that the window is assembled from, made once and handed to those who need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from leftfold.deferred import Deferred
from leftfold.ui.aggregates.panel import AggregatesPanel
from leftfold.ui.bookmarks import StreamBookmarks
from leftfold.ui.breakpoints.breakpoints import Breakpoints
from leftfold.ui.breakpoints.words import Words
from leftfold.ui.clock import Clock
from leftfold.ui.cohorting import Cohorting
from leftfold.ui.compare.comparing import Comparing
from leftfold.ui.document import Document
from leftfold.ui.draft.panel import DraftPanel
from leftfold.ui.drafting import Drafting
from leftfold.ui.events.panel import EventsPanel
from leftfold.ui.findings.stream import StreamFindings
from leftfold.ui.findings.tab import FindingsTab
from leftfold.ui.following import Following
from leftfold.ui.inspector.panel import InspectorPanel
from leftfold.ui.keeping import Keeping
from leftfold.ui.later_panel import LaterPanel
from leftfold.ui.links import StreamLinks
from leftfold.ui.reducing import Reducing
from leftfold.ui.restoring import Restoring
from leftfold.ui.selection import Selection
from leftfold.ui.settings import Settings
from leftfold.ui.snapshots import StreamSnapshots
from leftfold.ui.stepping import Stepping
from leftfold.ui.tasks import Tasks
from leftfold.ui.theme.themes import Themes
from leftfold.ui.timeline.panel import TimelinePanel
from leftfold.ui.watching import Watching

if TYPE_CHECKING:
    from leftfold.ui.breakpoints import panel as breakpoints_panel
    from leftfold.ui.compare import panel as compare_panel
else:
    breakpoints_panel = Deferred("leftfold.ui.breakpoints.panel")
    compare_panel = Deferred("leftfold.ui.compare.panel")


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
    keeping: Keeping
    following: Following
    watching: Watching
    breakpoints: Breakpoints
    comparing: Comparing
    cohorting: Cohorting
    snapshots: StreamSnapshots
    links: StreamLinks
    restoring: Restoring
    reducing: Reducing
    stepping: Stepping
    findings: StreamFindings
    bookmarks: StreamBookmarks
    aggregates: AggregatesPanel
    timeline: TimelinePanel
    events: EventsPanel
    inspector: InspectorPanel
    findings_tab: FindingsTab
    draft: DraftPanel
    breakpoints_panel: LaterPanel[breakpoints_panel.BreakpointsPanel]
    compare_panel: LaterPanel[compare_panel.ComparePanel]

    def close(self) -> None:
        """Close the store and wait for the threads to end."""
        self.document.close()
        self.document.tasks.close()


def make_parts(around: Surroundings, parent: QObject) -> Parts:
    """The models and panels of a window."""
    themes, clock = around.themes, around.clock
    document = Document(Tasks(parent), Selection(parent), parent)
    drafting = Drafting(document, parent)
    comparing, inspector = Comparing(document), InspectorPanel(document, themes, clock)
    breakpoints, words = Breakpoints(document, around.settings), Words(document, parent)
    return Parts(
        around=around,
        document=document,
        drafting=drafting,
        keeping=Keeping(document, drafting),
        following=Following(document),
        watching=Watching(document),
        breakpoints=breakpoints,
        comparing=comparing,
        cohorting=Cohorting(document),
        snapshots=StreamSnapshots(document),
        reducing=Reducing(document, around.settings),
        stepping=Stepping(document),
        findings=StreamFindings(document),
        bookmarks=StreamBookmarks(document),
        aggregates=AggregatesPanel(document, themes, clock),
        timeline=TimelinePanel(document, drafting, themes, clock),
        events=EventsPanel(document, drafting, themes, clock, words),
        inspector=inspector,
        findings_tab=FindingsTab(inspector, document, themes),
        draft=DraftPanel(document, drafting, themes, clock),
        links=StreamLinks(document),
        restoring=Restoring(document, drafting),
        breakpoints_panel=LaterPanel(lambda: breakpoints_panel.BreakpointsPanel(document, breakpoints, words, themes)),
        compare_panel=LaterPanel(lambda: _compare_panel(comparing, inspector, themes)),
    )


def _compare_panel(comparing: Comparing, inspector: InspectorPanel, themes: Themes) -> compare_panel.ComparePanel:
    panel = compare_panel.ComparePanel(comparing, themes)
    panel.asked.connect(inspector.show_value)
    return panel
