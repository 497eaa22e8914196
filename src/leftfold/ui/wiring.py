"""Which parts of a window hear of what others know."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import SignalInstance

from leftfold.ui.banner import Banner
from leftfold.ui.parts import Parts


def mark_panels(parts: Parts) -> None:
    """Have the panels show what is known of the events of the shown stream, as it becomes known."""
    timeline, listed = parts.timeline, parts.events.model
    for panel in (timeline, listed):
        parts.watching.marks_changed.connect(panel.mark_changes)
        parts.breakpoints.hits_changed.connect(panel.mark_hits)
        parts.bookmarks.changed.connect(panel.mark_bookmarks)
    for also in (timeline, listed, parts.inspector):
        parts.snapshots.changed.connect(also.mark_snapshots)
        parts.links.changed.connect(also.mark_links)
    for take in (timeline.mark_findings, parts.findings_tab.show):
        parts.findings.changed.connect(take)
    listed.linked.connect(parts.links.learn)
    parts.events.link_asked.connect(lambda _version: parts.links.to_partner())


def stop_at_breakpoints(parts: Parts) -> None:
    """Have playing stop where a breakpoint hits, and the list's find bar offer and keep their conditions."""
    breakpoints, playback, bar = parts.breakpoints, parts.timeline.playback, parts.events.bar
    playback.way = breakpoints.way
    playback.stopped.connect(breakpoints.say_stopped)
    breakpoints.changed.connect(lambda: bar.offer(tuple(one.text for one in breakpoints.known)))
    bar.keep_asked.connect(breakpoints.add)


def show_what_is_usual(parts: Parts) -> None:
    """Have the timeline show what is usual among the others, and say how far that is known."""
    cohorting, timeline = parts.cohorting, parts.timeline
    cohorting.changed.connect(timeline.show_cohort)
    cohorting.progressed.connect(lambda read: timeline.departures.say(f"Reading {read:,} others…"))
    cohorting.failed.connect(timeline.departures.say)
    timeline.viewing.model.changed.connect(lambda: cohorting.compare_by(days=timeline.by_time))


def say(banner: Banner, sentences: Iterable[SignalInstance], *, icon: str = "info") -> None:
    """Have a bar say each sentence that one of these signals brings, with a sign beside it."""
    for signal in sentences:
        signal.connect(lambda sentence: banner.tell(sentence, icon=icon))
